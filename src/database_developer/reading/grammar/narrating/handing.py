"""What one thing gives another: "a juror gives a film a score", "tasters note for each wine a colour"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import AllowedAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.entries import is_choice, pieces
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Bond, Findings
from database_developer.reading.grammar.matching import text_of
from database_developer.reading.grammar.narrating.words import (
    are_facts,
    facts_at,
    is_one_of_a_kind,
    less_participle,
    list_at,
    says_once,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import bare_participle, gerund
from database_developer.reading.scene import Scene, entity_name

_MAKING = lexicon.words(
    "create make write post upload submit add open file raise publish place own have contain include send belong be "
    "need get hold keep"
)
_TO = lexicon.words("to for on of about")
_LIGHT = lexicon.words("give note record do take leave")
_US = lexicon.words("us me them him her")
_ANSWER = "answer"  # what "whether they come: yes, no or maybe" is called


def read(statement: Statement, scene: Scene) -> Findings:
    """The bond of the first clause that tells one."""
    for clause in statement.clauses:
        verb = clause.verb
        if verb is None or verb.negated or verb.passive:
            continue
        subject = noun_phrase(clause.subject)
        if not is_one_of_a_kind(subject):
            continue
        if subject.length != len(clause.subject):
            continue
        found = _handed(clause, statement.tokens)
        if found is not None:
            other, features = found
            return (_bond((subject, other), features, clause, statement, scene),)
    return ()


def _handed(clause: Clause, tokens: Tokens) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """The other thing, and the facts."""
    rest = clause.rest
    if rest and rest[0].is_in(_US):
        rest = rest[1:]
    return _for_each(_behind(clause, tokens)) or _fact_behind(rest) or _fact_before(rest) or _fact_with(rest, clause)


def _behind(clause: Clause, tokens: Tokens) -> Tokens:
    """All that follows the verb in the sentence: what looks like a clause may be an entry of the list."""
    start = clause.rest[0].start if clause.rest else 0
    return tuple(token for token in tokens if token.start >= start)


def _for_each(rest: Tokens) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """ "... for each concert whether they take part", "... a colour for every wine"."""
    for at, token in enumerate(rest):
        phrase = noun_phrase(rest, at + 1) if token.is_word("for", "per", "at", "on", "to") else NounPhrase()
        if at and rest[at - 1].is_word("once", "time"):
            continue
        is_each = phrase.determiner in {"each", "every"} or (token.is_word("per") and not phrase.determiner)
        if not is_each or not is_one_of_a_kind(replace(phrase, determiner="each")):
            continue
        behind = rest[at + 1 + phrase.length :]
        phrase = less_participle(phrase)
        features = _answer(behind) or facts_at(behind, 0) or features_of(rest[:at])
        told = tuple(feature for feature in features if is_substantial(feature))
        return (phrase, told) if told and are_facts(told) else None
    return None


def _answer(tokens: Tokens) -> tuple[Feature, ...]:
    """ "Whether they take part: yes, no or maybe"."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    if not colon or not tokens[0].is_word("whether", "how", "what", "if"):
        return ()
    values = pieces(tuple(_comma(token) for token in list_at(tokens, colon + 1)))
    if len(values) < 2 or not all(len(value) == 1 or is_choice(value) for value in values):
        return ()
    feature = Feature(phrase=NounPhrase(words=(_ANSWER,), determiner="the"), words=text_of(tokens))
    said = replace(feature.qualifiers, values=tuple(text_of(value) for value in values))
    return (replace(feature, qualifiers=said),)


def _comma(token: Token) -> Token:
    return replace(token, kind=Kind.MARK, text=",", lower=",") if token.is_word("or") else token


def _fact_behind(rest: Tokens) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """ "... a film a score from 1 to 10"."""
    phrase = noun_phrase(rest)
    behind = rest[phrase.length :]
    is_next = bool(behind) and behind[0].is_word("a", "an", "one", "its")
    features = facts_at(behind, 0) if is_next and is_one_of_a_kind(phrase) else ()
    return (phrase, features) if features and are_facts(features) else None


def _fact_before(rest: Tokens) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """ "... a score and a comment to a film"."""
    for at, token in enumerate(rest):
        phrase = noun_phrase(rest, at + 1) if at and token.is_in(_TO) else NounPhrase()
        if is_one_of_a_kind(phrase) and phrase.determiner:
            features = facts_at(rest[:at], 0)
            is_plain = bool(features) and features[0].phrase.determiner in {"a", "an", "one"}
            return (phrase, features) if is_plain and are_facts(features) else None
    return None


def _fact_with(rest: Tokens, clause: Clause) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """ "... rates a wine with a score and a comment"; what somebody writes has facts of its own."""
    phrase = noun_phrase(rest)
    end = phrase.length
    is_with = 0 < end < len(rest) - 1 and rest[end].is_word("with", "giving", "noting")
    if not is_with or not is_one_of_a_kind(phrase) or (clause.verb is not None and clause.verb.lemma in _MAKING):
        return None
    features = facts_at(rest, end + 1)
    return (phrase, features) if features and are_facts(features) else None


def _bond(
    things: tuple[NounPhrase, ...], features: tuple[Feature, ...], clause: Clause, statement: Statement, scene: Scene
) -> Bond:
    ends = tuple(scene.name_of(thing) for thing in things)
    name = f"{ends[1]} {_called(features, clause) or ends[0]}"
    told = asks_about(name, features, statement.quote, scene)
    is_answer = any(isinstance(ask, AllowedAsk) and ask.attribute == _ANSWER for ask in told)
    is_single = is_answer or says_once(statement.tokens)
    return Bond(name=name, ends=ends, told=told, quote=statement.quote, is_single=is_single)


def _called(features: tuple[Feature, ...], clause: Clause) -> str:
    """After its only fact, else after the act; "" where the act says nothing: "gives"."""
    if len(features) == 1 and features[0].phrase.words and features[0].moment is None:
        return entity_name(replace(features[0].phrase, identifier=None))
    lemma = clause.verb.lemma if clause.verb is not None else "be"
    return "" if lemma in _LIGHT else gerund(_plain(lemma))


def _plain(verb: str) -> str:
    """The plain form of a verb that no lexicon knows: "rates", "tried"."""
    if verb in lexicon.VERBS:
        return verb
    if verb.endswith("ed"):
        return bare_participle(verb)
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
