"""Sentences that forbid a second time: "a member cannot have two loans of the same book", "vote once per event"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UniqueAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, OncePer
from database_developer.reading.grammar.matching import beginnings, ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene

_TWO = ("two", "more than one", "several", "multiple", "a second", "another")
_SAME = (
    "the same",
    "an identical",
    "identical",
    "the identical",
    "one and the same",
    "equal",
    "an equal",
    "the exact same",
)
_ONCE = (
    "once per",
    "once for each",
    "once for every",
    "once for the same",
    "once for a given",
    "once in each",
    "once a",
)
_ONCE_TOO = ("once on the same", "once at the same", "once in the same", "once in a", "once for one", "once on a given")
_TWICE = ("twice", "more than once", "a second time", "two times")
_GIVEN = lexicon.words("given single certain particular specific same")


def read(statement: Statement, scene: Scene) -> Findings:
    """What may be there but once; () where the sentence forbids anything else."""
    return tuple(_two_of(statement, scene)) or tuple(_once(statement, scene))


def _two_of(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "An instructor cannot have two lessons with the same start"."""
    tokens = statement.tokens
    verb = verb_from(tokens)
    if verb is None or not verb.negated:
        return
    subject = noun_phrase(tokens, skipped(tokens, 0, "the", "same", "one"))
    end = ends_after_any(tokens, verb.end, _TWO)
    thing = noun_phrase(tokens, end) if end > verb.end else NounPhrase()
    entity, owner = scene.find(thing), scene.find(subject)
    names = tuple(_shared(tokens, end + thing.length)) if thing.is_named else ()
    if entity is None or owner is None or owner == entity or not names:
        return
    yield UniqueAsk(entity=entity, attributes=(owner, *names), quote=statement.quote)


def _shared(tokens: Tokens, at: int) -> Iterator[str]:
    """What both would have the same: "with the same start and room", "on the same trip"."""
    for index in beginnings(tokens[at:], _SAME):
        end = ends_after_any(tokens, at + index, _SAME)
        while end > at + index:
            phrase = noun_phrase(tokens, end)
            if not phrase.is_named:
                return
            yield _one(phrase)
            following = end + phrase.length
            end = following + 1 if following < len(tokens) and tokens[following].is_word("and") else at + index
            end = ends_after_any(tokens, end, ("the same", "the")) if end > at + index else end
        return


def _once(statement: Statement, scene: Scene) -> Iterator[OncePer]:
    """ "A donor can only donate once per session", "no guest votes for the same song twice"."""
    tokens = statement.tokens
    verb = verb_from(tokens)
    subject = noun_phrase(tokens, skipped(tokens, 0, "no", "the", "same", "one"))
    owner = scene.find(subject) if subject.is_named else None
    if verb is None or owner is None:
        return
    others = _behind_once(tokens, verb) or _before_twice(tokens, verb)
    if others and owner not in others:
        yield OncePer(things=(owner, *others), verb=verb.lemma, quote=statement.quote)


def _behind_once(tokens: Tokens, verb: Verb) -> tuple[str, ...]:
    phrases = (*_ONCE, *_ONCE_TOO)
    for index in beginnings(tokens, phrases):
        end = ends_after_any(tokens, index, phrases)
        if end > index >= verb.end - 1:
            return tuple(_listed(tokens, end))
    return ()


def _before_twice(tokens: Tokens, verb: Verb) -> tuple[str, ...]:
    """The "song" of "cannot vote for the same song twice"."""
    is_denied = verb.negated or tokens[0].is_word("no")
    second = [index for index in beginnings(tokens, _TWICE) if ends_after_any(tokens, index, _TWICE) > index]
    return tuple(_shared(tokens[: second[0]], verb.end)) if is_denied and second else ()


def _listed(tokens: Tokens, at: int) -> Iterator[str]:
    """The names behind "once per", joined by "and"."""
    while at < len(tokens):
        while at < len(tokens) and (tokens[at].is_in(lexicon.ARTICLES) or tokens[at].is_in(_GIVEN)):
            at += 1
        phrase = noun_phrase(tokens, at)
        if not phrase.is_named or phrase.head in lexicon.PERIODS:
            return
        yield _one(phrase)
        at = skipped(tokens, at + phrase.length, "and", "per")
        if at == len(tokens) or not tokens[at - 1].is_word("and", "per"):
            return


def _one(phrase: NounPhrase) -> str:
    return phrase.identifier or " ".join(singular_phrase(phrase.words))
