"""What a filling puts into a row, as SQL over that row."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.diff.tokens import Word, rewritten, text_at
from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.model.design import Clash, Filling
from database_developer.model.names import shortened

ROW = "t"


def over(expression: str, row: str) -> str:
    """An expression over the row ``t`` as one over the row called ``row``."""

    def change(found: tuple[Word, ...], place: int) -> str | None:
        is_row = found[place].text == ROW and text_at(found, place + 1) == "." and text_at(found, place - 1) != "."
        return row if is_row else None

    return expression if row == ROW else rewritten(expression, change)


def value_of(filling: Filling, row: str, earlier: str) -> str:
    """The value for ``row``; where it is taken, with what tells the row apart added, twice if need be.

    ``earlier`` is a condition on ``other``: which of the rows that have no value yet come first.
    """
    made = over(filling.expression, row)
    if filling.clash is None:
        return made
    return _untaken(filling, filling.clash, made, row, earlier)


def _untaken(filling: Filling, clash: Clash, made: str, row: str, earlier: str) -> str:
    column = identifier(filling.column)
    same = over(filling.expression, "other")
    free = f"{_nobody(filling, row)} AND other.{column} = made.base)"
    first = f"{_nobody(filling, row)} AND ({same}) = made.base AND other.{column} IS NULL{earlier})"
    if clash.column is None:
        return (
            f"(SELECT CASE WHEN {free} AND {first} THEN made.base ELSE {_numbered(filling, clash, row)} END"
            f" FROM (SELECT {made} AS base) AS made)"
        )
    suffix = f"{literal(clash.separator)} || {row}.{identifier(clash.column)}::text"
    return (
        f"(SELECT CASE WHEN {free} AND {first} THEN made.base"
        f" WHEN {_nobody(filling, row)} AND other.{column} = made.once) THEN made.once"
        f" ELSE {_with_suffix('made.base', 'made.suffix || made.suffix', clash)} END"
        f" FROM (SELECT one.base, one.suffix, {_with_suffix('one.base', 'one.suffix', clash)} AS once"
        f" FROM (SELECT {made} AS base, {suffix} AS suffix) AS one) AS made)"
    )


def _nobody(filling: Filling, row: str) -> str:
    """No other row that this one can clash with; a condition follows, and a parenthesis."""
    within = filling.clash.within if filling.clash else ()
    shared = " AND ".join(f"other.{identifier(it)} = {row}.{identifier(it)}" for it in within)
    return f"NOT EXISTS (SELECT FROM {qualified(filling.table)} AS other WHERE {shared or 'TRUE'}"


def _numbered(filling: Filling, clash: Clash, row: str) -> str:
    """The value with the least number that nobody has, counted from 2."""
    suffix = f"{literal(clash.separator)} || number::text"
    value = _with_suffix("made.base", suffix, clash)
    free = f"{_nobody(filling, row)} AND other.{identifier(filling.column)} = {value})"
    return f"(SELECT {value} FROM pg_catalog.generate_series(2, 2147483647) AS number WHERE {free} LIMIT 1)"


def _with_suffix(base: str, suffix: str, clash: Clash) -> str:
    """The base with the suffix, the base cut where both would be too long."""
    if clash.max_length is None:
        return f"{base} || {suffix}"
    return f'pg_catalog."left"({base}, greatest({clash.max_length} - pg_catalog.length({suffix}), 0)) || {suffix}'


def lookup_name(filling: Filling) -> str:
    """The name of the index by which one finds who else is after the same value."""
    return f"{shortened(f'{filling.table.name}_{filling.column}', 54)}_wanted"


def lookup(filling: Filling, key: Sequence[str]) -> str:
    """CREATE INDEX for the rows that have no value yet, by what they are after and then by key, as one writes it."""
    made = over(filling.expression, identifier(filling.table.name))
    columns = ", ".join([f"({made})", *map(identifier, key)])
    return (
        f"CREATE INDEX {identifier(lookup_name(filling))} ON {qualified(filling.table)} ({columns})"
        f" WHERE {identifier(filling.column)} IS NULL"
    )
