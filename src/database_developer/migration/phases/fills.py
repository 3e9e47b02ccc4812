"""What one pass over a table writes into columns that are still empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.migration.phases.pairs import Pair
from database_developer.migration.phases.values import value_of
from database_developer.model.design import Filling
from database_developer.model.migration import RANGE
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """A column, what it gets, and which rows (all called ``t``) still wait for it."""

    column: Column
    value: str
    waits: str


def copied(pair: Pair) -> Fill:
    """The new column of a pair takes the old one's value."""
    old, new = identifier(pair.old.name), identifier(pair.new.name)
    given = f"({pair.rule}) IS NOT NULL" if pair.rule else f"t.{old} IS NOT NULL"
    return Fill(column=pair.new, value=pair.to_new("t"), waits=f"t.{new} IS NULL AND {given}")


def told(filling: Filling, table: Table) -> Fill:
    """A column takes what its filling says; of rows after the same value the first by key comes first."""
    column = next(it for it in table.columns if it.name == filling.column)
    key = table.primary_key
    columns = [identifier(it) for it in key.columns] if key else ["ctid"]
    other, own = (", ".join(f"{row}.{it}" for it in columns) for row in ("other", "t"))
    earlier = f" AND ({other}) < ({own})" if filling.clash else ""
    condition = f" AND ({filling.condition})" if filling.condition else ""
    waits = f"t.{identifier(column.name)} IS NULL{condition}"
    return Fill(column=column, value=value_of(filling, "t", earlier), waits=waits)


def update_of(table: QualifiedName, fills: Sequence[Fill]) -> str:
    """The UPDATE of all rows that wait for one of the columns; what a row has already stays."""
    if len(fills) == 1:
        [fill] = fills
        given, waits = f"{identifier(fill.column.name)} = {fill.value}", fill.waits
    else:
        given = ", ".join(map(_given, fills))
        waits = f"({' OR '.join(f'({fill.waits})' for fill in fills)})"
    return f"UPDATE {qualified(table)} AS t SET {given} WHERE {RANGE} AND {waits}"


def _given(fill: Fill) -> str:
    name = identifier(fill.column.name)
    return f"{name} = CASE WHEN {fill.waits} THEN {fill.value} ELSE t.{name} END"
