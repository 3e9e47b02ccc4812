"""What is done to a value, one thing after another: "lower-cased", "cut to 30 characters", "multiplied by 100"."""

from __future__ import annotations

from database_developer.model.recipe import (
    Arithmetic,
    Cast,
    Cut,
    Lower,
    Operator,
    Round,
    Sort,
    Step,
    Trim,
    Upper,
)
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.constants import number_at
from database_developer.reading.grammar.recipes.fallbacks import fallback_at
from database_developer.reading.grammar.recipes.mappings import mapping_at
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.pieces import implied_at
from database_developer.reading.grammar.recipes.replacing import replacing_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]
Found = tuple[tuple[Step, ...], int] | None

JOINTS = phrases(
    ", | ; | : | — | – | - | -- | and | then | but | also | with | it | which | finally | is | are | all | being | "
    "take | takes | use | used"
)
_CASES = phrases("{0}-cased | {0}cased | {0} case | {0}case | {0}-case | {0} cased | all {0} case | all {0}case")
_AFTER = phrases("in | to | into | converted to | turned into | made | changed to | as | written in")
_LOWER = (
    *(case.format("lower") for case in _CASES),
    *(f"{to} {case.format('lower')}" for to in _AFTER for case in _CASES),
)
_UPPER = (
    *(case.format("upper") for case in _CASES),
    *(f"{to} {case.format('upper')}" for to in _AFTER for case in _CASES),
)
_SPACE = phrases("spaces | white space | whitespace | blanks")
_AROUND = phrases("surrounding | leading and trailing | leading or trailing | leading/trailing | trailing and leading")
_TRIM = (
    *(f"without {around} {space}" for around in _AROUND for space in _SPACE),
    *(f"{around} {space} {done}" for around in _AROUND for space in _SPACE for done in ("removed", "trimmed")),
    *phrases(
        "trimmed | trim | stripped | spaces trimmed | white space trimmed | whitespace trimmed | trimmed of spaces"
    ),
)
_CUT = phrases("cut | truncated | shortened | limited | cropped | cut off | cut down | truncate | shorten | clipped")
_CUT_TO = phrases("to | at | after | to at most | to the first | to a maximum of | to no more than")
_AT_MOST = phrases("at most | no more than | not more than | up to | a maximum of")
_CHARACTERS = phrases("characters | character | chars | letters")
_OPERATORS = {
    Operator.TIMES: phrases(
        "multiplied by | multiply by | multiply it by | multiply that by | times | * | multiplying by"
    ),
    Operator.DIVIDED: phrases("divided by | divide by | divide it by | divide that by | / | dividing by"),
    Operator.PLUS: phrases("plus | + | increased by | increase it by | increase by | add | with an added"),
    Operator.MINUS: phrases("minus | decreased by | reduced by | reduce it by | less | subtract"),
}
_ROUNDED = phrases("rounded | round | round it | rounded off | rounding")
_WHOLE = phrases(
    "to a whole number | to whole numbers | to an integer | to the nearest integer | to the nearest whole number"
)
_PLACES = phrases("decimals | decimal places | decimal | digits | places | decimal digits")
_CAST = phrases(
    "as | as a | as an | converted to | converted to a | converted to an | cast to | cast to a | cast to an | "
    "converted into a | parsed as a | parsed as an | read as a | read as an | turned into a | as its"
)
_SORTS = {
    Sort.WHOLE: ("whole number", "integer", "int", "bigint"),
    Sort.NUMBER: ("number", "decimal", "numeric", "decimal number"),
    Sort.TEXT: ("text", "string"),
    Sort.DATE: ("date", "day"),
}


def steps_at(tokens: Tokens, at: int, names: Names, *, has_else: bool = False) -> tuple[tuple[Step, ...], int]:
    """All steps from here on; ``has_else`` where a bare "otherwise" speaks of other rows."""
    steps: tuple[Step, ...] = ()
    while at < len(tokens):
        found = _step_at(tokens, skipped(tokens, at, *JOINTS), at, names, has_else=has_else)
        if found is None:
            break
        steps, at = steps + found[0], found[1]
    return steps, at


def _step_at(tokens: Tokens, place: int, at: int, names: Names, *, has_else: bool) -> Found:
    """A step behind the joints, or one whose first word is among them."""
    for start in dict.fromkeys((place, skipped(tokens, at, ",", ";", ":", "and", "then"), at)):
        found = _any_at(tokens, start, names, has_else=has_else)
        if found is not None:
            return found
    return None


def _any_at(tokens: Tokens, at: int, names: Names, *, has_else: bool) -> Found:
    if at >= len(tokens):
        return None
    if tokens[at].kind is Kind.GROUP:
        return _in_brackets(tokens[at], at, names)
    for plain in (_case, _trim, _cut, replacing_at, _arithmetic, _rounding, _cast):
        found = plain(tokens, at)
        if found is not None:
            return found
    mapping = mapping_at(tokens, at)
    if mapping is not None:
        return (mapping[0],), mapping[1]
    return fallback_at(tokens, at, names, has_else=has_else) or implied_at(tokens, at, names)


def _in_brackets(group: Token, at: int, names: Names) -> Found:
    steps, end = steps_at(group.inside, 0, names)
    return (steps, at + 1) if steps and end == len(group.inside) else None


def _case(tokens: Tokens, at: int) -> Found:
    for words, step in (((*_LOWER, "in small letters"), Lower()), ((*_UPPER, "in capital letters"), Upper())):
        end = ends_after_any(tokens, at, words)
        if end > at:
            return (step,), skipped(tokens, end, "everything", "them", "letters")
    return None


def _trim(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _TRIM)
    follows = end < len(tokens) and tokens[end].is_word("of", "to", "at")
    return ((Trim(),), end) if end > at and not follows else None


def _cut(tokens: Tokens, at: int) -> Found:
    """ "Cut to 30 characters", "at most 30 characters"."""
    verb = ends_after_any(tokens, at, _CUT)
    told = ends_after_any(tokens, verb, _CUT_TO if verb > at else _AT_MOST)
    number = number_at(tokens, told) if told > verb else None
    if number is None or not number[0].isdecimal() or int(number[0]) == 0:
        return None
    unit = skipped(tokens, number[1], *_CHARACTERS)
    return ((Cut(length=int(number[0])),), unit) if unit > number[1] or verb > at else None


def _arithmetic(tokens: Tokens, at: int) -> Found:
    """ "Multiplied by 100"; "in cents" before it only tells why."""
    start = _past_unit(tokens, at)
    for operator, told in _OPERATORS.items():
        end = ends_after_any(tokens, start, told)
        number = number_at(tokens, end) if end > start else None
        if number is not None:
            is_impossible = operator is Operator.DIVIDED and float(number[0]) == 0
            return None if is_impossible else ((Arithmetic(operator=operator, number=number[0]),), number[1])
    return None


def _past_unit(tokens: Tokens, at: int) -> int:
    if at + 1 < len(tokens) and tokens[at].is_word("in") and tokens[at + 1].is_word("cents", "percent", "pence"):
        return skipped(tokens, at + 2, ":", ",", "so", "that", "is", "(")
    return at


def _rounding(tokens: Tokens, at: int) -> Found:
    verb = ends_after_any(tokens, at, _ROUNDED)
    if verb == at:
        return None
    whole = ends_after_any(tokens, verb, _WHOLE)
    if whole > verb:
        return (Round(),), whole
    number = number_at(tokens, verb + 1) if verb < len(tokens) and tokens[verb].is_word("to") else None
    unit = skipped(tokens, number[1], *_PLACES) if number is not None else verb
    if number is not None and unit > number[1] and number[0].isdecimal():
        return (Round(digits=int(number[0])),), unit
    says_more = verb < len(tokens) and tokens[verb].is_word("up", "down", "to")
    return None if says_more else ((Round(),), verb)


def _cast(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _CAST)
    for sort, told in _SORTS.items():
        behind = ends_after_any(tokens, end, told)
        if behind > end > at:
            return (Cast(sort=sort),), behind
    return None
