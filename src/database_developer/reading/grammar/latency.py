"""Sentences that tell how fast it must be: "simple queries must stay under 100 ms"."""

from __future__ import annotations

from database_developer.model.request import LatencyAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_UNDER = (
    "under",
    "below",
    "within",
    "less than",
    "no more than",
    "not more than",
    "at most",
    "faster than",
    "quicker than",
    "no slower than",
    "no longer than",
    "max",
    "maximum",
    "<",
    "<=",
)
_UNITS = {"ms": 1.0, "millisecond": 1.0, "milliseconds": 1.0, "s": 1000.0, "sec": 1000.0, "second": 1000.0}
_UNITS |= {"seconds": 1000.0, "secs": 1000.0}
CUES = frozenset(_UNITS)
# A bound on these is not one on queries.
_OTHER_BOUNDS = lexicon.words("block blocks blocked lock locks locked downtime timeout expire expires migration deploy")


def read(statement: Statement, scene: Scene) -> Findings:
    """The bound on a query's time, the first that the sentence names."""
    if not cues.heard(CUES, statement.words):
        return ()
    tokens = statement.tokens
    if any(token.is_in(_OTHER_BOUNDS) for token in tokens):
        return ()
    for index in beginnings(tokens, _UNDER):
        bound = _bound(tokens, index)
        if bound is not None:
            return (LatencyAsk(milliseconds=bound, quote=statement.quote),)
    return ()


def _bound(tokens: Tokens, index: int) -> float | None:
    after = ends_after_any(tokens, index, _UNDER)
    if after == index or after + 1 >= len(tokens):
        return None
    number, unit = tokens[after], tokens[after + 1]
    if number.kind is not Kind.NUMBER or unit.lower not in _UNITS:
        return None
    return float(number.text) * _UNITS[unit.lower]
