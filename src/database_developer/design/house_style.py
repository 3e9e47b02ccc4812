"""What the live schema does as a rule: its customs for keys, names, text and time stamps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from database_developer.model.inflection import is_plural
from database_developer.model.schema import Column, Schema, Table

INTEGERS = ("smallint", "integer", "bigint")
TIMESTAMPS = ("timestamp with time zone", "timestamp without time zone")
CREATED_NAMES = ("created_at", "inserted_at", "created_on", "created", "creation_date", "date_created", "create_time")
UPDATED_NAMES = ("updated_at", "modified_at", "updated_on", "updated", "last_modified", "date_updated", "update_time")


@dataclass(frozen=True, kw_only=True, slots=True)
class Custom:
    """A habit seen in the live schema: its value, and how often it was seen out of how many places."""

    value: str
    seen: int = 0
    of: int = 0

    @property
    def is_observed(self) -> bool:
        """Whether the live schema showed it at all; otherwise it is our own default."""
        return self.seen > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseStyle:
    """The customs that a new table follows.

    ``key_type`` is a column type, ``key_kind`` one of "identity by default", "identity always", "serial",
    "uuid"; ``number`` is "plural" or "singular"; ``text_type`` and ``timestamp_type`` are column types;
    ``created`` and ``updated`` names of columns; ``allowed_set`` "enum" or "check".
    """

    key_name: Custom
    key_type: Custom
    key_kind: Custom
    number: Custom
    text_type: Custom
    timestamp_type: Custom
    created: Custom
    updated: Custom
    allowed_set: Custom
    schema: Custom


def observe(live: Schema) -> HouseStyle:
    """The customs of a schema; what it does not show falls back to our own defaults."""
    tables = [table for table in live.tables.values() if table.partition_of is None]
    keys = [(table, column) for table in tables if (column := _single_key(table)) is not None]
    columns = [column for table in tables for column in table.columns]
    return HouseStyle(
        key_name=_most((column.name for _, column in keys), "id"),
        key_type=_most((column.type for _, column in keys), "bigint"),
        key_kind=_most((_key_kind(column) for _, column in keys), "identity by default"),
        number=_most((_number(table) for table in tables), "plural"),
        text_type=_text_type(columns),
        timestamp_type=_most((c.type for c in columns if c.type in TIMESTAMPS), "timestamp with time zone"),
        created=_most((c.name for c in columns if c.name in CREATED_NAMES), "created_at"),
        updated=_most((c.name for c in columns if c.name in UPDATED_NAMES), "updated_at"),
        allowed_set=Custom(value="enum", seen=len(live.enums), of=len(live.enums))
        if live.enums
        else Custom(value="check"),
        schema=_most((table.name.schema for table in tables), "public"),
    )


def _single_key(table: Table) -> Column | None:
    """The key column of a table with a surrogate key: one column that is no reference."""
    key = table.primary_key
    if key is None or len(key.columns) != 1:
        return None
    references = {column for constraint in table.foreign_keys for column in constraint.columns}
    column = table.column(key.columns[0])
    is_surrogate = column is not None and column.type in (*INTEGERS, "uuid") and column.name not in references
    return column if is_surrogate else None


def _key_kind(column: Column) -> str:
    if column.type == "uuid":
        return "uuid"
    if column.identity is not None:
        return "identity always" if column.identity.always else "identity by default"
    return "serial" if column.default and column.default.startswith("nextval(") else "identity by default"


def _number(table: Table) -> str:
    return "plural" if is_plural(table.name.name) else "singular"


def _text_type(columns: Iterable[Column]) -> Custom:
    """``text`` unless the live schema writes nothing but ``varchar(255)`` for free text."""
    texts = [column.type for column in columns if _is_text(column)]
    found = _most(texts, "text")
    return found if found.value in ("text", "character varying", "character varying(255)") else Custom(value="text")


def _is_text(column: Column) -> bool:
    return column.type == "text" or column.type.startswith("character varying")


def _most(values: Iterable[str], default: str) -> Custom:
    counted = Counter(values)
    if not counted:
        return Custom(value=default)
    value, seen = max(counted.items(), key=lambda pair: (pair[1], pair[0] == default, pair[0]))
    return Custom(value=value, seen=seen, of=counted.total())
