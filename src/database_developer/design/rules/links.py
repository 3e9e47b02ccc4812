"""Rule "links": a reference of which there shall be several becomes a table of pairs, with the pairs there are."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft
from database_developer.design.moving.pairs import referred_table
from database_developer.model.request import Cardinality, MoveAsk, RelationAsk


def apply(draft: Draft) -> None:
    """Tell of each such pair as of any other that is many to many; what the reference leads to is known only here."""
    told = tuple(
        RelationAsk(
            child=ask.source,
            parent=parent,
            cardinality=Cardinality.MANY_TO_MANY,
            joined_by=ask.target,
            quote=ask.quote,
        )
        for ask in draft.request.asks
        if isinstance(ask, MoveAsk) and ask.is_link and (parent := _parent(draft, ask))
    )
    if told:
        draft.request = replace(draft.request, asks=(*draft.request.asks, *told))


def _parent(draft: Draft, ask: MoveAsk) -> str:
    """The table that the column refers to; "" where it refers to none, which is asked about when it is moved."""
    table = referred_table(draft, ask)
    return table.name if table is not None else ""
