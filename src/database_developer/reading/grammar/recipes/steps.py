"""What is done to a value, one thing after another: "lower-cased", "cut to 30 characters", "multiplied by 100"."""

from __future__ import annotations

from database_developer.model.recipe import (
    Arithmetic,
    Cast,
    Cut,
    Lower,
    Operator,
    Otherwise,
    Round,
    Sort,
    Step,
    Trim,
    Upper,
)
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.recipes.constants import number_at, simple_at
from database_developer.reading.grammar.recipes.mappings import mapping_at
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.pieces import implied_at
from database_developer.reading.grammar.recipes.replacing import replacing_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]
Found = tuple[tuple[Step, ...], int] | None

JOINTS = (
    ",",
    ";",
    ":",
    "—",
    "–",
    "-",
    "--",
    "and",
    "then",
    "but",
    "also",
    "with",
    "it",
    "which",
    "finally",
    "is",
    "are",
)
JOINTS += ("all", "being", "take", "takes", "use", "used")
_CASES = ("{0}-cased", "{0}cased", "{0} case", "{0}case", "{0}-case", "{0} cased", "all {0} case", "all {0}case")
_AFTER_IN = ("", "in ", "to ", "into ", "converted to ", "turned into ", "made ", "changed to ", "as ", "written in ")
_LOWER = tuple(f"{verb}{case.format('lower')}" for verb in _AFTER_IN for case in _CASES) + ("in small letters",)
_UPPER = tuple(f"{verb}{case.format('upper')}" for verb in _AFTER_IN for case in _CASES) + ("in capital letters",)
_SPACE = ("spaces", "white space", "whitespace", "blanks")
_AROUND = ("surrounding", "leading and trailing", "leading or trailing", "leading/trailing", "trailing and leading")
_TRIM = tuple(f"without {around} {space}" for around in _AROUND for space in _SPACE)
_TRIM += tuple(f"{around} {space} {done}" for around in _AROUND for space in _SPACE for done in ("removed", "trimmed"))
_TRIM += (
    "trimmed",
    "trim",
    "stripped",
    "spaces trimmed",
    "white space trimmed",
    "whitespace trimmed",
    "trimmed of spaces",
)
_CUT = ("cut", "truncated", "shortened", "limited", "cropped", "cut off", "cut down", "truncate", "shorten", "clipped")
_CUT_TO = ("to", "at", "after", "to at most", "to the first", "to a maximum of", "to no more than")
_AT_MOST = ("at most", "no more than", "not more than", "up to", "a maximum of")
_CHARACTERS = ("characters", "character", "chars", "letters")
_OPERATORS = {
    Operator.TIMES: (
        "multiplied by",
        "multiply by",
        "multiply it by",
        "multiply that by",
        "times",
        "*",
        "multiplying by",
    ),
    Operator.DIVIDED: ("divided by", "divide by", "divide it by", "divide that by", "/", "dividing by"),
    Operator.PLUS: ("plus", "+", "increased by", "increase it by", "increase by", "add", "with an added"),
    Operator.MINUS: ("minus", "decreased by", "reduced by", "reduce it by", "less", "subtract"),
}
_ROUNDED = ("rounded", "round", "round it", "rounded off", "rounding")
_WHOLE = (
    "to a whole number",
    "to whole numbers",
    "to an integer",
    "to the nearest integer",
    "to the nearest whole number",
)
_PLACES = ("decimals", "decimal places", "decimal", "digits", "places", "decimal digits")
_CAST = (
    "as",
    "as a",
    "as an",
    "converted to",
    "converted to a",
    "converted to an",
    "cast to",
    "cast to a",
    "cast to an",
)
_CAST += ("converted into a", "parsed as a", "parsed as an", "read as a", "read as an", "turned into a", "as its")
_SORTS = {
    Sort.WHOLE: ("whole number", "integer", "int", "bigint"),
    Sort.NUMBER: ("number", "decimal", "numeric", "decimal number"),
    Sort.TEXT: ("text", "string"),
    Sort.DATE: ("date", "day"),
}
_NONE = (
    "there is none",
    "there is no value",
    "there isn't one",
    "there is no such value",
    "nothing is there",
    "none is set",
)
_NONE += (
    "nothing is left",
    "nothing remains",
    "nothing is given",
    "none",
    "missing",
    "empty",
    "null",
    "not set",
    "blank",
)
_NONE += ("they have none", "it has none", "the row has none", "the user has none", "there is nothing", "none exists")
_NONE += tuple(
    f"{it} is {state}"
    for it in ("it", "that", "this", "the result", "the value", "the outcome")
    for state in (
        "empty",
        "missing",
        "null",
        "not set",
        "blank",
        "missing or empty",
        "empty or missing",
        "null or empty",
    )
)
_NONE += ("missing or empty", "empty or missing", "null or empty", "empty or null", "unset", "not given", "absent")
_WHERE = ("where", "if", "when", "in case", "for rows where", "for rows in which", "wherever", "whenever")
_USE = (
    "use",
    "then",
    "take",
    "it is",
    "set it to",
    "put",
    "it becomes",
    "fall back to",
    "fill in",
    "default to",
    "set",
)
_USE += (
    "it should be",
    "it will be",
    "we use",
    "we take",
    "the value is",
    "it gets",
    "then use",
    "it defaults to",
    "write",
)
_ELSE = (
    "or else",
    "else",
    "otherwise",
    "otherwise use",
    "else use",
    "otherwise take",
    "otherwise it is",
    "or otherwise",
)
_FALL = (
    "falling back to",
    "fall back to",
    "defaulting to",
    "defaults to",
    "default to",
    "with default",
    "with a default of",
)
_FALL += ("default", "with fallback", "with a fallback to", "with a fallback of", "fallback")
_AS_DEFAULT = ("as default", "as the default", "as a default", "as fallback", "as the fallback", "as a fallback")


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
    for phrases, step in ((_LOWER, Lower()), (_UPPER, Upper())):
        end = ends_after_any(tokens, at, phrases)
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
    for operator, phrases in _OPERATORS.items():
        end = ends_after_any(tokens, start, phrases)
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
    for sort, phrases in _SORTS.items():
        behind = ends_after_any(tokens, end, phrases)
        if behind > end > at:
            return (Cast(sort=sort),), behind
    return None


def fallback_at(tokens: Tokens, at: int, names: Names, *, has_else: bool = False) -> Found:
    """ "Where there is none, `x`", "or `x` if missing", "falling back to `x`"."""
    where = ends_after_any(tokens, at, _WHERE)
    none = ends_after_any(tokens, where, _NONE) if where > at else at
    if none > where > at:
        place = skipped(tokens, none, ",", ":", "then")
        return _value(tokens, ends_after_any(tokens, place, _USE), names)
    fall = ends_after_any(tokens, at, _FALL if has_else else (*_FALL, *_ELSE))
    if fall > at:
        return _value(tokens, fall, names, may_tell_when=True)
    return _value_first(tokens, skipped(tokens, at, "or", "and", "with"), names)


def _value(tokens: Tokens, at: int, names: Names, *, may_tell_when: bool = False) -> Found:
    found = simple_at(tokens, at, names)
    if found is None:
        return None
    end = _when_none(tokens, found[1]) if may_tell_when else found[1]
    return (Otherwise(source=found[0]),), end


def _when_none(tokens: Tokens, at: int) -> int:
    where = ends_after_any(tokens, at, _WHERE)
    none = ends_after_any(tokens, where, _NONE) if where > at else at
    return none if none > where > at else at


def _value_first(tokens: Tokens, at: int, names: Names) -> Found:
    """ "`x` if there is none", "`x` as the default"."""
    found = simple_at(tokens, at, names)
    if found is None:
        return None
    end = max(_when_none(tokens, found[1]), ends_after_any(tokens, found[1], _AS_DEFAULT))
    return ((Otherwise(source=found[0]),), end) if end > found[1] else None
