"""Things that a third one relates: "players and tournaments are related by a registration, for which ... is kept"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.shared import shared
from database_developer.reading.grammar.narrating.words import are_facts, facts_at, is_one_of_a_kind
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.scene import Scene

_RELATING = lexicon.words("relate link connect associate join tie")
_FORMS = {form: verb for form, verb in lexicon.FINITE.items() if verb in _RELATING} | {
    "associates": "associate",
    "associated": "associate",
}
_THROUGH = ("by", "through", "via", "by means of", "to each other by", "with each other by", "to each other through")
_JOINTS = lexicon.words("and to with")
_OF_IT = ("for which", "of which", "on which", "about which", "for this", "with", "for each of which")
_SAYING = lexicon.words("we is are must should be also") | lexicon.KEEP
CUES = frozenset(_FORMS)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Related:
    """The two things, the one that relates them, and where the sentence goes on."""

    ends: tuple[NounPhrase, NounPhrase]
    by: NounPhrase
    end: int


def read(statement: Statement, scene: Scene) -> Findings:
    """What relates the two, what it refers to and what is kept of it."""
    if cues.heard(CUES, statement.words):
        related = _passive(statement.tokens) or _active(statement.tokens)
        if related is not None:
            return tuple(_told(related, statement, scene))
    return tuple(_within(statement, scene))


def _passive(tokens: Tokens) -> _Related | None:
    """ "X and Y are related by a Z", "X is linked to Y through a Z"."""
    first = noun_phrase(tokens)
    at = first.length
    if at < len(tokens) and tokens[at].is_word("and"):
        second = noun_phrase(tokens, at + 1)
        verb = _participle(tokens, at + 1 + second.length)
    else:
        verb = _participle(tokens, at)
        second = noun_phrase(tokens, verb + 1) if verb and tokens[verb : verb + 1] else NounPhrase()
        is_led = bool(verb) and tokens[verb : verb + 1] != () and tokens[verb].is_in(_JOINTS - {"and"})
        verb = verb + 1 + second.length if is_led else 0
    return _related((first, second), tokens, ends_after_any(tokens, verb, _THROUGH)) if verb else None


def _participle(tokens: Tokens, at: int) -> int:
    """Where the "are related" that stands here ends, else 0."""
    is_being = at + 1 < len(tokens) and tokens[at].is_in(lexicon.BE)
    return at + 2 if is_being and tokens[at + 1].lower in _FORMS else 0


def _related(ends: tuple[NounPhrase, NounPhrase], tokens: Tokens, at: int) -> _Related | None:
    by = noun_phrase(tokens, at)
    is_one = by.determiner in lexicon.ARTICLES and all(map(is_one_of_a_kind, ends))
    return _Related(ends=ends, by=by, end=at + by.length) if is_one and _is_thing(by) else None


def _is_thing(phrase: NounPhrase) -> bool:
    return phrase.is_named and not phrase.kind and phrase.head not in lexicon.EMPTY_NOUNS | lexicon.ATTRIBUTE_NOUNS


def _active(tokens: Tokens) -> _Related | None:
    """ "A Z relates an X to a Y"."""
    at = next((place for place, token in enumerate(tokens) if token.lower in _FORMS), len(tokens))
    by = noun_phrase(tokens[:at])
    if by.length != at or at >= len(tokens) or not (is_one_of_a_kind(by) and _is_thing(by)):
        return None
    first = noun_phrase(tokens, at + 1)
    joint = at + 1 + first.length
    if joint >= len(tokens) or not tokens[joint].is_in(_JOINTS):
        return None
    second = noun_phrase(tokens, joint + 1)
    are_told = all(is_one_of_a_kind(end) and end.determiner for end in (first, second))
    return _Related(ends=(first, second), by=by, end=joint + 1 + second.length) if are_told else None


def _told(related: _Related, statement: Statement, scene: Scene) -> Iterator[Finding]:
    entity, quote = scene.name_of(related.by), statement.quote
    yield Mention(entity=entity, quote=quote)
    for end in dict.fromkeys(scene.name_of(phrase) for phrase in related.ends):
        yield RelationAsk(child=entity, parent=end, required=True, quote=quote)
    features = facts_at(_facts_in(statement.tokens, related.end), 0)
    if features and are_facts(features):
        yield from asks_about(entity, features, quote, scene)


def _facts_in(tokens: Tokens, at: int) -> Tokens:
    """The list of ", for which the date and the fee are kept"."""
    start = skipped(tokens, at, ",", "and", ":")
    begin = skipped(tokens, ends_after_any(tokens, start, _OF_IT), *_SAYING)
    end = len(tokens)
    while end > begin and (
        tokens[end - 1].is_in(_SAYING) or lexicon.PARTICIPLES.get(tokens[end - 1].lower) in lexicon.KEEP
    ):
        end -= 1
    return tokens[begin:end] if begin > at else ()


def _within(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "In a group, a user has a role": of the pair, where the ticket tells of both."""
    for clause in statement.clauses[:1]:
        owner, member = _owner(clause), noun_phrase(clause.subject)
        is_plain = clause.verb is not None and clause.verb.lemma == "have" and not clause.verb.modal
        if owner is None or not is_plain or not is_one_of_a_kind(member) or member.length != len(clause.subject):
            continue
        features = facts_at(clause.rest, 0)
        known, other = scene.find(owner), scene.find(member)
        if known and other and known != other and features and all(feature.is_told for feature in features):
            yield shared(known, other, features, clause.quote, scene)


def _owner(clause: Clause) -> NounPhrase | None:
    """The "group" of "in a group"."""
    is_led = len(clause.lead) > 2 and clause.lead[0].is_word("in", "within", "on", "at", "inside")
    phrase = noun_phrase(clause.lead, 1) if is_led else NounPhrase()
    is_all = phrase.length + 1 == len(clause.lead) and phrase.determiner in lexicon.EACH | {"a", "an", "one"}
    return phrase if is_all and is_one_of_a_kind(phrase) else None
