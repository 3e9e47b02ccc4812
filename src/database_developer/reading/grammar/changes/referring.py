""" "Add a foreign key on a that references b": a column that stands refers to another table from now on."""

from __future__ import annotations

from database_developer.model.request import Quote, RelationAsk
from database_developer.reading.grammar.changes.indexing import ONE, SEVERAL, is_of_references
from database_developer.reading.grammar.changes.orders import Order
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.scene import Scene

_ADDING = ("add", "create", "introduce", "put")
_HEAD = 6  # tokens in which it is said what is added
_TOWARDS = ("to", "referencing", "references", "reference", "pointing", "that", "which", "->", "→")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The reference, where its column and the table it leads to both stand."""
    if order.verb not in _ADDING:
        return ()
    tokens = spread(order.told, scene)
    is_index = any(token.is_word(*ONE, *SEVERAL) for token in tokens)
    if is_index or not is_of_references(tokens[:_HEAD]):
        return ()
    cut = next((i for i, token in enumerate(tokens) if token.lower in _TOWARDS), None)
    if cut is None:
        return ()
    meant = columns_meant(tokens[:cut], scene)
    parents = tables_in(tokens[cut + 1 :], scene)
    if meant is None or not parents:
        return ()
    return (RelationAsk(child=meant.entity, parent=parents[0].entity, columns=meant.attributes, quote=quote),)
