"""Which numbers a column may hold: "fees can't be below zero", "nothing above 100 and nothing below 0"."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.model.request import RangeAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import Turn, turn
from database_developer.reading.plain_words.spoken import Spoken

_N = "<value: N | zero | one>"
_NO = """
    (not | never | no | nothing | nobody | nor | none | neither | no longer | impossible | senseless
      | nonsense | forbidden | reject | refuse | prevent)
    """
_NEGATIVE = "(negative(s) | minus | (below | less than | under | smaller than | '<') (0 | zero))"
_BELOW_ZERO = turn("{negative} | - N", negative=_NEGATIVE)
_NOT_NEGATIVE = turn(
    """
    {no} ~5 {negative} | {negative} ~4 {no} | zero or more | non-negative | positive or zero | zero or positive
    """,
    negative=_NEGATIVE,
    no=_NO,
)
_ABOVE_ZERO = turn(
    """
    positive | {no} ~4 (zero | 0) or {negative} | zero or (negative | less) | (zero | 0) (is | makes | are) {not}
    """,
    negative=_NEGATIVE,
    no=_NO,
)
_BETWEEN = turn(
    """
    between {n} and {n} | from {n} (to | up to | through | till) {n} | {n} (to | through | up to) {n} | {n} - {n}
    | {n} '.' '.' {n}
    """,
    n=_N,
)
_LEAST = turn(
    """
    at least {n} | {no} ~3 (below | less than | under | lower than | smaller than | fewer than) {n}
    | (below | less than | under | lower than | smaller than | fewer than | shorter than) {n} ~3 {no}
    | {n} or (more | higher | greater | above) | minimum [of | is] {n} | not less than {n}
    """,
    n=_N,
    no=_NO,
)
_MOST = turn(
    """
    at most {n}
    | {no} ~3 (above | more than | over | higher than | greater than | exceed | beyond | larger than
      | bigger than) {n}
    | (above | more than | over | higher than | greater than | larger than | longer than) {n} ~3 {no}
    | {n} or (less | lower | fewer | below) | maximum [of | is] {n} | capped at {n} | up to {n}
    """,
    n=_N,
    no=_NO,
)
_MORE = turn(
    "(greater | more | higher | larger | bigger) than {n} | above {n} | '>' {n} | over {n}",
    n=_N,
)
_LESS = turn("(less | lower | smaller | fewer) than {n} | below {n} | '<' {n} | under {n}", n=_N)
_FREE, _DENIED = turn("{may}"), turn("{not} | only")
_NUMBERS = {"zero": "0", "one": "1"}
_BELOW_NOUGHT = turn("below 0")
_LENGTHS = turn("""
    characters | chars | letters | digits | long | length | decimal(s) | signs | bytes | gb | mb | rows | room(s)
    | seconds | minutes | ms
    """)


def read(spoken: Spoken) -> Findings:
    """The bounds of each column."""
    words = spoken.words
    if not spoken.attributes or spoken.is_allowed or _LENGTHS.stands_in(words):
        return ()
    bounds = {"minimum": "0"} if spoken.is_denied and _BELOW_ZERO.stands_in(words) else _bounds(words)
    if not bounds:
        return ()
    return tuple(
        RangeAsk(entity=spoken.entity, attribute=name, quote=spoken.quote, **bounds) for name in spoken.attributes
    )


def _bounds(words: Sequence[str]) -> dict[str, str]:
    if _NOT_NEGATIVE.stands_in(words):
        return {"minimum": "0", **_found(_BELOW_NOUGHT.without(words), maximum=_MOST)}
    if _ABOVE_ZERO.stands_in(words):
        return {"above": "0"}
    between = _BETWEEN.search(words)
    if between is not None:
        low, high = (_number(words[place]) for place in between.places("value"))
        return {"minimum": low, "maximum": high}
    closed = _found(words, minimum=_LEAST, maximum=_MOST)
    is_free = _FREE.stands_in(words) and not _DENIED.stands_in(words)
    return closed if closed or is_free else _found(words, above=_MORE, below=_LESS)


def _found(words: Sequence[str], **bounds: Turn) -> dict[str, str]:
    told = ((name, bound.search(words)) for name, bound in bounds.items())
    return {name: _number(words[found.places("value")[0]]) for name, found in told if found is not None}


def _number(text: str) -> str:
    return _NUMBERS.get(text, text)
