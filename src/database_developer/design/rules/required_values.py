"""Rule "required-values": a new required column of which the rows that are there would have no value is asked about."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.design.draft import Draft
from database_developer.model.names import QualifiedName, part_of
from database_developer.model.quoting import identifier, qualified
from database_developer.model.request import BackfillAsk
from database_developer.model.schema import Column, Table

RULE = "required-values"


def ask(draft: Draft, empty: frozenset[QualifiedName]) -> None:
    """A question for each such column; tables known to be ``empty`` have no rows to ask about."""
    for table in draft.tables.values():
        live = draft.live.tables.get(_called_before(draft, table.name))
        if live is None or live.name in empty or _is_asked(draft, table.name):
            continue
        for column in _without_value(draft, table, live):
            _ask(draft, table.name, column)


def _called_before(draft: Draft, table: QualifiedName) -> QualifiedName:
    renamed = (it for it in draft.renamings if it.after.kind == "table" and it.after.name == table)
    return next((it.before.name for it in renamed), table)


def _is_asked(draft: Draft, table: QualifiedName) -> bool:
    """Whether it is asked already what the table's rows get."""
    rules = [
        it
        for it in draft.request.asks
        if isinstance(it, BackfillAsk) and it.entity and draft.table_of(it.entity) == table
    ]
    begins = tuple(f"backfill-{it.entity}-" for it in rules)
    lines = {f"backfill-line-{it.quote.line}" for it in rules}
    return any(question.id.startswith(begins) or question.id in lines for question in draft.questions)


def _without_value(draft: Draft, table: Table, live: Table) -> Iterator[Column]:
    """The new columns that refuse NULL, and that neither the server nor the ticket gives a value."""
    filled = {(it.table, it.column) for it in draft.fillings}
    renamed = {it.after for it in draft.renamings}
    domains = {spelling for name in draft.live.domains for spelling in (qualified(name), identifier(name.name))}
    for column in table.columns:
        is_demanded = column.not_null is not None and column.not_null.validated and not column.inherited
        has_value = column.default or column.identity or column.generated or column.type in domains
        is_new = live.column(column.name) is None and part_of("column", table.name, column.name) not in renamed
        if is_demanded and not has_value and is_new and (table.name, column.name) not in filled:
            yield column


def _ask(draft: Draft, table: QualifiedName, column: Column) -> None:
    address = part_of("column", table, column.name)
    quote = next((it.quote for it in draft.decisions if it.address == address and it.quote is not None), None)
    draft.ask(
        f"required-{table}-{column.name}",
        f'"{column.name}" of "{table}" is new and required: which value do the rows that are there get?',
        "leave it optional",
        f'one value for all of them: "existing rows of {table.name} get `...` as {column.name}"',
        f'a value that new rows get too: "`{column.name}` of `{table.name}` should default to `...`"',
        meanings=(f"The `{column.name}` of `{table.name}` may stay empty.", None, None),
        quote=quote,
    )
