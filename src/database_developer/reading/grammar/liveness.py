"""Sentences that tell what must go on during the change: "nothing may block for more than a second"."""

from __future__ import annotations

from database_developer.model.request import LivenessAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped, stands_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_BLOCKING = lexicon.words(
    "block blocks blocked blocking lock locks locked locking wait waits waiting stall stalled hang"
)
_BOUNDS = phrases(
    "more than | longer than | at most | no more than | no longer than | over | under | less than | up to | "
    "not more than | not longer than | within | a maximum of | max | exceed | < | <= | shorter than | below"
)
_UNITS = {"ms": 1.0, "millisecond": 1.0, "milliseconds": 1.0, "s": 1000.0, "sec": 1000.0, "second": 1000.0}
_UNITS |= {"seconds": 1000.0, "secs": 1000.0, "minute": 60_000.0, "minutes": 60_000.0}
_HALF = ("half a", "half of a")
_KEEPS_ON = phrases(
    "keep working | keeps working | keep on working | keep running | keeps running | still work | still works | "
    "continue to work | continue working | continues to work | go on working | stay up | must not break | "
    "not break | remain usable | keep functioning | works with both | work with both | stay online | run on"
)
_RELEASES = lexicon.words(
    "version versions release releases deploy deploys deployment deployed rollout application app code"
)
_RELEASES |= lexicon.words(
    "applications apps service services instance instances client clients running backend api old"
)
_NO_DOWNTIME = phrases(
    "no downtime | zero downtime | zero-downtime | without downtime | without any downtime | no down time | "
    "backwards compatible | backward compatible | backwards-compatible | backward-compatible | not go down | "
    "rolling deploy | rolling deployment | without taking the application down | without an outage | no outage"
)
_WRITTEN = phrases(
    "written to | written | updated | used | in use | changed | read and written | under load | busy | hit"
)
_ALWAYS = phrases(
    "all day | all the time | constantly | around the clock | continuously | day and night | 24/7 | at all times | "
    "all night | non-stop | permanently | every second | 24 / 7 | without a break | heavily"
)
_FIRST = phrases("constantly | continuously | heavily | permanently")
_WRITTEN_OR_FIRST = _WRITTEN + _FIRST
CUES = _BLOCKING | cues.cues_of(_NO_DOWNTIME) | cues.cues_of(_KEEPS_ON) | cues.cues_of(_ALWAYS) | cues.cues_of(_FIRST)


def read(statement: Statement, scene: Scene) -> Findings:
    """What must go on; said beside anything else, so that the sentence's other parts are read too."""
    del scene
    if not cues.heard(CUES, statement.words):
        return ()
    tokens = statement.tokens
    ask = LivenessAsk(
        max_block_ms=_longest_block(tokens),
        keep_old_version=_keeps_old_version(tokens),
        is_busy=_is_busy(tokens),
        quote=statement.quote,
    )
    says_nothing = ask == LivenessAsk(quote=statement.quote)
    return () if says_nothing else (ask,)


def _longest_block(tokens: Tokens) -> int | None:
    """The bound on waiting, where the sentence speaks of blocking at all."""
    if not any(token.is_in(_BLOCKING) for token in tokens):
        return None
    for index in beginnings(tokens, _BOUNDS):
        end = ends_after_any(tokens, index, _BOUNDS)
        length = _time(tokens, end) if end > index else None
        if length is not None:
            return length
    return None


def _time(tokens: Tokens, at: int) -> int | None:
    """ "A second", "half a second", "500 ms" in milliseconds."""
    half = ends_after_any(tokens, at, _HALF)
    place = half if half > at else skipped(tokens, at, "a", "an", "one", "single")
    value = 0.5 if half > at else 1.0
    if place == at and at < len(tokens) and tokens[at].kind is Kind.NUMBER:
        value, place = float(tokens[at].text), at + 1
    elif place == at and at < len(tokens) and tokens[at].lower in lexicon.SMALL_NUMBERS:
        value, place = float(lexicon.SMALL_NUMBERS[tokens[at].lower]), at + 1
    if place == at or place >= len(tokens) or tokens[place].lower not in _UNITS:
        return None
    length = round(value * _UNITS[tokens[place].lower])
    return length if length > 0 else None


def _keeps_old_version(tokens: Tokens) -> bool:
    if stands_in(tokens, _NO_DOWNTIME):
        return True
    return any(token.is_in(_RELEASES) for token in tokens) and stands_in(tokens, _KEEPS_ON)


def _is_busy(tokens: Tokens) -> bool:
    """ "Written to all day", "constantly written"."""
    for index in beginnings(tokens, _WRITTEN_OR_FIRST):
        end = ends_after_any(tokens, index, _WRITTEN)
        place = skipped(tokens, end, "to", "by", "the", "application")
        if end > index and ends_after_any(tokens, place, _ALWAYS) > place:
            return True
        if tokens[index].is_in(_FIRST) and ends_after_any(tokens, index + 1, _WRITTEN) > index + 1:
            return True
    return False
