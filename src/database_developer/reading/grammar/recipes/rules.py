"""All rules of one sentence, one after another, with what is removed behind them and what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field

from database_developer.model.recipe import Attribute, Joined
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.recipes.assignments import (
    Assigned,
    assignment_at,
    conditional_at,
    listed_at,
    obtained_at,
)
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.removals import removals_at
from database_developer.reading.grammar.recipes.splitting import merge_at, split_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_JOINTS = phrases(", | ; | and | while | but | . | whereas | then | — | –")
_MOST = 30


@dataclass(kw_only=True, slots=True)
class Rules:
    """What a sentence says; ``left`` are the words that nothing was made of, in its end."""

    assigned: list[Assigned] = field(default_factory=list)
    removed: list[Attribute] = field(default_factory=list)
    left: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all of it was understood."""
        return bool(self.assigned) and not self.left


def rules_in(tokens: Tokens, names: Names, *, is_subject: bool = False) -> Rules:
    """The rules from the first word on; ``is_subject`` where the rows were the subject just before."""
    rules = Rules()
    at = 0
    while at < len(tokens) and len(rules.assigned) < _MOST:
        place = skipped(tokens, at, *_JOINTS)
        if place == len(tokens):
            return rules
        end = _next(rules, tokens, at, place, names, is_subject=is_subject and (not rules.assigned or place > at))
        if end <= at:
            break
        at = end
    rules.left = text_of(tokens[skipped(tokens, at, *_JOINTS) :])
    return rules


def _next(rules: Rules, tokens: Tokens, at: int, place: int, names: Names, *, is_subject: bool) -> int:
    """Take in the next rule; the place behind it, or ``at`` where there is none."""
    removed = removals_at(tokens, at, names, _sources(rules)) if rules.assigned else None
    if removed is not None:
        rules.removed.extend(removed[0])
        return removed[1]
    split = split_at(tokens, place, names)
    if split is not None:
        rules.assigned.extend(split[0])
        return split[2]
    merged = merge_at(tokens, place, names)
    if merged is not None:
        rules.assigned.append(merged[0])
        return merged[2]
    found = _one(tokens, place, names, is_subject=is_subject)
    if found is None:
        return at
    rules.assigned.append(found)
    return found.end if found.recipe is not None else at


def _sources(rules: Rules) -> tuple[Attribute, ...]:
    """The attributes that were taken over as they were, or split."""
    found: dict[Attribute, None] = {}
    for one in rules.assigned:
        formula = one.recipe.formula if one.recipe is not None else None
        source = formula.source if formula is not None else None
        parts = source.parts if isinstance(source, Joined) else (source,)
        found.update({part: None for part in parts if isinstance(part, Attribute)})
    return tuple(found)


def _one(tokens: Tokens, at: int, names: Names, *, is_subject: bool) -> Assigned | None:
    if is_subject:
        found = obtained_at(tokens, at, names)
        if found is not None:
            return found
    conditional = conditional_at(tokens, at, names)
    if conditional is not None:
        return conditional
    listed = listed_at(tokens, at, names)
    if listed is not None and listed.recipe is not None:
        return listed
    rows = _rows(tokens, at, names)
    if rows > at:
        obtained = obtained_at(tokens, rows, names)
        if obtained is not None:
            return obtained
    return assignment_at(tokens, at, names) or listed


def _rows(tokens: Tokens, at: int, names: Names) -> int:
    """Where "all rows", "those users" ends, if the rows to be filled are named here."""
    place = skipped(tokens, at, "the", "all", "those", "every", "each", "any", "other", "only")
    if ends_after_any(tokens, place, tuple(lexicon.ROW_NOUNS)) > place:
        return place + 1
    for length in (2, 1):
        part = tokens[place : place + length]
        phrase = NounPhrase(words=tuple(token.lower for token in part))
        is_entity = len(part) == length and names.entity is not None and names.scene.find(phrase) == names.entity
        if is_entity and noun_phrase(tokens, place).possessor is None:
            return place + length
    return place if place > at and tokens[at].is_word("those", "all") else at
