"""SQL cut into words, with what stands before and after each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pglast

TYPE_TAILS = frozenset({"varying", "precision", "with", "without", "time", "zone"})


@dataclass(frozen=True, slots=True)
class Word:
    """One token of SQL: its text, where it starts, and whether it could be a name."""

    text: str
    start: int
    is_name: bool
    is_string: bool

    @property
    def name(self) -> str:
        """The name it stands for; definitions from the server write keywords in capitals, names as they are."""
        return unquoted(self.text)


def words(sql: str) -> tuple[Word, ...]:
    """The tokens of a piece of SQL, comments left out."""
    return tuple(
        _word(sql[token.start : token.end + 1], token)
        for token in pglast.scan(sql)
        if token.name not in ("SQL_COMMENT", "C_COMMENT")
    )


def _word(text: str, token: pglast.parser.Token) -> Word:
    is_name = token.name == "IDENT" or (token.kind != "NO_KEYWORD" and text == text.lower())
    return Word(text, token.start, is_name, token.name == "SCONST")


def text_at(found: tuple[Word, ...], place: int) -> str:
    """The text of the word at that place; "" outside."""
    return found[place].text if 0 <= place < len(found) else ""


def is_type_name(found: tuple[Word, ...], place: int) -> bool:
    """Whether the word is (part of) a type's name after a cast."""
    while found[place].text in TYPE_TAILS or text_at(found, place - 1) == ".":
        place -= 2 if text_at(found, place - 1) == "." else 1
        if place < 1 or not (found[place].is_name or found[place].text == ")"):
            return False
    return text_at(found, place - 1) == "::"


def rewritten(sql: str, change: Callable[[tuple[Word, ...], int], str | None]) -> str:
    """The SQL with each word replaced by what ``change(words, place)`` answers; None leaves it."""
    found = words(sql)
    pieces: list[str] = []
    end = 0
    for place, word in enumerate(found):
        new = change(found, place)
        if new is not None:
            pieces += [sql[end : word.start], new]
            end = word.start + len(word.text)
    return "".join([*pieces, sql[end:]]) if pieces else sql


def unquoted(word: str) -> str:
    """The name that a word of SQL in the server's spelling stands for."""
    if len(word) > 1 and word[0] == word[-1] == '"':
        return word[1:-1].replace('""', '"')
    return word
