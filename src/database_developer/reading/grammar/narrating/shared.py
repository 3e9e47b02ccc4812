"""Facts told of several things within one: "an order has several products, each with a quantity"."""

from __future__ import annotations

from database_developer.model.request import Quote
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Shared
from database_developer.reading.scene import Scene


def shared(owner: str, member: str, features: tuple[Feature, ...], quote: Quote, scene: Scene) -> Shared:
    """The facts, left open whose they are."""
    told = asks_about(f"{owner} {member}", features, quote, scene)
    return Shared(owner=owner, member=member, told=told, quote=quote)
