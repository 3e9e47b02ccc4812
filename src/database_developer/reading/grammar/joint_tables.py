"""Orders to tie two things by a table: "a join table between users and orders"."""

from __future__ import annotations

from database_developer.model.request import Cardinality, RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_KINDS = lexicon.words(
    "join joining junction link linking linked bridge bridging association associative pivot mapping cross"
)
_BETWEEN = (
    "between",
    "linking",
    "joining",
    "connecting",
    "that links",
    "which links",
    "to link",
    "to connect",
    "for",
    "of",
)


def read(statement: Statement, scene: Scene) -> Findings:
    """Many of one with many of the other."""
    tokens = statement.tokens if cues.heard(_KINDS, statement.words) else ()
    for at, token in enumerate(tokens[1:], 1):
        if token.is_word("table") and tokens[at - 1].is_in(_KINDS):
            begin = ends_after_any(tokens, at + 1, _BETWEEN)
            ends = _two_things(tokens, begin) if begin > at + 1 else ()
            return tuple(_tied(ends, statement, scene)) if ends else ()
    return ()


def _two_things(tokens: Tokens, at: int) -> tuple[NounPhrase, ...]:
    first = noun_phrase(tokens, at)
    joint = at + first.length
    if not _is_thing(first, tokens, at) or joint >= len(tokens) or not tokens[joint].is_word("and", "to", "with"):
        return ()
    second = noun_phrase(tokens, joint + 1)
    return (first, second) if _is_thing(second, tokens, joint + 1) else ()


def _is_thing(phrase: NounPhrase, tokens: Tokens, at: int) -> bool:
    return phrase.is_named and (phrase.identifier is not None or bool(phrase.determiner) or is_plural(tokens[at].lower))


def _tied(ends: tuple[NounPhrase, ...], statement: Statement, scene: Scene) -> list[RelationAsk]:
    child, parent = (scene.name_of(phrase) for phrase in ends)
    many = Cardinality.MANY_TO_MANY
    return [RelationAsk(child=child, parent=parent, cardinality=many, quote=statement.quote)]
