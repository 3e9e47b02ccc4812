"""A default that is worked out row by row, and so rewrites the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.migration.linting.alterations import added_columns
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import after_the_fact, default_of, told_column
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import nodes_of, printed
from database_developer.model.migration import Hazard

VOLATILE = frozenset(
    {
        "clock_timestamp",
        "gen_random_bytes",
        "gen_random_uuid",
        "gen_salt",
        "nextval",
        "random",
        "random_normal",
        "setval",
        "timeofday",
        "txid_current",
        "uuid_generate_v1",
        "uuid_generate_v1mc",
        "uuid_generate_v4",
        "uuidv4",
        "uuidv7",
    }
)
STEADY = frozenset(
    {
        "array_fill",
        "btrim",
        "chr",
        "concat",
        "current_database",
        "current_schema",
        "current_setting",
        "date_part",
        "date_trunc",
        "decode",
        "encode",
        "extract",
        "format",
        "inet_client_addr",
        "json_build_array",
        "json_build_object",
        "jsonb_build_array",
        "jsonb_build_object",
        "length",
        "lower",
        "make_date",
        "make_interval",
        "make_timestamp",
        "md5",
        "now",
        "repeat",
        "round",
        "statement_timestamp",
        "timezone",
        "to_char",
        "to_timestamp",
        "to_tsvector",
        "transaction_timestamp",
        "upper",
    }
)


def find(place: Place) -> Iterator[Found]:
    """ADD COLUMN with a default that calls a volatile function, or one that nobody knows."""
    for alteration in added_columns(place):
        default = default_of(alteration.definition)
        called = tuple(_called(default))
        volatile = [name for name in called if name in VOLATILE]
        unknown = [name for name in called if name not in VOLATILE | STEADY]
        if volatile or unknown:
            name = quoted((volatile or unknown)[0])
            certain = f"calls {name} for every row" if volatile else f"calls {name}, which may differ from row to row"
            yield Found(
                message=f"the default of {told_column(alteration)} {certain}, so the whole table is written anew",
                safe_sql=after_the_fact(alteration, printed(default)),
                severity=None if volatile else Severity.WARNING,
                replaces=alteration.can_be_replaced,
            )


def _called(expression: Any) -> Iterator[str]:
    for node in nodes_of(expression):
        if is_a(node, ast.FuncCall) and node.funcname:
            yield str(node.funcname[-1].sval)


RULE = Rule(
    id="volatile-default",
    looks_for="ADD COLUMN with a default that may differ from row to row",
    hurts="The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes until then.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
