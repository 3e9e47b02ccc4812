"""Which thing, or which attribute of which thing, some words of a clause mean."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene, entity_name

_OWNED_BY = ("of", "for", "on", "in", "per")
_BACK = ("it", "they", "them", "these", "those", "this")
_JOINTS = (",", "and", "or", "&", "either", "both")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """A thing, or (with ``attribute``) something that it has."""

    entity: str
    attribute: str | None = None


def phrases_in(tokens: Tokens, at: int = 0) -> tuple[tuple[NounPhrase, ...], int]:
    """The noun phrases of a list that begins here, and where it ends."""
    found: list[NounPhrase] = []
    index = end = skipped(tokens, at, *_JOINTS)
    while index < len(tokens):
        phrase = noun_phrase(tokens, index)
        if not phrase.is_named:
            break
        found.append(phrase)
        end = index + phrase.length
        index = skipped(tokens, end, *_JOINTS)
        if index == end:
            break
    return tuple(found), end


def thing(tokens: Tokens, scene: Scene) -> str | None:
    """The thing that the words begin with, known or new; None where they name nothing."""
    phrase = noun_phrase(tokens)
    if not phrase.is_named or phrase.head in lexicon.EMPTY_NOUNS:
        return None
    return scene.find(phrase) or entity_name(phrase)


def known_thing(tokens: Tokens, scene: Scene) -> str | None:
    """The thing that the words begin with if it is known; "each of them" means the topic."""
    if tokens and tokens[0].is_in(_BACK):
        return scene.focus
    phrase = noun_phrase(tokens)
    return scene.find(phrase) if phrase.is_named else None


def first_known(tokens: Tokens, scene: Scene) -> str | None:
    """The first known thing that is named anywhere in the words."""
    for index in range(len(tokens)):
        phrase = noun_phrase(tokens, index)
        found = scene.find(phrase) if phrase.is_named else None
        if found is not None:
            return found
    return None


def meant(tokens: Tokens, scene: Scene) -> Meant | None:
    """ "orders", "the price of a product", "the product's price", "order status"; None where nothing known is meant."""
    phrase = noun_phrase(tokens)
    if not phrase.is_named:
        return None
    behind = tokens[phrase.length :]
    if len(behind) > 1 and behind[0].is_in(_OWNED_BY):
        owner = scene.find(noun_phrase(behind, 1))
        if owner is not None:
            return Meant(entity=owner, attribute=bare(phrase))
    return meant_by(phrase, scene)


def meant_by(phrase: NounPhrase, scene: Scene) -> Meant | None:
    """The thing or attribute of one phrase."""
    if phrase.possessor is not None:
        owner = scene.find(phrase.possessor)
        return Meant(entity=owner, attribute=bare(phrase)) if owner else None
    name = bare(phrase)
    if name in scene.entities:
        return Meant(entity=name)
    owner = scene.owner_of(name) or scene.owner_of(phrase.name)
    if owner is not None:
        return Meant(entity=owner, attribute=name)
    return _compound(phrase, scene) or _as_thing(phrase, scene)


def _compound(phrase: NounPhrase, scene: Scene) -> Meant | None:
    """The "status" of an order in "order status"; nothing that the order is not said to have."""
    words = singular_phrase(phrase.words)
    for cut in range(len(words) - 1, 0, -1):
        owner, rest = " ".join(words[:cut]), " ".join(words[cut:])
        known = scene.entities.get(owner)
        if known is not None and rest in known.attributes:
            return Meant(entity=owner, attribute=rest)
    return None


def _as_thing(phrase: NounPhrase, scene: Scene) -> Meant | None:
    found = scene.find(phrase)
    return Meant(entity=found) if found else None


def bare(phrase: NounPhrase) -> str:
    """The name of one of it, as code where it is written so."""
    return phrase.identifier or " ".join(singular_phrase(phrase.words))
