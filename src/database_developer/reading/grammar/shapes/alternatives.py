"""Sentences that tie one thing to one of several: "comments can be on posts or photos"."""

from __future__ import annotations

from database_developer.model.pattern_asks import AlternativesAsk
from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import thing
from database_developer.reading.scene import Scene, entity_name

_TYING = lexicon.BELONG | lexicon.LINK | lexicon.words("be assign apply post leave make add write place concern hang")
_SURE = lexicon.BELONG | lexicon.words("attach attached")
_TO = ("on", "to", "for", "about", "of", "with")

CUES = frozenset({"or"})


def read(saying: Saying, scene: Scene) -> Findings:
    """What belongs to which of several things: a reference to each, and that exactly one of them is set."""
    verb = saying.clause.verb
    if verb is None or verb.negated or verb.lemma not in _TYING or not saying.subject:
        return ()
    child = thing(saying.subject, scene)
    parents = _parents(saying, scene)
    if child is None or len(parents) < 2 or child in parents:
        return ()
    required = not any(token.is_word("optionally", "may", "optional") for token in saying.tokens)
    relations = (RelationAsk(child=child, parent=it, required=False, quote=saying.quote) for it in parents)
    return (*relations, AlternativesAsk(entity=child, parents=parents, required=required, quote=saying.quote))


def _parents(saying: Saying, scene: Scene) -> tuple[str, ...]:
    """The things of "on a post, a photo or a video"; () where one of them is no thing at all."""
    rest = saying.clause.rest
    start = _behind_preposition(rest)
    if start is None:
        return ()
    found, has_or, end = _listed(rest, start)
    if not has_or or (end < len(rest) and rest[end].is_word("not")):
        return ()
    is_sure = saying.lemma in _SURE or any(token.is_in(_SURE) for token in rest)
    known = [scene.find(phrase) is not None for phrase in found]
    are_things = (is_sure or any(known)) and all(_is_a_thing(phrase, scene) for phrase in found)
    if not are_things:
        return ()
    return tuple(dict.fromkeys(scene.find(phrase) or entity_name(phrase) for phrase in found))


def _behind_preposition(rest: Tokens) -> int | None:
    place = next((at for at, token in enumerate(rest[:3]) if token.is_in(_TO)), None)
    return None if place is None else skipped(rest, place + 1, "either")


def _listed(rest: Tokens, at: int) -> tuple[list[NounPhrase], bool, int]:
    """The phrases between commas and "or"; an "and" among them means all of them, and so no choice."""
    found: list[NounPhrase] = []
    has_or, index = False, at
    while index < len(rest):
        phrase = noun_phrase(rest, index)
        if not phrase.is_named:
            break
        found.append(phrase)
        end = index + phrase.length
        index = skipped(rest, end, ",", "or", "to", "on", "a", "an") if end < len(rest) else end
        has_or = has_or or any(token.is_word("or") for token in rest[end:index])
        if index == end or not any(token.is_mark(",") or token.is_word("or") for token in rest[end:index]):
            return found, has_or, end
    return found, has_or, index


def _is_a_thing(phrase: NounPhrase, scene: Scene) -> bool:
    if scene.find(phrase) is not None:
        return True
    is_fact = phrase.head in lexicon.ATTRIBUTE_NOUNS | lexicon.EMPTY_NOUNS | lexicon.DATA_NOUNS
    return bool(phrase.words) and not is_fact and not scene.owner_of(phrase.name)
