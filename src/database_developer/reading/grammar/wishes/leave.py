"""Whether a ticket gives leave to keep anything: words that ask for data, and none that say they stay as they are."""

from __future__ import annotations

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import is_plural

Tokens = tuple[Token, ...]

_DATA = lexicon.words(
    "table tables database databases db dbs schema schemas model models entity entities data erd er-diagram eer "
    "collection collections relation relations store stores stored storing save saved record records recorded "
    "keep kept track tracked tracking log logged persist persisted class classes"
)
_WORK = lexicon.words("database db schema schemas migration migrations table tables model models")
_NONE = lexicon.words("no without not never neither")
_CUES = _NONE | {"only"}
_BETWEEN = lexicon.words("api backend any further other new need needs needed change changes or nor and touch a the")
_ELSEWHERE = lexicon.words("frontend front-end ui client serializer css docs documentation")
_LEAST_LISTED = 3
_MOST_BETWEEN = 4


def speaks_of_data(tokens: Tokens) -> bool:
    """Whether any word is one of keeping data."""
    return any(token.is_in(_DATA) or token.text[:2] == "DB" or token.is_literal for token in tokens)


def is_bare_list(tokens: Tokens) -> bool:
    """ "Animals, owners, visits" and no more, whatever label stands before it."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), -1)
    names = [token for token in tokens[colon + 1 :] if not token.is_mark(",") and not token.is_word("and")]
    return len(names) >= _LEAST_LISTED and all(token.kind is Kind.WORD and is_plural(token.lower) for token in names)


def leaves_all_as_it_is(tokens: Tokens) -> bool:
    """ "No migration", "no API or database changes needed", "frontend only"."""
    if not cues.heard(_CUES, frozenset([token.lower for token in tokens])):
        return False
    for at, token in enumerate(tokens):
        if token.is_in(_NONE) and _is_none_of_the_work(tokens[at + 1 : at + 2 + _MOST_BETWEEN]):
            return True
        if token.is_word("only") and at and tokens[at - 1].is_in(_ELSEWHERE):
            return True
    return False


def _is_none_of_the_work(behind: Tokens) -> bool:
    """The "API or database changes" behind a "no"."""
    place = next((at for at, token in enumerate(behind) if not token.is_in(_BETWEEN)), len(behind))
    if place == len(behind) or not behind[place].is_in(_WORK):
        return False
    return place + 1 == len(behind) or not behind[place + 1].is_word("for", "to", "where", "that", "yet", "which")
