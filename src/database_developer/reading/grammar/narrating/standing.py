"""Several things, each with facts: "there are different rooms, each with a name and a size"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import beginnings, ends_after_any
from database_developer.reading.grammar.narrating.shared import shared
from database_developer.reading.grammar.narrating.words import (
    ONE_OF_THEM,
    are_facts,
    facts_at,
    may_be_a_thing,
    phrase_before,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_EACH_WITH = (
    *("each with", "each one with", "each having", "each has", "each of them with", "each of which has"),
    *("and each of those has", "and each of them has", "each of those has", "each of them has", "and each one has"),
    *("all with", "every one with", "which each have", "which have", "that have", "where each has"),
)
_CUES = cues.cues_of(_EACH_WITH)


def read(statement: Statement, scene: Scene) -> Findings:
    """The members' facts: of the members, or of what each is within the thing they are told of."""
    tokens = statement.tokens
    for at in beginnings(tokens, _EACH_WITH) if cues.heard(_CUES, statement.words) else ():
        begin = ends_after_any(tokens, at, _EACH_WITH) if tokens[at].kind is Kind.WORD else at
        if begin == at:
            continue
        features = _before_next_clause(facts_at(tokens, begin))
        member, start = _members(tokens, at)
        if member is not None and features and are_facts(features):
            return tuple(_told(tokens[:start], member, features, statement, scene))
    return ()


def _told(
    before: Tokens, phrase: NounPhrase, features: tuple[Feature, ...], statement: Statement, scene: Scene
) -> Iterator[Finding]:
    member, quote = scene.name_of(phrase), statement.quote
    owner = _owner(before, member, scene)
    if owner is not None:
        yield shared(owner, member, features, quote, scene)
    else:
        yield Mention(entity=member, quote=quote)
        yield from asks_about(member, features, quote, scene)


def _before_next_clause(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """Without entries that are the beginning of a further clause: "naturally a piece comes back"."""
    ends = (at for at, feature in enumerate(features) if at and feature.qualifiers.other.count(" ") > 2)
    return features[: next(ends, len(features))]


def _members(tokens: Tokens, at: int) -> tuple[NounPhrase | None, int]:
    """The plural right before ", each with", brackets between them left out."""
    end = at
    while end and (tokens[end - 1].is_mark(",") or tokens[end - 1].kind is Kind.GROUP):
        end -= 1
    phrase, start = phrase_before(tokens, end)
    is_many = may_be_a_thing(phrase) and is_plural(phrase.head) and phrase.determiner not in lexicon.POSSESSIVES
    return (phrase, start) if is_many else (None, end)


def _owner(before: Tokens, member: str, scene: Scene) -> str | None:
    """The one thing that is told to have them: the concert of "the programme of a concert is made of"."""
    things = [noun_phrase(before, at) for at in range(len(before))]
    ones = [it for it in things if it.determiner in ONE_OF_THEM and may_be_a_thing(it)]
    names = [scene.name_of(it) for it in ones]
    return next((name for name in names if name != member), None)
