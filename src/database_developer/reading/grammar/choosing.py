"""Sentences that tell which values there are: "the status of an order can be open, paid or cancelled"."""

from __future__ import annotations

from itertools import pairwise

from database_developer.model.request import AllowedAsk, AttributeAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens, parted
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import participle
from database_developer.reading.scene import Scene

_INTROS = ("one of", "either", "any of")
_LONGEST_VALUE = 3  # words
_DEEDS = frozenset(
    participle(verb) for verb in lexicon.ADD | lexicon.CHANGE | lexicon.DELETE | lexicon.LOOK_UP | lexicon.words("edit")
) | lexicon.words("empty null blank optional required missing set")
_MODALS = lexicon.words("can may must could should")


def read(clause: Clause, scene: Scene) -> Findings:
    """The values of an attribute, which the sentence may tell of for the first time."""
    verb = clause.verb
    if verb is None or verb.lemma != "be" or verb.negated:
        return ()
    entity, phrase = _whose(clause.subject, scene)
    if entity is None and verb.modal in {"can", "may"}:
        entity, phrase = _state(clause, scene)
    values = _values(clause.rest, is_free=verb.modal in _MODALS)
    if entity is None or not values:
        return ()
    name = phrase.name
    return (
        AttributeAsk(entity=entity, attribute=name, quote=clause.quote),
        AllowedAsk(entity=entity, attribute=name, values=values, quote=clause.quote),
    )


def _whose(subject: Tokens, scene: Scene) -> tuple[str | None, NounPhrase]:
    """The thing and its attribute: "an order's status", "the status of an order", "its status"."""
    phrase = noun_phrase(subject)
    if not phrase.is_named or phrase.head not in lexicon.CHOICES:
        return None, phrase
    if phrase.possessor is not None:
        return scene.find(phrase.possessor), phrase
    behind = subject[phrase.length :]
    if behind and behind[0].is_word("of", "for"):
        return scene.find(noun_phrase(behind, 1)), phrase
    return (None if behind else scene.owner_of(phrase.name) or scene.focus), phrase


def _state(clause: Clause, scene: Scene) -> tuple[str | None, NounPhrase]:
    """ "An order can be new, packed or paid" tells its status; "can be edited or deleted" what may be done to it."""
    phrase = noun_phrase(clause.subject)
    words = {token.lower for token in clause.rest}
    is_state = "or" in words and not words & _DEEDS and phrase.length == len(clause.subject)
    return (scene.find(phrase) if is_state and phrase.is_named else None), NounPhrase(words=("status",))


def _values(rest: Tokens, *, is_free: bool) -> tuple[str, ...]:
    """The list, where "one of" or "can be" leads it in and "or" or a comma parts it."""
    begin = ends_after_any(rest, 0, _INTROS)
    begin = skipped(rest, begin, ":", "the", "following")
    parts = [part for piece in parted(rest[begin:], ",", "/") for part in _at_or(piece)]
    is_list = len(parts) > 1 and (is_free or begin > 0) and all(_is_value(part) for part in parts)
    return tuple(text_of(part).strip("`") for part in parts) if is_list else ()


def _at_or(tokens: Tokens) -> list[Tokens]:
    """The parts on both sides of "or"."""
    cuts = [-1, *(at for at, token in enumerate(tokens) if token.is_word("or", "and")), len(tokens)]
    return [tokens[begin + 1 : end] for begin, end in pairwise(cuts) if end > begin + 1]


def _is_value(part: Tokens) -> bool:
    return len(part) <= _LONGEST_VALUE and all(_may_be_said(token) for token in part)


def _may_be_said(token: Token) -> bool:
    if token.kind is Kind.WORD:
        return token.lower not in lexicon.PRONOUNS | lexicon.MODALS | lexicon.BE | lexicon.ARTICLES | lexicon.NEGATIONS
    return token.kind in {Kind.CODE, Kind.QUOTED, Kind.NUMBER}
