"""Things tied to others of their own kind: "a task may depend on other tasks", "users follow other users"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import RelationAsk, UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Mention
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tying import act_of
from database_developer.reading.inflection import is_plural, participle, singular_phrase
from database_developer.reading.scene import Scene, entity_name

_EACH_OTHER = ("each other", "one another")
CUES = frozenset({"other", "another"})
_OTHERS = lexicon.MANY | {"other"}
_ENDS = lexicon.RELATIVES | lexicon.SUBORDINATORS
_NOUNS = {"depend": "dependency", "refer": "reference", "relate": "relation", "link": "link"}
_TREES = lexicon.HAS | lexicon.BELONG | lexicon.words("be nest group report")  # these tell a tree, or nothing


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """A row for each pair of a kind, each pair once."""
    for clause in statement.clauses if cues.heard(CUES, statement.words) else ():
        thing = _own_kind(clause, scene)
        if thing is not None and clause.verb is not None and act_of(clause) not in _TREES:
            yield from _pair(thing, clause)


def _own_kind(clause: Clause, scene: Scene) -> str | None:
    """The thing that stands on both sides of the verb; None where there is none."""
    phrase = noun_phrase(clause.subject)
    if clause.verb is None or clause.verb.negated or not phrase.is_named or phrase.identifier:
        return None
    thing = scene.find(phrase) or entity_name(phrase)
    others = _others(clause.rest)
    if others is None:
        return None
    return (
        thing
        if others == () or " ".join(singular_phrase(others)) in {thing, phrase.head, entity_name(phrase)}
        else None
    )


def _others(rest: Tokens) -> tuple[str, ...] | None:
    """The words of "other tasks", () for "each other" behind a preposition; None where neither is there."""
    for index, token in enumerate(rest):
        if index and ends_after_any(rest, index, _EACH_OTHER) > index:
            return ()
        phrase = noun_phrase(rest, index) if token.is_in(_OTHERS) else NounPhrase()
        if phrase.determiner == "other" and is_plural(phrase.head):
            return phrase.words
        if token.is_in(_ENDS):
            return None
    return None


def _pair(thing: str, clause: Clause) -> Iterator[Finding]:
    entity, role = _named(thing, clause)
    quote = clause.quote
    yield Mention(entity=entity, quote=quote)
    yield RelationAsk(child=entity, parent=thing, required=True, quote=quote)
    yield RelationAsk(child=entity, parent=thing, role=role, required=True, quote=quote)
    yield UniqueAsk(entity=entity, attributes=(thing, role), quote=quote)


def _named(thing: str, clause: Clause) -> tuple[str, str]:
    """What the pair is called, and the part of the second: "related product", "blocked bug"."""
    act, head = act_of(clause), thing.rpartition(" ")[2]
    preposition = next((token.lower for token in clause.rest[:2] if token.is_in(lexicon.PREPOSITIONS)), "")
    is_passive = clause.verb is not None and (clause.verb.passive or clause.verb.lemma == "be")
    if preposition and not is_passive:
        return f"{thing} {_NOUNS.get(act, 'link')}", f"{act} {preposition} {head}"
    return f"{thing} {_NOUNS.get(act, 'link')}", f"{participle(act)} {head}"
