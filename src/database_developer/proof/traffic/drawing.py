"""Templates are given the values of rows that are there, drawn in an order that is the same on every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.postgres.traffic import Call, Transaction
from database_developer.proof.traffic.application import Known
from database_developer.proof.traffic.templates import Template

Row = Mapping[str, str | None]
ROWS = 200  # rows of each table from which values are drawn
TRANSACTIONS = 4_000  # drawn beforehand; then they begin anew


def columns_wanted(templates: Iterable[Template], known: Known) -> tuple[str, ...]:
    """The columns of a table whose values its templates take."""
    wanted = {name for template in templates if template.table == known.table.name for name in template.takes}
    return tuple(column.name for column in known.columns if column.name in wanted)


def rows_query(known: Known, columns: Sequence[str]) -> str:
    """A SELECT of these columns, as texts, of some rows from all over the table."""
    shown = ", ".join(f"{identifier(name)}::text" for name in columns)
    key = ", ".join(identifier(name) for name in known.primary_key)
    scattered = f"hashtextextended(ROW({key})::text, 0), {key}"
    return f"SELECT {shown} FROM {qualified(known.table.name)} ORDER BY {scattered} LIMIT {ROWS}"


def drawn(
    templates: Sequence[Template], rows: Mapping[QualifiedName, Sequence[Row]], *, count: int = TRANSACTIONS, seed: int
) -> Iterator[Transaction]:
    """So many transactions: each template as often as any other, each time with a row drawn anew."""
    chance = Random(seed)  # noqa: S311 - the same on every run is what is wanted
    usable = [(template, found) for template in templates for found in [_usable(template, rows)] if found]
    made = 0
    while usable and made < count:
        for template, found in chance.sample(usable, len(usable)):
            yield filled(template, chance.choice(found))
            made += 1


def _usable(template: Template, rows: Mapping[QualifiedName, Sequence[Row]]) -> Sequence[Row]:
    """The rows that hold all values that the template takes; one that takes none needs no row."""
    if not template.takes:
        return ({},)
    found = rows.get(template.table, ())
    return [row for row in found if all(row.get(name) is not None for name in template.takes)]


def filled(template: Template, row: Row) -> Transaction:
    """The transaction with the values of this row."""
    calls = (
        Call(sql=step.sql, values=None if step.takes is None else tuple(row[name] for name in step.takes))
        for step in template.steps
    )
    return Transaction(name=template.name, calls=tuple(calls))
