"""Rule "definitions": what the ticket's own DDL made on a shadow is taken as it stands."""

from __future__ import annotations

from database_developer.design.draft import Draft
from database_developer.diff.compare import compare
from database_developer.model.differences import Difference
from database_developer.model.request import DefinitionAsk, Quote
from database_developer.model.schema import Schema

RULE = "definitions"


def record(draft: Draft, declared: Schema) -> None:
    """Give each object that the ticket's DDL added or changed its reason."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, DefinitionAsk)]
    if not asks:
        return
    for item in compare(draft.live, declared).items:
        word = "added" if item.is_addition else "removed" if item.is_removal else "changed"
        draft.decide(item.address, word, "the ticket's own SQL says so", RULE, quote=_source(asks, item))


def _source(asks: list[DefinitionAsk], item: Difference) -> Quote:
    """The statement that names the object, or the table it belongs to; else the first."""
    names = [item.address.name.name.partition("(")[0], item.address.owner.name if item.address.owner else ""]
    for name in filter(None, names):
        for ask in asks:
            if name in ask.sql:
                return ask.quote
    return asks[0].quote
