"""Sentences without articles, said in full: "Shift ties a nurse to a ward", "Ticket has number, price and day"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.words import Sentences, Tokens, is_list_of_facts, said
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_TYING = lexicon.words("connects links joins ties binds associates relates maps assigns pairs")
_LEADING = lexicon.words("belongs references refers points leads")
_HOLDING = lexicon.words("has holds contains stores records keeps carries")
_VERBS = _TYING | _LEADING | _HOLDING
_LONGEST = 3  # words of a name
_BETWEEN = lexicon.words("with to and")


def bare_subject(tokens: Tokens, scene: Scene) -> Sentences:
    """The same with "each" before the thing and "one" before those that it ties, where these are known."""
    verb = next((at for at in range(1, min(len(tokens) - 1, _LONGEST + 1)) if tokens[at].is_in(_VERBS)), 0)
    phrase = noun_phrase(tokens[:verb])
    is_bare = may_be_a_thing(phrase) and not phrase.determiner and not is_plural(phrase.head)
    if not is_bare or not verb or phrase.length != verb or not tokens[0].text[:1].isupper():
        return ()
    if tokens[verb].is_in(_HOLDING):
        is_told = any(not known.exists for known in scene.entities.values()) and is_list_of_facts(tokens[verb + 1 :])
        return ((*said("each", tokens[0]), *tokens),) if is_told else ()
    if tokens[verb].is_in(_TYING):
        return _tied(tokens, verb, scene)
    end = _known_end(tokens, skipped(tokens, verb + 1, "to", "at"), scene) if tokens[verb].is_in(_LEADING) else 0
    return ((*said("each", tokens[0]), *_of_one(tokens, verb + 1, end), *tokens[end:]),) if end else ()


def and_has(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A shift ties a nurse to a ward and has a start time": it has one."""
    verb = next((at for at in range(1, len(tokens) - 3) if tokens[at].is_in(_TYING)), 0)
    subject = noun_phrase(tokens[:verb])
    if not verb or subject.length != verb or not may_be_a_thing(subject) or not subject.determiner:
        return ()
    for at in range(verb + 3, len(tokens) - 1):
        has = skipped(tokens, at, ",", ";", "and", "it")
        is_had = at < has < len(tokens) - 1 and tokens[has].is_in(_HOLDING)
        if is_had and is_list_of_facts(tokens[has + 1 :], least=1):
            return (tokens[:at], (*tokens[:verb], *tokens[has:]))
    return ()


def _tied(tokens: Tokens, verb: int, scene: Scene) -> Sentences:
    first = _known_end(tokens, verb + 1, scene)
    is_pair = first and first + 1 < len(tokens) and tokens[first].is_in(_BETWEEN)
    second = _known_end(tokens, first + 1, scene) if is_pair else 0
    if not second:
        return ()
    pair = (*_of_one(tokens, verb + 1, first), tokens[first], *_of_one(tokens[:second], first + 1, second)[first + 1 :])
    return ((*said("each", tokens[0]), *pair, *tokens[second:]),)


def _known_end(tokens: Tokens, at: int, scene: Scene) -> int:
    """Where the name of a known thing ends, none of many; 0 where there is none."""
    phrase = noun_phrase(tokens, at)
    is_one = phrase.is_named and not is_plural(phrase.head) and phrase.determiner in lexicon.ARTICLES | {"", "one"}
    return at + phrase.length if is_one and scene.find(phrase) is not None else 0


def _of_one(tokens: Tokens, at: int, end: int) -> Tokens:
    """All up to the end, with "one" before the name if nothing determines it."""
    start = skipped(tokens, at, "to", "at")
    is_told = bool(noun_phrase(tokens, start).determiner)
    return (*tokens[:start], *(() if is_told else said("one", tokens[start])), *tokens[start:end])
