"""Rule "alterations": a column that stands gets another type, becomes required or optional, or another default."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column
from database_developer.design.rules.attributes import default_of
from database_developer.design.rules.types import choose_type
from database_developer.model.request import AlterAsk, AttributeAsk
from database_developer.model.schema import Column, NotNull

RULE = "alterations"


def apply(draft: Draft) -> None:
    """Change what the ticket says of each column, and nothing else of it."""
    for ask in draft.request.asks:
        if isinstance(ask, AlterAsk):
            _alter(draft, ask)


def _alter(draft: Draft, ask: AlterAsk) -> None:
    table, name = draft.table_of(ask.entity), draft.column_of(ask.entity, ask.attribute)
    column = draft.tables[table].column(name) if table is not None and name is not None else None
    if table is None or column is None:
        text = f'the ticket changes "{ask.attribute}" of "{ask.entity}", which does not exist'
        draft.ask(f"alter-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
        return
    for change in (_typed, _required, _defaulted):
        column, what = change(draft, ask, column)
        if what:
            draft.decide(at_column(table, column.name), what, "the ticket changes it", RULE, quote=ask.quote)
    draft.add_column(table, column)


def _typed(draft: Draft, ask: AlterAsk, column: Column) -> tuple[Column, str]:
    if ask.type is None:
        return column, ""
    told = AttributeAsk(entity=ask.entity, attribute=ask.attribute, type=ask.type, quote=ask.quote)
    chosen = choose_type(told, draft.style)
    if chosen is None:
        text = f'"{ask.type}" is not a type that PostgreSQL knows'
        draft.ask(f"type-{ask.entity}-{column.name}", text, f"keep {column.type}", quote=ask.quote)
        return column, ""
    return replace(column, type=chosen.type), f"{column.type} becomes {chosen.type}"


def _required(draft: Draft, ask: AlterAsk, column: Column) -> tuple[Column, str]:
    if ask.required is None or ask.required == column.is_required:
        return column, ""
    what = "a value is required" if ask.required else "NULL is allowed"
    return replace(column, not_null=NotNull() if ask.required else None), what


def _defaulted(draft: Draft, ask: AlterAsk, column: Column) -> tuple[Column, str]:
    if ask.default is None:
        return column, ""
    if not ask.default:
        return replace(column, default=None), "no default any more"
    told = AttributeAsk(entity=ask.entity, attribute=ask.attribute, default=ask.default, quote=ask.quote)
    default = default_of(told, column.type)
    return replace(column, default=default), f"default {default}"
