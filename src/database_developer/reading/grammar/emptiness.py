"""What is said of a value that comes later, or that no two rows have: "empty until it is paid"."""

from __future__ import annotations

from typing import Any

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_EMPTY = lexicon.words("empty null blank unset missing unknown nothing")
_SINCE_WHEN = lexicon.words("until till while unless if when before for as means meaning otherwise at")
_STAYING = lexicon.words("stay stays remain remains left is are being")
BEGINNINGS = _EMPTY | _STAYING


def until(tokens: Tokens, at: int) -> tuple[dict[str, Any], int] | None:
    """ "Empty until it is paid", "stays blank as long as it runs": not required, whatever else the words tell."""
    place = skipped(tokens, at, *_STAYING) if tokens[at].is_in(_STAYING) else at
    if place + 1 >= len(tokens) or not tokens[place].is_in(_EMPTY) or not tokens[place + 1].is_in(_SINCE_WHEN):
        return None
    ends = (index for index in range(place + 1, len(tokens)) if tokens[index].is_mark(",", ";"))
    return {"required": False}, next(ends, len(tokens))


def shared_by_none(tokens: Tokens, at: int) -> tuple[dict[str, Any], int] | None:
    """ "No two hives carry the same one", "no two alike": unique."""
    if at + 2 >= len(tokens) or not tokens[at].is_word("no") or tokens[at + 1].lower not in {"two", "2"}:
        return None
    for place in range(at + 2, len(tokens)):
        if tokens[place].is_word("same", "share", "alike", "identical", "equal"):
            return {"unique": True}, len(tokens)
    return None
