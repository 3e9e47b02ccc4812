"""Columns as ``mapped_column(...)``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from database_developer.model.schema import Column, Identity, Schema, SequenceOptions, Table
from database_developer.publication.orm.naming import Names
from database_developer.publication.orm.python import call, sql, sql_body, string
from database_developer.publication.orm.sqlalchemy_keys import column_key, is_usual_key
from database_developer.publication.orm.sqlalchemy_types import column_type

INDENT = 4
OPTION_WORDS = {"minimum": "minvalue", "maximum": "maxvalue"}


def column_line(schema: Schema, names: Names, table: Table, column: Column) -> str:
    """The attribute's line: name, annotation and what the column is made of."""
    attribute = names.attributes[table.name, column.name]
    kind = column_type(schema, names, column)
    annotation = kind.python if is_required(table, column) or kind.python == "Any" else f"{kind.python} | None"
    before = f"{attribute}: Mapped[{annotation}] = "
    arguments = [string(column.name) if attribute != column.name else "", kind.sql]
    arguments += _arguments(table, column, kind.python)
    return " " * INDENT + call("mapped_column", arguments, INDENT, before)


def is_required(table: Table, column: Column) -> bool:
    """Whether NULL is refused."""
    key = table.primary_key
    return column.is_required or (key is not None and column.name in key.columns)


def _arguments(table: Table, column: Column, python: str) -> Iterator[str]:
    key = column_key(table, column)
    if key:
        yield key
    if column.identity is not None:
        yield _identity(column.identity)
    if column.generated is not None:
        yield f"sa.Computed({string(sql_body(column.generated.expression))}, persisted={column.generated.stored})"
    if _is_only_key(table, column):
        yield "primary_key=True"
    if table.primary_key is not None and table.primary_key.columns == (column.name,):
        yield "autoincrement=False" if _would_count(column) and not key else ""
    if python == "Any" and not _is_only_key(table, column):
        yield f"nullable={not is_required(table, column)}"
    if column.default is not None and column.generated is None:
        yield f"server_default={sql(column.default)}"
    if column.comment is not None:
        yield f"comment={string(column.comment)}"


def _is_only_key(table: Table, column: Column) -> bool:
    """Whether the column alone is the primary key, and nothing about the key is special."""
    key = table.primary_key
    return key is not None and is_usual_key(table) and key.columns == (column.name,)


def _would_count(column: Column) -> bool:
    """Whether SQLAlchemy would make a sequence for the key unless told otherwise."""
    is_whole = column.type in {"smallint", "integer", "bigint"}
    return is_whole and column.identity is None and column.default is None and column.generated is None


def _identity(identity: Identity) -> str:
    options = sequence_options(identity.options)
    return f"sa.Identity({', '.join(['always=True'] * identity.always + options)})"


def sequence_options(options: SequenceOptions) -> list[str]:
    """What a sequence has beyond the usual, as arguments."""
    usual = SequenceOptions(type=options.type, maximum=_largest(options.type))
    return [
        f"{OPTION_WORDS.get(one.name, one.name)}={getattr(options, one.name)!r}"
        for one in fields(SequenceOptions)
        if one.name != "type" and getattr(options, one.name) != getattr(usual, one.name)
    ]


def _largest(kind: str) -> int:
    return {"smallint": 2**15 - 1, "integer": 2**31 - 1}.get(kind, 2**63 - 1)
