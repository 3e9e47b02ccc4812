"""Sentences of which nothing was made although they look like facts to keep: these are asked about, not passed over."""

from __future__ import annotations

from database_developer.reading.grammar import cues
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.tokens import Kind

_COMMA = frozenset({","})
_LEAST = 3  # entries
_TYPICAL = 2  # of them that could hardly be anything but facts of a thing


def lists_facts(statement: Statement) -> bool:
    """Whether it lists facts of a thing: "Name, email, mobile and the date of birth."."""
    if not cues.heard(_COMMA, statement.words):
        return False
    commas = sum(token.is_mark(",") for token in statement.tokens)
    numbers = sum(token.kind is Kind.NUMBER for token in statement.tokens)
    if commas < _LEAST - 1 or numbers >= _LEAST:  # "60 percent five, 22 percent four" tells how many there are
        return False
    entries = features_of(statement.tokens)
    return len(entries) >= _LEAST and sum(map(has_typical_name, entries)) >= _TYPICAL
