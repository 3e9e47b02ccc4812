""" "`a` is an int now, but 98.75 comes, so numeric(5,2)": the type behind "so" is the one that is wanted."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token

_HENCE = lexicon.words("so therefore hence thus")
_REASONS = lexicon.words("since because as while when now")
_TYPES = lexicon.words(
    "int integer bigint smallint numeric decimal text varchar char boolean bool date timestamp string float double "
    "real json jsonb uuid number"
)
_IS = lexicon.words("is are was")
_LEADING = (
    "it",
    "should",
    "be",
    "must",
    "we",
    "need",
    "make",
    "a",
    "an",
    "the",
    "to",
    "into",
    ",",
    "please",
    "becomes",
)


def wanted(tokens: Tokens, end: int) -> Tokens:
    """The words with the new type in the place of all that is told of the old one; ``end`` is where the column ends."""
    hence = max((at for at, token in enumerate(tokens) if token.is_in(_HENCE)), default=0)
    if hence <= end or not tokens[end].is_in(_IS):
        return tokens
    start = skipped(tokens, hence + 1, *_LEADING)
    name, behind = type_at(tokens, start, in_prose=False) if start < len(tokens) else ("", 0)
    old = skipped(tokens, end + 1, "a", "an", "only", "just", "still")
    is_typed = old < hence and tokens[old].is_in(_TYPES)
    if not name or not is_typed:
        return tokens
    should = [replace(tokens[end], text=word, lower=word) for word in ("should", "be")]
    return (*tokens[:end], *should, *tokens[start:behind])


def behind_reason(tokens: Tokens) -> Tokens:
    """ "Since it is rewritten anyway: `a.b` ..." from the column on."""
    if not tokens or not tokens[0].is_in(_REASONS):
        return tokens
    places = (at + 1 for at, token in enumerate(tokens[:-1]) if token.is_mark(":", ",") and _is_path(tokens[at + 1]))
    return tokens[next(places, 0) :]


def _is_path(token: Token) -> bool:
    return token.kind is Kind.CODE and "." in token.text
