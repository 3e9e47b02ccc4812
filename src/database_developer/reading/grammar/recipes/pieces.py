"""Parts of a text: "the part of the email before the `@`", "the last word of the title", "the digits of the phone"."""

from __future__ import annotations

from database_developer.model.recipe import (
    After,
    Attribute,
    Before,
    Characters,
    Cut,
    Letters,
    Number,
    Piece,
    ReplaceCharacters,
    Step,
    Word,
)
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.characters import character_at
from database_developer.reading.grammar.recipes.constants import number_at
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]
Piecewise = tuple[Step, ...]

_PARTS = phrases(
    "part | portion | piece | bit | text | string | section | everything | all | what | substring | whatever | "
    "the rest | characters | everything that | all that | the characters | what is | value"
)
_STANDS = phrases("that stands | that comes | which stands | which comes | stands | comes | standing | is | it | found")
_BEFORE = phrases("before | in front of | preceding | up to | left of | to the left of | prior to | until")
_AFTER = phrases("after | behind | following | right of | to the right of | past")
_OF = phrases("of | in | from | within | out of | part of")
_UNITS = phrases("part | piece | element | segment | section | token | item | portion | half")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "last": -1}
_SPLIT = phrases(
    "split at | split by | split on | when split at | when split by | when split on | separated by | delimited by | "
    "when it is split at | if split at | after splitting at | after splitting it at"
)
_CHARACTERS = phrases("characters | character | letters | letter | chars | char | digits | digit | symbols")
_LOCAL = phrases("the local part | local part | the user part | the mailbox part | the mailbox name")
_DOMAIN = phrases("the domain | the domain part | domain part | the domain name | the host part")
_NUMBER = phrases("the number | the numeric part | the first number | the number part | the integer")
_DIGITS = phrases("the digits | only the digits | all digits | just the digits | the digits only")


def piece_at(tokens: Tokens, at: int, names: Names) -> tuple[Attribute, Piecewise, int] | None:
    """A part of an attribute that is named with it."""
    for way in (_by_marks, _by_count):
        found = way(tokens, at, names)
        if found is not None and found[0] is not None:
            return found[0], found[1], found[2]
    return None


def implied_at(tokens: Tokens, at: int, names: Names) -> tuple[Piecewise, int] | None:
    """A part of what was spoken of just before: "the part before the `@`", "its first word"."""
    for way in (_by_marks, _by_count):
        found = way(tokens, at, names)
        if found is not None and found[0] is None:
            return found[1], found[2]
    return None


Found = tuple[Attribute | None, Piecewise, int] | None


def _by_marks(tokens: Tokens, at: int, names: Names) -> Found:
    """ "The part (of x) before the `@` (of x)"."""
    place = skipped(tokens, at, "only", "just", "the", "that", "its")
    end = ends_after_any(tokens, place, _PARTS)
    if end == place and not _is_marked(tokens, place):
        return None
    attribute, place = _of(tokens, end, names)
    side = _side(tokens, skipped(tokens, ends_after_any(tokens, place, _STANDS), ","))
    if side is None:
        return None
    step, end = side
    if attribute is None:
        attribute, end = _of(tokens, end, names)
    return attribute, (step,), end


def _is_marked(tokens: Tokens, at: int) -> bool:
    return ends_after_any(tokens, at, (*_BEFORE, *_AFTER)) > at


def _side(tokens: Tokens, at: int) -> tuple[Step, int] | None:
    """ "Before the first `@`"."""
    for words, kind in ((_BEFORE, Before), (_AFTER, After)):
        end = ends_after_any(tokens, at, words)
        if end > at:
            place = skipped(tokens, end, "the", "its")
            last = place < len(tokens) and tokens[place].is_word("last")
            behind = place + 1 if last or (place < len(tokens) and tokens[place].is_word("first")) else end
            mark = character_at(tokens, behind - 1 if behind == place and behind > end else behind)
            return (kind(mark=mark[0], last=last), mark[1]) if mark is not None else None
    return None


def _of(tokens: Tokens, at: int, names: Names) -> tuple[Attribute | None, int]:
    """The attribute behind "of"; "of it" is the one spoken of."""
    end = ends_after_any(tokens, at, _OF)
    if end == at:
        return None, at
    if end < len(tokens) and tokens[end].is_word("it", "that"):
        return None, end + 1
    found = attribute_at(tokens, end, names)
    return found if found is not None else (None, at)


def _by_count(tokens: Tokens, at: int, names: Names) -> Found:
    for way in (_word, _characters, _named_part, _digits):
        found = way(tokens, at, names)
        if found is not None:
            return found
    return None


def _ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    place = skipped(tokens, at, "the", "its", "their", "only", "just")
    if place >= len(tokens) or tokens[place].lower not in _ORDINALS:
        return None
    return _ORDINALS[tokens[place].lower], place + 1


def _word(tokens: Tokens, at: int, names: Names) -> Found:
    """ "The first word of x", "the second part of x split at `-`"."""
    ordinal = _ordinal(tokens, at)
    if ordinal is None or ordinal[1] >= len(tokens):
        return None
    number, place = ordinal
    attribute, end = _of(tokens, place + 1, names)
    if tokens[place].is_word("word"):
        return attribute, (Word(number=number),), end
    if not tokens[place].is_in(_UNITS):
        return None
    split = ends_after_any(tokens, skipped(tokens, end, ","), _SPLIT)
    mark = character_at(tokens, split) if split > skipped(tokens, end, ",") else None
    return (attribute, (Piece(separator=mark[0], number=number),), mark[1]) if mark is not None else None


def _characters(tokens: Tokens, at: int, names: Names) -> Found:
    """ "The first 3 characters of x", "its first letter"."""
    ordinal = _ordinal(tokens, at)
    if ordinal is None or ordinal[0] not in {1, -1}:
        return None
    count = number_at(tokens, ordinal[1]) or ("1", ordinal[1])
    unit = skipped(tokens, count[1], *_CHARACTERS)
    is_count = count[0].isdecimal() and int(count[0]) > 0
    if unit == count[1] or not is_count:
        return None
    attribute, end = _of(tokens, unit, names)
    return attribute, (Cut(length=int(count[0]), last=ordinal[0] == -1),), end


def _named_part(tokens: Tokens, at: int, names: Names) -> Found:
    """ "The local part of the email"."""
    for told, step in ((_LOCAL, Before(mark="@")), (_DOMAIN, After(mark="@"))):
        end = ends_after_any(tokens, at, told)
        if end > at:
            attribute, end = _of(tokens, end, names)
            return (attribute, (step,), end) if attribute is not None else None
    return None


def _digits(tokens: Tokens, at: int, names: Names) -> Found:
    """ "The number in x" is the first one, "the digits of x" are all of them."""
    others = ReplaceCharacters(characters=Characters(sorts=(Letters.DIGITS,)), new="", others=True)
    for told, step in ((_NUMBER, Number()), (_DIGITS, others)):
        end = ends_after_any(tokens, at, told)
        if end > at:
            is_count = isinstance(step, Number) and end < len(tokens) and tokens[end].is_word("of")
            attribute, behind = _of(tokens, end, names)
            return (attribute, (step,), behind) if behind > end and not is_count else None
    return None
