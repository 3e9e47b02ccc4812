"""wide-index-key: an index entry that may grow past what a page can hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from database_developer.model.names import part_of
from database_developer.model.schema import Column, ConstraintKind, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import domain_of, element, limit, resolved
from database_developer.proof.checks.index_keys import btrees
from database_developer.proof.checks.names import words_of

ENTRY_BYTES = 2704  # a third of a page: what a btree refuses to go beyond
UNLIMITED = frozenset({"text", "character varying", "citext", "jsonb", "bytea", "xml"})
LIMITING = frozenset({"length", "any", "in"})  # char_length(...) <= n, = ANY (...), IN (...)


def find(subject: Subject) -> Iterator[Finding]:
    """Columns in btree indexes that are jsonb, or text without a limit in its type or in a CHECK."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for index in btrees(table):
            columns = {key.text for key in index.keys if not key.is_expression} | index.include
            wide = sorted(name for name in columns if _is_wide(schema, table, name))
            if wide:
                names = '", "'.join(wide)
                yield Fault(
                    at=part_of(index.owner, table.name, index.name),
                    what=f'{index.owner} "{index.name}" refuses rows whose "{names}" is longer than '
                    f"{ENTRY_BYTES} bytes",
                    hint="limit the length with varchar(n) or a CHECK, index a hash of it, or use gin for a document",
                )


def _is_wide(schema: Schema, table: Table, name: str) -> bool:
    column = table.column(name)
    if column is None:
        return False
    type_name = resolved(schema, column.type)
    is_unlimited = type_name.endswith("[]") or limit(type_name) is None or (limit(type_name) or 0) > ENTRY_BYTES
    return element(type_name) in UNLIMITED and is_unlimited and not any(_limits(schema, table, column))


def _limits(schema: Schema, table: Table, column: Column) -> Iterator[bool]:
    """For each CHECK on the column alone or on its domain: whether it limits the length, or lists the values."""
    checks = (each for each in table.constraints_of(ConstraintKind.CHECK) if each.columns == (column.name,))
    domain = domain_of(schema, column.type)
    for constraint in chain(checks, domain.constraints if domain else ()):
        yield bool(LIMITING & set(words_of(constraint.expression or constraint.definition)))


CHECK = Check(
    id="wide-index-key",
    claim="new index keys are limited in length",
    group=Group.PERFORMANCE,
    level=Level.WARNING,
    find=find,
)
