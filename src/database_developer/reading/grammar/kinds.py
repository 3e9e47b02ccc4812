"""The kinds of sentence the grammar knows, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import (
    backfilling,
    belonging,
    changing,
    deletion,
    keeping,
    latency,
    liveness,
    lookup,
    naming,
    uniqueness,
    volume,
)
from database_developer.reading.grammar.clauses import Clause, Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.scene import Scene

# Kinds that read a whole sentence; all of them are asked.
SENTENCE_KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (
    backfilling.read,
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
    naming.read,
    lookup.read,
    changing.read,
    keeping.read,
    belonging.read,
)


def findings_in(statement: Statement, scene: Scene) -> Findings:
    """All that a sentence yields; the scene learns from each part before the next is read."""
    asides = tuple(finding for kind in ASIDES for finding in kind(statement, scene))
    found = [finding for kind in SENTENCE_KINDS for finding in kind(statement, scene)]
    if found:
        return (*_noted(tuple(found), scene), *asides)
    told = tuple(finding for clause in statement.clauses for finding in _noted(_of_clause(clause, scene), scene))
    return (*told, *asides)


def _of_clause(clause: Clause, scene: Scene) -> Findings:
    return next((found for kind in CLAUSE_KINDS if (found := kind(clause, scene))), ())


def _noted(found: Findings, scene: Scene) -> Findings:
    for finding in found:
        scene.note(finding)
    return found
