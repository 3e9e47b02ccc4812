"""What existing rows get, inside the sentence that adds the column: "..., where for the old ones we assume `a`"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped, stands_in
from database_developer.reading.grammar.recipes.old_words import CUES as OLD_WORDS
from database_developer.reading.grammar.recipes.old_words import in_plain_words
from database_developer.reading.grammar.recipes.scopes import CUES as SCOPES
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

CUES = SCOPES | OLD_WORDS
_STARTS = phrases("where | which | with | and | whereas | while | but | being | , | ; | — | – | -")
_OPENING = phrases(
    "where | which is | which are | which will be | which shall be | with | and | whereas | while | but | "
    "being | that is"
)
_ROWS = phrases(
    "existing rows | existing ones | existing entries | existing records | old ones | old rows | old entries | "
    "present ones | present rows | current ones | current rows | existing"
)
_GIVES = lexicon.words("assume use take get gets put set enter is are becomes become")
_LONGEST = 12
_LEAST_BEFORE = 3  # tokens


def apart(tokens: Tokens) -> tuple[Tokens, Tokens] | None:
    """The sentence without these words, and these as a sentence: "existing rows get `a`"; None where none are told."""
    for part in (it for it in tokens if it.kind is Kind.GROUP):
        if (told := _told(part.inside)) is not None:
            return tuple(it for it in tokens if it is not part), told
    for start in beginnings(tokens, _STARTS):
        if start < _LEAST_BEFORE or not _is_joint(tokens, start):
            continue
        end = _end(tokens, start + 1)
        told = _told(tokens[skipped(tokens, start, ",", ";", "—", "–", "-") : end])
        if told is not None:
            return (*tokens[:start], *_going_on(tokens[end:])), told
    return None


def _going_on(rest: Tokens) -> Tokens:
    """What is said behind it goes on with the column: "...; mandatory afterwards"."""
    is_apart = bool(rest) and rest[0].is_mark(";", "—")
    return (replace(rest[0], text=",", lower=","), *rest[1:]) if is_apart else rest


def _is_joint(tokens: Tokens, at: int) -> bool:
    return ends_after_any(tokens, at, _STARTS) > at and tokens[at].kind is not Kind.CODE


def _end(tokens: Tokens, start: int) -> int:
    """The next mark between parts, past the words that only open this one."""
    place = skipped(tokens, start, ",", "where", "with", "and", "which")
    marks = (at for at in range(place, len(tokens)) if tokens[at].is_mark(",", ";", "—", "."))
    return next(marks, len(tokens))


def _told(part: Tokens) -> Tokens | None:
    """ "(Where) for the old ones we assume `a`", "(with) `a` for those that exist" as what existing rows get."""
    plain = in_plain_words(part[ends_after_any(part, 0, _OPENING) :])
    if not plain or len(plain) > _LONGEST or not stands_in(plain, _ROWS) or _values(plain) != 1:
        return None
    rows = next((at for at in range(len(plain)) if ends_after_any(plain, at, _ROWS) > at), 0)
    before = plain[:rows]
    is_told = any(token.is_in(_GIVES) for token in plain) or any(token.is_word("for", "on", "in") for token in before)
    return plain if is_told else None


def _values(plain: Tokens) -> int:
    """How many values are told: one word in quotes, a number, a truth value, or a date of several words."""
    literal = [token for token in plain if token.kind is Kind.QUOTED or token.is_word("true", "false", "now")]
    numbers = [token for token in plain if token.kind is Kind.NUMBER]
    return len(literal) or min(len(numbers), 1)
