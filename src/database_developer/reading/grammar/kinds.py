"""The kinds of sentence the grammar knows, in the order in which they are asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from database_developer.model.request import BackfillAsk
from database_developer.reading.grammar import (
    backfilling,
    belonging,
    changing,
    choosing,
    cues,
    deletion,
    gaps,
    keeping,
    latency,
    liveness,
    lookup,
    naming,
    uniqueness,
    volume,
)
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens, parted, statement_from, words_of
from database_developer.reading.grammar.findings import CutTold, Finding, Findings, SplitTold
from database_developer.reading.grammar.narrating import identity
from database_developer.reading.grammar.recipes import besides
from database_developer.reading.grammar.shapes import reader as shapes
from database_developer.reading.scene import Scene


def changes_and_values(statement: Statement, scene: Scene) -> Findings:
    """Changes of standing tables, and what existing rows get; how a column is split says both."""
    told = changes.read(statement, scene)
    values = backfilling.read(statement, scene) or gaps.read(statement, scene)
    is_split = any(isinstance(finding, SplitTold | CutTold) for finding in told)
    if not is_split:
        return (*told, *values)
    is_understood = any(isinstance(value, BackfillAsk) and value.recipe is not None for value in values)
    return values if is_understood and isinstance(told[0], CutTold) else told


# Kinds that read a whole sentence; all of them are asked.
SENTENCE_KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (
    changes_and_values,
    naming.read_label,
    volume.read,
    latency.read,
)

# Kinds that hear what is said beside anything else; the rest of the sentence is read as if it were not there.
ASIDES: tuple[Callable[[Statement, Scene], Findings], ...] = (liveness.read,)

# Kinds that read one clause; the first that knows it has it.
CLAUSE_KINDS: tuple[Callable[[Clause, Scene], Findings], ...] = (
    deletion.read,
    uniqueness.read,
    choosing.read,
    naming.read,
    lookup.read,
    changing.read,
    identity.read,
    keeping.read,
    belonging.read,
)


def findings_in(statement: Statement, scene: Scene) -> Findings:
    """All that a sentence yields; the scene learns from each part before the next is read."""
    told_apart = _besides(statement)
    if told_apart:
        return tuple(finding for part in told_apart for finding in findings_in(part, scene))
    shaped = shapes.by_clause(statement, scene)
    if shaped:
        return _with_shapes(statement, dict(shaped), scene)
    parts = _parts(statement)
    if len(parts) > 1 and changes.read(statement, scene):
        return tuple(finding for part in parts for finding in findings_in(part, scene))
    asides = tuple(finding for kind in ASIDES for finding in kind(statement, scene))
    found = [finding for kind in SENTENCE_KINDS for finding in kind(statement, scene)]
    if found:
        return (*_noted(tuple(found), scene), *asides)
    told = tuple(finding for clause in statement.clauses for finding in _noted(_of_clause(clause, scene), scene))
    return (*told, *asides)


def _besides(statement: Statement) -> tuple[Statement, ...]:
    """The sentence in two, where it tells beside a column what existing rows get of it."""
    if not cues.heard(besides.CUES, statement.words):
        return ()
    return tuple(statement_from(part, statement.quote) for part in besides.apart(statement.tokens) or ())


def _with_shapes(statement: Statement, shaped: dict[Clause, Findings], scene: Scene) -> Findings:
    """The patterns that clauses ask for, and what the other clauses say beside them."""
    told: list[Finding] = []
    for clause in statement.clauses:
        told += _noted(shaped.get(clause) or _of_clause(clause, scene), scene)
    return tuple(told)


def _parts(statement: Statement) -> list[Statement]:
    """The statements that a semicolon keeps apart."""
    cut = parted(statement.tokens, ";") if ";" in statement.words else []
    if len(cut) < 2:
        return [statement]
    starts = [tokens[0].start for tokens in cut]
    own: list[list[Clause]] = [[] for _ in cut]
    for clause in statement.clauses:
        first = next(iter((*clause.subject, *clause.rest)), None)
        if first is not None:
            own[max(bisect_right(starts, first.start) - 1, 0)].append(clause)
    return [_part(statement, tokens, tuple(clauses)) for tokens, clauses in zip(cut, own, strict=True)]


def _part(statement: Statement, tokens: Tokens, clauses: tuple[Clause, ...]) -> Statement:
    return Statement(quote=statement.quote, tokens=tokens, clauses=clauses, words=words_of(tokens), body=tokens)


def _of_clause(clause: Clause, scene: Scene) -> Findings:
    return next((found for kind in CLAUSE_KINDS if (found := kind(clause, scene))), ())


def _noted(found: Findings, scene: Scene) -> Findings:
    for finding in found:
        scene.note(finding)
    return found
