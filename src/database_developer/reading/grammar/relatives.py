"""Relative clauses that only say how a column is: "a kind, which is one of a, b or c" as if it stood in brackets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_BEGINNINGS = lexicon.words("which that")
_SAYING = lexicon.words(
    "is are can may must should has have will cannot stays stay remains defaults default references points holds"
)
_MORE = _SAYING | lexicon.words("also always never not only by unique required optional mandatory nullable")
_CHOICES = ("one of", "either", "any of", "can be", "only be", "may be", "must be")
_LONGEST = 40  # tokens


def with_relatives_set_apart(tokens: Tokens) -> Tokens:
    """The same, each such clause behind a name as a bracket; clauses that say anything else stay as they are."""
    if not any(token.is_in(_BEGINNINGS) for token in tokens):
        return tokens
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at) if done and tokens[at].is_in(_BEGINNINGS) else at
        group = _group(tokens[at + 1 : end]) if end > at + 2 else None
        if group is None:
            done.append(tokens[at])
            at += 1
        else:
            if done[-1].is_mark(","):
                done.pop()
            done.append(group)
            at = end
    return tuple(done)


def _end(tokens: Tokens, at: int) -> int:
    """Where the clause that begins with "which" ends; ``at`` where none begins."""
    if at + 1 >= len(tokens) or not (tokens[at + 1].is_in(_SAYING) or tokens[at + 1].is_mark("'s")):
        return at
    is_choice = False
    for index in range(at + 1, min(len(tokens), at + _LONGEST)):
        is_choice = is_choice or ends_after_any(tokens, index, _CHOICES) > index
        if tokens[index].is_word("or"):
            is_choice = False
        elif _ends_here(tokens, index) and not (is_choice and _has_choice_ahead(tokens, index)):
            return index
    return min(len(tokens), at + _LONGEST)


def _ends_here(tokens: Tokens, index: int) -> bool:
    """At a comma, a semicolon, or an "and" behind which no more of the same is said."""
    if tokens[index].is_mark(",", ";", "."):
        return not _goes_on(tokens, index + 1)
    return tokens[index].is_word("and", "plus") and not _goes_on(tokens, index + 1)


def _goes_on(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].is_in(_MORE)


def _has_choice_ahead(tokens: Tokens, at: int) -> bool:
    """Whether an "or" still comes before anything that is no value."""
    for token in tokens[at + 1 :]:
        if token.is_word("or"):
            return True
        if token.is_in(lexicon.DETERMINERS) or "_" in token.text or token.kind is Kind.GROUP:
            return False
    return False


def _group(said: Tokens) -> Token | None:
    """The clause as brackets, each of its parts in brackets of its own; None where it says nothing of a column."""
    parts = tuple(_bracket(part) for part in _parts(said))
    if not qualifiers_of(parts).says_besides("other", "is_open", "is_removed"):
        return None
    return replace(_bracket(said), inside=parts)


def _bracket(inside: Tokens) -> Token:
    return Token(kind=Kind.GROUP, text="(", lower="(", start=inside[0].start, end=inside[-1].end, inside=inside)


def _parts(said: Tokens) -> list[Tokens]:
    """Cut at each "and" and comma behind which more is said."""
    cuts = [-1]
    for index in range(1, len(said) - 1):
        is_joint = said[index].is_word("and", "but") or said[index].is_mark(",")
        if is_joint and _goes_on(said, index + 1):
            cuts.append(index)
    cuts.append(len(said))
    found = [said[begin + 1 : end] for begin, end in pairwise(cuts)]
    return [part for part in found if part]
