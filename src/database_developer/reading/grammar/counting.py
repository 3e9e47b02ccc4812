"""How many there are, as a fact: the "number of beds" of "a ward has a name and a number of beds"."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, Quote
from database_developer.reading.grammar.feature import Feature

_A_NUMBER = "a number of "


def number_of(entity: str, feature: Feature, quote: Quote) -> AttributeAsk | None:
    """The column that holds their number; it counts where the ticket tells nothing more of them."""
    if not feature.words.lower().startswith(_A_NUMBER):
        return None
    name = f"number of {feature.phrase.name}"
    return AttributeAsk(entity=entity, attribute=name, hint="integer", required=True, quote=quote)
