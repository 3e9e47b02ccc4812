"""What a column demands of the values that existing rows get: its type, its format, its key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from database_developer.design.draft import Draft
from database_developer.design.fillings.terms import Family, family_of, length_of
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.request import AllowedAsk, AttributeAsk, RangeAsk
from database_developer.model.schema import Column, ConstraintKind, Table

_CONSTANT = re.compile(
    r"'(?:[^']|'')*'(?:::[\w\s.\"()]+)?|-?\d+(?:\.\d+)?|true|false|now\(\)|CURRENT_DATE", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demands:
    """What must hold of the column's values; ``within`` are the other columns of its unique key, if it is in one.

    ``is_converted`` where a standing column gets another type: a value that becomes none must not be made up.
    """

    column: Column
    longest: int | None = None
    pattern: str | None = None
    allowed: tuple[str, ...] | None = None
    minimum: str | None = None
    maximum: str | None = None
    is_unique: bool = False
    within: tuple[str, ...] = ()
    enum: str | None = None
    is_converted: bool = False

    @property
    def family(self) -> Family:
        """The sort of the column's type."""
        return family_of(self.column.type)

    @property
    def default(self) -> str | None:
        """The column's default where it is a constant (or the current moment) of the column's own."""
        text = self.column.default or ""
        return text if _CONSTANT.fullmatch(text) else None


def demands_of(draft: Draft, table: QualifiedName, column: Column) -> Demands:
    """All that the target and the ticket demand of a column."""
    pattern: str | None = None
    allowed: tuple[str, ...] | None = None
    minimum = maximum = None
    for ask in draft.request.asks:
        if isinstance(ask, AttributeAsk | AllowedAsk | RangeAsk) and _is_about(draft, ask, table, column):
            if isinstance(ask, AttributeAsk):
                pattern = ask.pattern or pattern
            elif isinstance(ask, RangeAsk):
                minimum, maximum = ask.minimum, ask.maximum
            elif not ask.is_open and not ask.is_further:
                allowed = ask.values
    enum = _enum(draft, column)
    key = _key(draft.tables[table], column.name)
    return Demands(
        column=column,
        longest=length_of(column.type),
        pattern=pattern,
        allowed=allowed if enum is None else enum[1],
        minimum=minimum,
        maximum=maximum,
        is_unique=key is not None,
        within=tuple(name for name in key or () if name != column.name),
        enum=enum[0] if enum is not None else None,
        is_converted=is_converted(draft, table, column),
    )


def is_converted(draft: Draft, table: QualifiedName, column: Column) -> bool:
    """Whether the column stands already, and with another type."""
    live = draft.live.tables.get(table)
    old = live.column(column.name) if live is not None else None
    return old is not None and old.type != column.type


def _is_about(draft: Draft, ask: AttributeAsk | AllowedAsk | RangeAsk, table: QualifiedName, column: Column) -> bool:
    return draft.table_of(ask.entity) == table and draft.column_of(ask.entity, ask.attribute) == column.name


def _enum(draft: Draft, column: Column) -> tuple[str, tuple[str, ...]] | None:
    """The enum's name in SQL and its labels, where the column's type is one."""
    for name, enum in draft.enums.items():
        if column.type in {str(qualified(name)), str(name), f"{name.schema}.{identifier(name.name)}"}:
            return qualified(name), enum.labels
    return None


def _key(table: Table, column: str) -> tuple[str, ...] | None:
    """The columns of the smallest unique key that the column is in; letter case does not matter here."""
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    keys = [constraint.columns for constraint in table.constraints_of(*kinds)]
    for index in table.indexes:
        if index.unique and not index.predicate:
            lowered = {f"lower({identifier(one.name)})": one.name for one in table.columns}
            keys.append(tuple(lowered.get(key.text, key.text) for key in index.keys))
    return min((tuple(key) for key in keys if column in key), key=len, default=None)


def is_unique_alone(table: Table, column: str) -> bool:
    """Whether no two rows share the column's value."""
    return _key(table, column) == (column,)
