""" "Make a unique", "add a unique index on a and b", "a no longer needs to be unique"."""

from __future__ import annotations

from database_developer.model.request import Quote, UnconstrainAsk, UniqueAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.scene import Scene

_ADDING = lexicon.words("add create introduce put make set enforce change alter")
_NOUNS = lexicon.words("constraint constraints index indexes key keys composite compound")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """What becomes unique, or need not be so any longer."""
    if order.verb not in _ADDING:
        return ()
    tokens = spread(order.told, scene)
    place = next((at for at, token in enumerate(tokens) if token.is_word("unique", "uniqueness")), None)
    if place is None:
        return ()
    if order.verb in {"add", "create", "introduce", "put"} and not _is_rule(tokens, place):
        return ()
    left = tuple(token for token in tokens if not token.is_word("unique", "uniqueness", *_NOUNS))
    meant = columns_meant(left, scene)
    if meant is None:
        return ()
    is_negated = any(token.is_word(*lexicon.NEGATIONS, "longer") for token in tokens[:place])
    if is_negated:
        return (UnconstrainAsk(entity=meant.entity, kind="unique", attributes=meant.attributes, quote=quote),)
    ignoring = qualifiers_of(tokens).ignoring_case
    return (UniqueAsk(entity=meant.entity, attributes=meant.attributes, ignoring_case=ignoring, quote=quote),)


def _is_rule(tokens: Tokens, place: int) -> bool:
    """ "A unique index on", no "unique name column", which is a new one."""
    return tokens[place].is_word("uniqueness") or (place + 1 < len(tokens) and tokens[place + 1].is_in(_NOUNS))
