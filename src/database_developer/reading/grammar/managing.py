"""Whose facts are told where only a part of the system or their own names tell it: "for tank management, ..."."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.feature import Feature, is_bare_plural
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.inflection import is_derived, singular, singular_phrase
from database_developer.reading.scene import Scene

Tokens = tuple[Token, ...]

_LEADING = ("for", "in", "regarding", "about", "under")
_KEYS = lexicon.words("id number no code identifier")
_LEAST = 3  # facts
_NAMED = 2  # words of "test ID"


def part_of_the_system(tokens: Tokens) -> tuple[str, ...]:
    """The "book reservation" of "For book reservation management, ..."; () where no such part is spoken of."""
    phrase, end = _led(tokens)
    if not phrase.words or (end < len(tokens) and not tokens[end].is_mark(",")):
        return _managed(tokens, phrase, end)
    if phrase.head in lexicon.MANAGING:
        return _for_one(phrase.words[:-1])
    is_act = phrase.head.endswith("ing") and is_derived(phrase.head) and not phrase.determiner
    return phrase.words if is_act and len(phrase.words) > 1 else ()


def _led(tokens: Tokens) -> tuple[NounPhrase, int]:
    if not tokens or not tokens[0].is_word(*_LEADING):
        return NounPhrase(), 0
    phrase = noun_phrase(tokens, 1)
    return phrase, 1 + phrase.length


def _managed(tokens: Tokens, phrase: NounPhrase, end: int) -> tuple[str, ...]:
    """ "For the management of vehicles"."""
    is_of = (
        len(phrase.words) == 1 and phrase.head in lexicon.MANAGING and end < len(tokens) and tokens[end].is_word("of")
    )
    other = noun_phrase(tokens, end + 1) if is_of else NounPhrase()
    behind = end + 1 + other.length
    is_all = bool(other.words) and (behind == len(tokens) or tokens[behind].is_mark(","))
    return _for_one(other.words) if is_all and not other.identifier else ()


def _for_one(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words for one of them; () where they are none but what any system does: "the administration module"."""
    return tuple(singular_phrase(words)) if words and words[-1] not in lexicon.MANAGING else ()


def thing_managed(lead: Tokens, features: tuple[Feature, ...], scene: Scene) -> str | None:
    """The thing that the lead's part of the system keeps these facts of."""
    words = part_of_the_system(lead)
    are_facts = any(has_typical_name(feature) and not is_bare_plural(feature) for feature in features)
    if not words or len(features) < _LEAST or not are_facts:
        return None
    own = _named_by_its_key(features)
    if own is not None and own != words[-1] and scene.find_name(own) is None and _begin_with(own, features) > 1:
        return own
    name = " ".join(words)
    return name if name in scene.entities else scene.find_name(name) or name


def thing_of_its_facts(features: tuple[Feature, ...], scene: Scene) -> str | None:
    """The "test" of "test ID, test item, test result", a thing of which nothing but its name was told before."""
    if len(features) < _LEAST:
        return None
    own = _named_by_its_key(features)
    if own is None or scene.find_name(own) is not None:
        own = _named_by_its_deed(features, scene)
    if own is None or scene.find_name(own) is not None:
        return None
    alike = _begin_with(own, features)
    is_sure = is_derived(own) or features[0].phrase.head == "id"  # a plate number may well be a car's
    return own if alike > (1 if is_sure else 2) or (is_sure and own in scene.heard) else None


def _named_by_its_key(features: tuple[Feature, ...]) -> str | None:
    """The "test" of a list that begins with "test ID"."""
    first = features[0].phrase
    is_key = len(first.words) == _NAMED and first.head in _KEYS and not first.identifier
    return singular(first.words[0]) if is_key else None


def _named_by_its_deed(features: tuple[Feature, ...], scene: Scene) -> str | None:
    """The "examination" of "student ID, subject, examination date", where students are known."""
    first = features[0].phrase
    is_of_another = first.head in _KEYS and scene.find_name(" ".join(first.words[:-1])) is not None
    named = (feature.phrase.words[0] for feature in features[1:] if len(feature.phrase.words) > 1)
    return next((word for word in named if is_of_another and is_derived(word)), None)


def _begin_with(name: str, features: tuple[Feature, ...]) -> int:
    return sum(feature.phrase.words[:1] == (name,) for feature in features)
