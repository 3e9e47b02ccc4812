"""The rules that know how long a value is, and which numbers it lies between: "at most 5", "0 to 100", "> 0"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after, ends_after_any, first_words, skipped
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import is_plural

Tokens = tuple[Token, ...]
Found = tuple[dict[str, Any], int] | None

_AT_MOST = (
    "at most",
    "up to",
    "max",
    "max.",
    "maximum",
    "no more than",
    "not more than",
    "no longer than",
    "limited to",
    "<=",
    "≤",
)
_AT_LEAST = ("at least", "min", "min.", "minimum", "no less than", "not less than", ">=", "≥")
_ABOVE = ("greater than", "more than", "higher than", "larger than", "bigger than", "above", "over", ">")
_BELOW = ("less than", "lower than", "smaller than", "below", "under", "<")
_POSITIVE = ("must be positive", "is positive", "always positive", "strictly positive", "positive")
_CHARACTERS = ("characters", "chars", "character", "char", "letters", "symbols", "long")
_SIGNS = ("-", "–", "—", "..", "...", "…")
_DECIMALS = ("decimal", "decimals", "digits", "digit")
_PLACES = ("places", "place", "digits", "digit", "figures")
_LEAD = ("must", "has", "have", "is", "are", "to", "be", "should", "always")


def number_of(token: Token | None) -> str:
    """The number a token tells in digits or as a small word; "" for any other."""
    if token is None:
        return ""
    if token.kind is Kind.NUMBER:
        return token.text
    return str(lexicon.SMALL_NUMBERS.get(token.lower, "")) if token.kind is Kind.WORD else ""


def _at(tokens: Tokens, index: int) -> Token | None:
    return tokens[index] if index < len(tokens) else None


def _longest(tokens: Tokens, at: int) -> Found:
    """ "at most 100 characters" is a length, "at most 5" a bound."""
    end = ends_after_any(tokens, at, _AT_MOST)
    if end == at:
        return None
    place = skipped(tokens, end, "length", "of", ":", "is", "=", "size")
    says_length = any(token.is_word("length", "size") for token in tokens[end:place])
    number = number_of(_at(tokens, place))
    if not number:
        return None
    unit = _at(tokens, place + 1)
    if unit is not None and unit.is_in(_CHARACTERS):
        return _length(number, skipped(tokens, place + 1, *_CHARACTERS))
    if unit is not None and _counts_things(unit) and not says_length:
        return None  # "at most 30 students" bounds how many there are
    return _length(number, place + 1) if says_length else ({"maximum": number}, place + 1)


def _counts_things(unit: Token) -> bool:
    """A word in the plural that no number is measured in."""
    is_unit = unit.lower in lexicon.UNITS or unit.lower in lexicon.PERIODS
    return unit.kind is Kind.WORD and is_plural(unit.lower) and unit.lower not in lexicon.NOT_A_NOUN and not is_unit


def _length(number: str, end: int) -> Found:
    return ({"max_length": int(number)}, end) if number.isdecimal() else None


def _length_first(tokens: Tokens, at: int) -> Found:
    """ "100 characters max", "length 256"."""
    if tokens[at].is_word("length"):
        place = skipped(tokens, at + 1, "of", ":", "is", "=")
        number = number_of(_at(tokens, place))
        return _length(number, place + 1) if number else None
    number, unit = number_of(tokens[at]), _at(tokens, at + 1)
    if not number or unit is None or not unit.is_in(_CHARACTERS):
        return None
    return _length(number, skipped(tokens, at + 1, *_CHARACTERS, "max", "max.", "maximum", "at", "most", "or", "less"))


def _exactly(tokens: Tokens, at: int) -> Found:
    """ "Exactly 7 characters", "always 2 letters": no more and no less."""
    number, unit = number_of(_at(tokens, at + 1)), _at(tokens, at + 2)
    if not number.isdecimal() or unit is None or not unit.is_in(_CHARACTERS):
        return None
    return {"max_length": int(number), "pattern": f"^.{{{number}}}$"}, skipped(tokens, at + 2, *_CHARACTERS)


def _least(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _AT_LEAST)
    place = skipped(tokens, end, "of", ":", "is", "=")
    number = number_of(_at(tokens, place)) if end > at else ""
    unit = _at(tokens, place + 1)
    if not number or (unit is not None and unit.is_in(_CHARACTERS)):
        return None
    return {"minimum": number}, place + 1


def _between(tokens: Tokens, at: int) -> Found:
    """ "between 1 and 5", "from 1 to 5"."""
    for opening, joint in (("between", "and"), ("from", "to")):
        if tokens[at].is_word(opening) and ends_after(tokens, at + 2, joint) > at + 2:
            low, high = number_of(_at(tokens, at + 1)), number_of(_at(tokens, at + 3))
            if low and high:
                return {"minimum": low, "maximum": high}, at + 4
    return None


def _span(tokens: Tokens, at: int) -> Found:
    """ "0 to 100", "1-5": the numbers alone, nothing they count behind them."""
    joint, high = _at(tokens, at + 1), _at(tokens, at + 2)
    is_joint = joint is not None and (joint.is_mark(*_SIGNS) or joint.is_word("to", "till"))
    if tokens[at].kind is not Kind.NUMBER or not is_joint or high is None or high.kind is not Kind.NUMBER:
        return None
    behind = _at(tokens, at + 3)
    is_more = behind is not None and (behind.is_in(_CHARACTERS) or behind.is_mark("-", "/", ":"))
    if is_more or (behind is not None and _counts_things(behind)) or float(tokens[at].text) >= float(high.text):
        return None
    return {"minimum": tokens[at].text, "maximum": high.text}, at + 3


def _beyond(tokens: Tokens, at: int) -> Found:
    """ "Must be greater than zero", "> 0", "below 100": the number itself is out."""
    start = skipped(tokens, at, *_LEAD)
    for name, phrases in (("above", _ABOVE), ("below", _BELOW)):
        end = ends_after_any(tokens, start, phrases)
        number, unit = number_of(_at(tokens, end)), _at(tokens, end + 1)
        is_length = unit is not None and (unit.is_in(_CHARACTERS) or _counts_things(unit))
        if end > start and number and not is_length:
            return {name: number}, end + 1
    return None


def _positive(tokens: Tokens, at: int) -> Found:
    """ "Must be positive"; "positive feedback" is none."""
    end = ends_after_any(tokens, at, _POSITIVE)
    behind = _at(tokens, end)
    is_alone = behind is None or behind.kind is not Kind.WORD or behind.is_word("number", "integer", "and", "amount")
    return ({"above": "0"}, end) if end > at and is_alone else None


def _decimals(tokens: Tokens, at: int) -> Found:
    """ "With two decimals", "6 decimal places", "2 digits after the point"."""
    start = skipped(tokens, at, "with")
    number, unit = number_of(_at(tokens, start)), _at(tokens, start + 1)
    if not number.isdecimal() or unit is None or not unit.is_in(_DECIMALS):
        return None
    end = skipped(tokens, start + 2, *_PLACES)
    if unit.lower.startswith("digit"):
        after = ends_after_any(tokens, start + 2, ("after the point", "after the comma", "after the decimal point"))
        return ({"decimals": int(number)}, after) if after > start + 2 else None
    return {"decimals": int(number)}, end


RULES: tuple[Callable[[Tokens, int], Found], ...] = (
    _exactly,
    _decimals,
    _longest,
    _length_first,
    _least,
    _between,
    _span,
    _beyond,
    _positive,
)
BEGINNINGS: dict[Callable[[Tokens, int], Found], frozenset[str]] = {
    _exactly: frozenset({"exactly", "always", "precisely"}),
    _decimals: frozenset(lexicon.SMALL_NUMBERS) | {"with"},
    _longest: first_words(_AT_MOST),
    _length_first: frozenset(lexicon.SMALL_NUMBERS) | {"length"},
    _least: first_words(_AT_LEAST),
    _between: frozenset({"between", "from"}),
    _span: frozenset(),
    _beyond: first_words(_ABOVE) | first_words(_BELOW) | frozenset(_LEAD),
    _positive: first_words(_POSITIVE),
}
