"""Which numbers a column may hold: "fees can't be below zero", "nothing above 100 and nothing below 0"."""

from __future__ import annotations

from database_developer.model.request import RangeAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken

_N = r"(-?\d+(?:\.\d+)?|zero|one)"
_NO = (
    r"(?:not|never|no|nothing|nobody|cannot|nor|none|neither|no longer|impossible|senseless|nonsense|forbidden|"
    r"reject|refuse|prevent)"
)
_NEGATIVE = r"(?:negative|negatives|minus|(?:below|less than|under|smaller than|<) (?:0|zero))"
_BELOW_ZERO = pattern(_NEGATIVE + r"|- \d+|-\d+")
_NOT_NEGATIVE = pattern(
    any_of(
        rf"{_NO} (?:\w+ ){{0,5}}{_NEGATIVE}",
        rf"{_NEGATIVE} (?:\w+ ){{0,4}}{_NO}",
        "zero or more",
        "non-negative",
        "positive or zero",
        "zero or positive",
    )
)
_ABOVE_ZERO = pattern(
    any_of(
        r"positive",
        rf"{_NO} (?:\w+ ){{0,4}}(?:zero|0) or {_NEGATIVE}",
        "zero or (?:negative|less)",
        r"(?:zero|0) (?:is|makes|are) {not}",
    )
)
_BETWEEN = pattern(
    rf"between {_N} and {_N}|from {_N} (?:to|up to|through|till) {_N}|{_N} (?:to|through|up to) {_N}|{_N} - {_N}"
)
_LEAST = pattern(
    any_of(
        rf"at least {_N}",
        rf"{_NO} (?:\w+ ){{0,3}}(?:below|less than|under|lower than|smaller than|fewer than) {_N}",
        rf"(?:below|less than|under|lower than|smaller than|fewer than|shorter than) {_N} (?:\w+ ){{0,3}}{_NO}",
        rf"{_N} or (?:more|higher|greater|above)",
        rf"minimum (?:of |is )?{_N}",
        rf"not less than {_N}",
    )
)
_MOST = pattern(
    any_of(
        rf"at most {_N}",
        rf"{_NO} (?:\w+ ){{0,3}}(?:above|more than|over|higher than|greater than|exceed|beyond|larger than|"
        rf"bigger than) {_N}",
        rf"(?:above|more than|over|higher than|greater than|larger than|longer than) {_N} (?:\w+ ){{0,3}}{_NO}",
        rf"{_N} or (?:less|lower|fewer|below)",
        rf"maximum (?:of |is )?{_N}",
        rf"capped at {_N}",
        rf"up to {_N}",
    )
)
_MORE = pattern(rf"(?:greater|more|higher|larger|bigger) than {_N}|above {_N}|> {_N}|over {_N}")
_LESS = pattern(rf"(?:less|lower|smaller|fewer) than {_N}|below {_N}|< {_N}|under {_N}")
_FREE, _DENIED = pattern("{may}"), pattern("{not}|only")
_NUMBERS = {"zero": "0", "one": "1"}
_LENGTHS = pattern(
    "characters|chars|letters|digits|long|length|decimals?|signs|bytes|gb|mb|rows|rooms?|seconds|minutes|ms"
)


def read(spoken: Spoken) -> Findings:
    """The bounds of each column."""
    text = spoken.text
    if not spoken.attributes or spoken.is_allowed or _LENGTHS.search(text):
        return ()
    bounds = {"minimum": "0"} if spoken.is_denied and _BELOW_ZERO.search(text) else _bounds(text)
    if not bounds:
        return ()
    return tuple(
        RangeAsk(entity=spoken.entity, attribute=name, quote=spoken.quote, **bounds) for name in spoken.attributes
    )


def _bounds(text: str) -> dict[str, str]:
    if _NOT_NEGATIVE.search(text):
        return {"minimum": "0", **_found(text.replace("below 0", ""), maximum=_MOST)}
    if _ABOVE_ZERO.search(text):
        return {"above": "0"}
    between = _BETWEEN.search(text)
    if between is not None:
        low, high = (_number(group) for group in between.groups() if group)
        return {"minimum": low, "maximum": high}
    closed = _found(text, minimum=_LEAST, maximum=_MOST)
    is_free = _FREE.search(text) is not None and _DENIED.search(text) is None
    return closed if closed or is_free else _found(text, above=_MORE, below=_LESS)


def _found(text: str, **patterns: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in patterns.items():
        match = words.search(text)  # type: ignore[attr-defined]
        if match is not None:
            found[name] = _number(next(group for group in match.groups() if group))
    return found


def _number(text: str) -> str:
    return _NUMBERS.get(text, text)
