"""The entries of a list of new columns, each brought in one order: the name, and in brackets what is said of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

NOUNS = (*lexicon.COLUMN_NOUNS, "col", "cols")
NUMBERS = lexicon.words("two three four five six several new extra additional following")
ORDINARY = lexicon.words("new extra additional optional nullable required mandatory unique indexed")
_SAYING = lexicon.words(
    "default defaults defaulting not nullable optional required mandatory unique null max maximum "
    "pointing points referencing references linked linking fk foreign backfill backfilled backfilling filled"
)
TYPE_WORDS = lexicon.words(
    "boolean bool string text integer int bigint smallint json jsonb timestamp timestamptz datetime date uuid varchar "
    "numeric decimal float double number char flag array"
)


def names_first(tokens: Tokens) -> Tokens:
    """The list with types and qualities behind the names: "a boolean is_open column" as "is_open (boolean)"."""
    return tuple(token for part in _parts(tokens) for token in _behind_its_name(part))


def is_written_as_code(token: Token) -> bool:
    """An underscore, or a capital inside: no word of English."""
    is_camel = any(here.islower() and after.isupper() for here, after in pairwise(token.text))
    return token.kind is Kind.WORD and ("_" in token.text or is_camel)


def _parts(tokens: Tokens) -> list[Tokens]:
    """The list's entries, each with the comma or "and" before it."""
    starts = [0, *(i for i, token in enumerate(tokens) if i and _begins_entry(tokens, i))]
    return [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def _begins_entry(tokens: Tokens, at: int) -> bool:
    """A comma or "and", unless it only goes on about the entry before: ", default 5"."""
    is_joint = tokens[at].is_mark(",", ";") or tokens[at].is_word("and")
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if not is_joint or following is None or following.is_word(*_SAYING, "with"):
        return False
    if following.is_word("no") and at + 2 < len(tokens) and tokens[at + 2].lower in {"two", "2"}:
        return False  # "no two of them alike"
    return not _is_type_alone(tokens, at)


def _is_type_alone(tokens: Tokens, at: int) -> bool:
    """The "text" of "`a`, text, optional"."""
    is_first = at > 0 and (tokens[at - 1].kind is Kind.CODE or is_written_as_code(tokens[at - 1]))
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    is_ended = behind is None or behind.is_mark(",", ";") or behind.kind is Kind.GROUP
    return is_first and tokens[at].is_mark(",") and tokens[at + 1].is_in(TYPE_WORDS) and is_ended


def _behind_its_name(part: Tokens) -> Tokens:
    """ "A (nullable) boolean is_open column" as "is_open (nullable, boolean)"."""
    start = 0
    while start < len(part) and (
        part[start].is_mark(",", ";") or part[start].is_word("and", *lexicon.DETERMINERS, *NUMBERS)
    ):
        start += 1
    if start >= len(part):
        return part
    place, said = start, []
    while place + 1 < len(part) and _is_said(part, place) and not _is_noun_alone(part, place + 1):
        _, end = type_at(part, place, in_prose=False)
        end = max(end, place + 1)
        if end >= len(part):
            break
        said += [*part[place:end], _comma(part[place])]
        place = end
    while place + 1 < len(part) and part[place].is_word(*NOUNS, "called", "named") and _may_be_name(part[place + 1]):
        place += 1
    if not _may_be_name(part[place]):
        return part
    name_end = _end_of_name(part, place)
    said += [token for token in part[name_end:] if not token.is_word(*NOUNS, "with", "a", "an", "as")]
    names = tuple(token for token in part[place:name_end] if not token.is_in(NOUNS))
    return (*part[:start], *names, *_grouped(said))


def _end_of_name(part: Tokens, place: int) -> int:
    """Code is a name by itself; words go on up to what says more of them."""
    if part[place].kind is Kind.CODE or is_written_as_code(part[place]):
        return place + 1
    end = place + 1
    while end < len(part) and _may_be_name(part[end]) and not _says_more_at(part, end):
        end += 1
    return end


def _says_more_at(part: Tokens, at: int) -> bool:
    is_type = part[at].is_in(TYPE_WORDS) and at + 1 < len(part) and part[at + 1].is_in(_SAYING)
    return is_type or part[at].is_word(*NOUNS, *_SAYING) or bool(type_at(part, at, in_prose=True)[0])


def _grouped(said: list[Token]) -> Tokens:
    """What is said, in brackets behind the name."""
    while said and said[-1].kind is Kind.MARK and said[-1].is_mark(",", ";", "."):
        said = said[:-1]
    while said and said[0].is_mark(",", ";", ":", "-", "—"):
        said = said[1:]
    return (replace(said[0], kind=Kind.GROUP, text="(", lower="(", inside=tuple(said)),) if said else ()


def _is_noun_alone(part: Tokens, place: int) -> bool:
    """The noun behind a name; in "text column notes" the name comes last."""
    is_last = place + 1 >= len(part) or not _may_be_name(part[place + 1])
    return part[place].is_in(NOUNS) and is_last


def _comma(token: Token) -> Token:
    return replace(token, kind=Kind.MARK, text=",", lower=",", inside=())


def _is_said(part: Tokens, place: int) -> bool:
    """A type or a quality before the name."""
    token = part[place]
    if token.kind is Kind.GROUP:
        return True
    return token.is_word(*TYPE_WORDS, *ORDINARY) or bool(type_at(part, place, in_prose=True)[0])


def _may_be_name(token: Token) -> bool:
    return token.is_literal or (token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)
