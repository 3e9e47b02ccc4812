"""Old values and the new ones that they become, wherever a ticket tells them: "'Y' is true", "low = 1, medium = 2"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.transfers.lines import Tokens

_ARROWS = phrases(
    "-> | => | → | = | becomes | become | becoming | turns into | turn into | maps to | is mapped to | "
    "mapped to | shall become | should become | will become | must become | to become"
)
_WEAK = phrases(
    "is | being | means | meaning | mean | stands for | to | as | are | counts as | count as | should be | gets | :"
)
_BACKWARDS = phrases("was | used to be | were")
_OTHERS = phrases(
    "everything else | anything else | all others | all other values | other values | any other value | "
    "the rest | every other value | all the rest | otherwise | all other | the others | whatever else | "
    "all else | rest | remaining ones | the remaining | all remaining | any other | everyone else | others | "
    "other ones | everything other | all the other values"
)
_MISSING = phrases(
    "empty ones | empty values | empty | blank | blanks | nulls | null | missing | missing values | "
    "nothing | no value | blank strings | empty strings | unset | null values | blank values"
)
_UNKNOWN = phrases("unknown | null | no value | empty | nothing | missing")
_TYPES = lexicon.words(
    "boolean bool integer int smallint bigint numeric decimal timestamptz timestamp date text varchar uuid json jsonb"
)
_NO_VALUE = ("null", "nothing")
_TRUTHS = lexicon.words("true false yes no y n")
_CONTRARY = {"true": "false", "false": "true", "yes": "no", "no": "yes"}
_NO_VALUES = lexicon.NOT_A_NOUN - _TRUTHS
_TAIL = phrases("as well | too | also")


@dataclass(kw_only=True, slots=True)
class Pairs:
    """The values in pairs; what all others become, and the rows without a value (None: not told; "": no value)."""

    told: dict[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    missing: str | None = None


def pairs_in(sentences: Iterable[Tokens]) -> Pairs:
    """All that the sentences tell."""
    found = Pairs()
    for tokens in sentences:
        at = 0
        while at < len(tokens):
            at = max(at + 1, _rule_at(tokens, at, found))
        for token in tokens:
            if token.inside:
                inner = pairs_in([token.inside])
                found.told |= inner.told
                found.otherwise = found.otherwise or inner.otherwise
                found.missing = found.missing or inner.missing
    return found


def _rule_at(tokens: Tokens, at: int, found: Pairs) -> int:
    """Take in what begins here; where it ends, or ``at``."""
    others = ends_after_any(tokens, at, _OTHERS)
    if others > at:
        behind, is_of_missing = _with_missing(tokens, others)
        value, end = _value_behind(tokens, behind)
        found.otherwise = value if value is not None else found.otherwise
        found.missing = value if value is not None and is_of_missing else found.missing
        return end
    missing = ends_after_any(tokens, at, _MISSING)
    if missing > at and not (at and tokens[at - 1].is_word("not", "non", "never")):
        value, end = _value_behind(tokens, missing)
        found.missing = value if value is not None and _is_new(value, found) else found.missing
        if value is not None:
            return end
    return _pairs_at(tokens, at, found)


def _with_missing(tokens: Tokens, at: int) -> tuple[int, bool]:
    """Behind the "(also the NULLs)" or "and NULL" that goes with all other values, and whether it stands there."""
    group = tokens[at].inside if at < len(tokens) else ()
    said = group or tokens[at:]
    start = skipped(said, 0, ",", "also", "and", "as", "well", "including", "incl", "incl.", "even", "the", "so", "are")
    end = ends_after_any(said, start, _MISSING)
    is_told = end > start and (bool(group) or start > 0)
    return (at + 1 if group else end + at if is_told else at), is_told


def _value_behind(tokens: Tokens, at: int) -> tuple[str | None, int]:
    place = ends_after_any(tokens, at, (*_ARROWS, *_WEAK, "mean", "are", "get"))
    unknown = ends_after_any(tokens, place, _UNKNOWN)
    if unknown > place > at:
        return "", unknown
    if place < len(tokens) and (_is_written(tokens[place]) or tokens[place].is_in(_TRUTHS)):
        return tokens[place].text, place + 1
    return None, at


def _is_new(value: str, found: Pairs) -> bool:
    return value == "" or value in found.told.values() or value.lower() in _TRUTHS


def _pairs_at(tokens: Tokens, at: int, found: Pairs) -> int:
    pair = _pair_at(tokens, at)
    if pair is None:
        return at
    old, new, end = pair
    if new.lower() in _NO_VALUE:
        found.missing = "" if found.missing is None else found.missing
        return end  # what becomes nothing is no value of a list
    found.told.setdefault(old, new)
    if at and tokens[at - 1].is_word("only", "just") and _is_truth(new_token := tokens[end - 1]):
        found.otherwise = found.otherwise or _CONTRARY[new_token.lower]
    while (place := skipped(tokens, end, ",", "and", ";")) > end and place + 1 < len(tokens):
        if _pair_at(tokens, place) is not None or not _is_bare_pair(tokens, place):
            break
        found.told.setdefault(tokens[place].text, tokens[place + 1].text)
        end = place + 2
    return end


def _is_bare_pair(tokens: Tokens, at: int) -> bool:
    """ "..., 'N' false": as before, without the word between."""
    return _is_written(tokens[at]) and (_is_written(tokens[at + 1]) or tokens[at + 1].is_in(_TRUTHS))


def _pair_at(tokens: Tokens, at: int) -> tuple[str, str, int] | None:
    if not _may_be_value(tokens[at]) or _is_unit(tokens, at):
        return None
    arrow = ends_after_any(tokens, at + 1, _ARROWS)
    weak = ends_after_any(tokens, at + 1, _WEAK)
    back = ends_after_any(tokens, at + 1, _BACKWARDS)
    place = max(arrow, weak, back)
    if place == at + 1 or place >= len(tokens):
        return None
    old, new = tokens[at], tokens[place]
    if (
        new.is_word("no")
        and place + 1 < len(tokens)
        and tokens[place + 1].kind is Kind.WORD
        and _goes_on(tokens[place + 1])
    ):
        return None
    if back == place:
        return _backwards(old, new, place + 1)
    is_clear = (
        _is_sure(new)
        if arrow == place
        else (_is_truth(new) and _is_sure(old, strict=True))
        or (_is_sure(old, strict=True) and _is_sure(new, strict=True))
    )
    return (old.text, new.text, place + 1) if is_clear and not _is_name(old, new) else None


def _goes_on(token: Token) -> bool:
    """ "`deposit` is no longer used": no value."""
    return not token.is_word("and", "or", "but", "as", "while", "when", "if", "too", "also", "then")


def _is_unit(tokens: Tokens, at: int) -> bool:
    """The "minutes" of "4.5 minutes -> 270"."""
    return at > 0 and tokens[at].kind is Kind.WORD and tokens[at - 1].kind is Kind.NUMBER


def _backwards(first: Token, last: Token, end: int) -> tuple[str, str, int] | None:
    """ "True was 'pickup'", "'pickup' was true": yes and no are the old values."""
    if _is_truth(first) and _may_be_value(last):
        return first.lower, last.text, end
    return (last.lower, first.text, end) if _is_truth(last) and _may_be_value(first) else None


def _may_be_value(token: Token) -> bool:
    return _is_written(token) or (token.kind is Kind.WORD and token.lower not in _NO_VALUES)


def _is_sure(token: Token, *, strict: bool = False) -> bool:
    """Whether it is a value as it is written."""
    is_short = token.kind is Kind.WORD and len(token.text) == 1 and token.text.isupper()
    return _is_written(token) or token.is_in(_TRUTHS) or is_short or (not strict and _may_be_value(token))


def _is_truth(token: Token) -> bool:
    return token.lower in {"true", "false", "yes", "no"}


def _is_written(token: Token) -> bool:
    return token.kind in {Kind.QUOTED, Kind.CODE, Kind.NUMBER}


def _is_name(old: Token, new: Token) -> bool:
    """ "`a` becomes `b`" and "a becomes an integer" are no values."""
    is_code = old.kind is Kind.CODE and new.kind is Kind.CODE
    is_words = old.kind is Kind.WORD and new.kind is Kind.WORD and not _is_truth(new)
    is_path = "." in old.text and old.text.replace(".", "_").isidentifier()
    if is_path or new.is_in(_TYPES):
        return True
    return is_code or is_words or "_" in old.text or ("_" in new.text and old.kind is Kind.WORD)
