"""Reads what begins with columns that stand: every predicate by the kind that knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from database_developer.model.request import Quote
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.predicates import (
    defaults,
    ending,
    leaving,
    limits,
    links,
    naming,
    presence,
    relinking,
    sameness,
    types,
)
from database_developer.reading.grammar.predicates.said import Said, said_of
from database_developer.reading.grammar.predicates.subjects import Subject
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

# The first that knows the words has them.
KINDS: tuple[Callable[[Said, int, Scene], tuple[Findings, int]], ...] = (
    ending.read,
    leaving.read,
    presence.read,
    relinking.read,
    naming.read,
    sameness.read,
    links.read,
    defaults.read,
    limits.read,
    types.read,
)
_MOST = 6  # things said of one column in one sentence


def read(tokens: Tokens, subject: Subject, quote: Quote, scene: Scene, order: frozenset[str] = frozenset()) -> Findings:
    """What is told of the columns that the words begin with; ``order`` says what stands before them: "make"."""
    said = said_of(tokens, subject, quote, scene)
    if said is None:
        return ()
    return _all(replace(said, is_wish=said.is_wish or bool(order), helpers=said.helpers | order), scene)


def _all(said: Said, scene: Scene) -> Findings:
    """One predicate behind the other; remarks behind a comma are left."""
    found: list[Findings] = []
    while said.tokens and len(found) < _MOST:
        asks, end = _first(said, scene)
        if not asks or not _is_closed(said.tokens, end):
            break
        found.append(asks)
        more = skipped(said.tokens, end, ",", "and", "but", ";")
        if more == end or more >= len(said.tokens):
            break
        said = _rest(said, more, scene)
    return tuple(ask for asks in found for ask in asks)


def _first(said: Said, scene: Scene) -> tuple[Findings, int]:
    for kind in KINDS:
        asks, end = kind(said, 0, scene)
        if asks:
            return asks, end
    return (), 0


def _is_closed(tokens: Tokens, end: int) -> bool:
    if end >= len(tokens) or tokens[end].kind is Kind.GROUP:
        return True
    return tokens[end].is_mark(",", ";", "!", ".") or tokens[end].is_word("and", "but")


def _rest(said: Said, at: int, scene: Scene) -> Said:
    """What stands behind, of the same columns and in the same mood unless it has helping verbs of its own."""
    own = said_of(said.tokens[at:], replace(said.subject, end=0), said.quote, scene)
    if own is not None and own.helpers:
        is_going_on = said.tokens[at].is_word("be")  # "should be a, and be b"
        return replace(own, is_wish=own.is_wish or (is_going_on and said.is_wish))
    return replace(said, tokens=said.tokens[at:])
