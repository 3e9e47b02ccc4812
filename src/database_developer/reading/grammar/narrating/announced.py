"""A thing whose facts stand behind a colon: "the team enters the films: title, country and year"."""

from __future__ import annotations

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.keeping import without_list
from database_developer.reading.grammar.narrating.words import (
    are_facts,
    facts_at,
    less_participle,
    may_be_a_thing,
    phrase_before,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_SPEAKING_OF = lexicon.words("of about for on regarding")
_NEVER = lexicon.NEGATIONS | lexicon.words("e.g. example instance like note question questions")

_COLON = frozenset({":"})


def read(statement: Statement, scene: Scene) -> Findings:
    """The thing named last before the colon, and what it has."""
    tokens = statement.tokens if cues.heard(_COLON, statement.words) else ()
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    if colon < 2 or any(token.is_in(_NEVER) for token in tokens[:colon]):
        return ()
    phrase = _thing(tokens, colon, scene)
    features = facts_at(tokens, colon + 1) if phrase is not None else ()
    if phrase is None or len(features) < 2 or not are_facts(features):
        return ()
    entity = scene.name_of(phrase)
    return (Mention(entity=entity, quote=statement.quote), *asks_about(entity, features, statement.quote, scene))


def _informed(tokens: Tokens, colon: int) -> tuple[NounPhrase, int] | None:
    """The "student" of "information on each student is recorded at registration:"."""
    for at in range(1, colon):
        phrase = noun_phrase(tokens, at + 1) if tokens[at].is_in(_SPEAKING_OF) else NounPhrase()
        if tokens[at - 1].is_in(lexicon.INFORMATION) and may_be_a_thing(phrase):
            return phrase, at + 1
    return None


def _kept(tokens: Tokens, colon: int) -> tuple[NounPhrase, int] | None:
    """The "items" of "record the items found at our stations:"."""
    for at in range(1, colon):
        if tokens[at - 1].is_in(lexicon.KEEP) and (at < 2 or not tokens[at - 2].is_in(lexicon.DETERMINERS)):
            phrase = less_participle(noun_phrase(without_list(tokens[at:colon])))
            is_told = phrase.determiner in lexicon.ARTICLES | lexicon.EACH | {"all", "our"} or is_plural(phrase.head)
            return (phrase, at) if may_be_a_thing(phrase) and is_told else None
    return None


def _thing(tokens: Tokens, colon: int, scene: Scene) -> NounPhrase | None:
    """The "films" of "enters the films:"; of "what we note about a guest:" the guest."""
    phrase, start = _informed(tokens, colon) or _kept(tokens, colon) or phrase_before(tokens, colon)
    if not may_be_a_thing(phrase):
        return None
    is_led = start > 0 and tokens[start - 1].is_in(lexicon.PREPOSITIONS - _SPEAKING_OF)
    is_told = phrase.determiner in lexicon.ARTICLES | lexicon.EACH | {"all", "our"}
    is_bare_plural = not phrase.determiner and is_plural(phrase.head)
    is_known = scene.find(phrase) is not None
    return phrase if not is_led and (is_told or is_bare_plural or is_known) else None
