"""Rule "orderings": rows that people put in order have a position, unique within what they belong to."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.spelling import unique
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import OrderingAsk
from database_developer.model.schema import Column, NotNull

RULE = "orderings"
NAMES = ("position", "sort_order", "order_index", "sequence")


def apply(draft: Draft) -> None:
    """Give each ordered thing its position."""
    for ask in draft.request.asks:
        if isinstance(ask, OrderingAsk):
            table = draft.table_of(ask.entity)
            if table is None:
                text = f'"{ask.entity}" is to be in order, but there is no such table'
                draft.ask(f"ordering-{ask.entity}", text, quote=ask.quote, blocking=False)
            else:
                _order(draft, ask, table)


def _order(draft: Draft, ask: OrderingAsk, table: QualifiedName) -> None:
    own = next((name for name in NAMES if draft.tables[table].column(name) is not None), None)
    name = own or NAMES[0]
    if own is None:
        _add(draft, ask, table, name)
    elif draft.is_new(table):
        found = draft.tables[table].column(name)
        type_name = found.type if found is not None else "integer"
        draft.add_column(table, Column(name=name, type=type_name, not_null=NotNull()))
    columns = (*_owners(draft, ask, table), name)
    if any(set(it.columns) == set(columns) for it in draft.tables[table].constraints):
        return
    constraint = unique(part_name(table.name, columns, "key"), columns, deferred=True)
    draft.add_constraint(table, constraint)
    why = "no two share a place; looked at when the transaction ends, so that rows may trade places meanwhile"
    draft.decide(at_constraint(table, constraint.name), constraint.definition, why, RULE, quote=ask.quote)


def _add(draft: Draft, ask: OrderingAsk, table: QualifiedName, name: str) -> None:
    required = draft.is_new(table)
    draft.add_column(table, Column(name=name, type="integer", not_null=NotNull() if required else None))
    why = "people put the rows in order; the numbers need not follow one upon the other"
    draft.decide(at_column(table, name), f"{name} integer", why, RULE, quote=ask.quote)
    if not required:
        why = "rows that are there have no place yet: give them one, then require it"
        draft.decide(at_column(table, name), "NULL allowed", why, RULE, is_assumption=True)


def _owners(draft: Draft, ask: OrderingAsk, table: QualifiedName) -> tuple[str, ...]:
    """What each order belongs to: what the ticket says, else the only thing that every row refers to."""
    told = draft.column_of(ask.entity, ask.within) if ask.within else None
    if told is not None:
        return (told,)
    keys = [key.columns for key in draft.tables[table].foreign_keys if key.reference and key.reference.table != table]
    required = [columns for columns in keys if all(_is_required(draft, table, column) for column in columns)]
    if len(required) == 1:
        return required[0]
    text = f'within what are the rows of "{table}" in order? one order of all of them is assumed'
    draft.ask(f"ordering-{table}", text, quote=ask.quote, blocking=False)
    return ()


def _is_required(draft: Draft, table: QualifiedName, name: str) -> bool:
    column = draft.tables[table].column(name)
    return column is not None and column.is_required
