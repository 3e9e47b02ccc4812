"""Rule "comments": a new table says in the catalog, in the ticket's words, what it is for."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft
from database_developer.model.inflection import plural
from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk

RULE = "comments"
LONGEST = 300


def apply(draft: Draft) -> None:
    """Comment each new table, and each new column that the ticket describes."""
    for ask in draft.request.asks:
        if isinstance(ask, EntityAsk | RelationAsk):
            _comment_table(draft, ask)
        elif isinstance(ask, AttributeAsk) and ask.description:
            _comment_column(draft, ask)


def _comment_table(draft: Draft, ask: EntityAsk | RelationAsk) -> None:
    entity = ask.entity if isinstance(ask, EntityAsk) else ask.joined_by or ""
    table = draft.entities.get(entity)
    if table is None or not draft.is_new(table) or draft.tables[table].comment:
        return
    described = ask.description if isinstance(ask, EntityAsk) else ""
    told = described or ask.quote.text
    if told.rstrip().endswith(":"):  # "Create a table x:" says nothing of what it holds
        told = f"Holds {plural(entity)}, as told in {draft.request.ticket}."
    draft.tables[table] = replace(draft.tables[table], comment=_plain(told))


def _comment_column(draft: Draft, ask: AttributeAsk) -> None:
    table, name = draft.table_of(ask.entity), draft.attributes.get((ask.entity, ask.attribute))
    column = draft.tables[table].column(name) if table and name else None
    if table is not None and column is not None and column.comment is None and draft.is_new(table):
        draft.add_column(table, replace(column, comment=_plain(ask.description)))


def _plain(text: str) -> str:
    words = " ".join(text.replace("`", "").replace("~~", "").split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3].rstrip()}..."
