"""Reads the clauses of a sentence for the known patterns of relational design; the first that knows one has it."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import cues
from database_developer.reading.grammar.clauses import Clause, Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.shapes import (
    alternatives,
    dependencies,
    histories,
    orderings,
    repetitions,
    singles,
    soft_deletion,
    subtypes,
    tallies,
    tenancy,
    translations,
    trees,
)
from database_developer.reading.grammar.shapes.saying import Saying, sayings_of
from database_developer.reading.scene import Scene, Shaped

Reader = Callable[[Saying, Scene], Findings]

# Each with words of which one must stand in the sentence, so that most sentences cost hardly anything.
READERS: tuple[tuple[frozenset[str], Reader], ...] = (
    (soft_deletion.CUES, soft_deletion.read),
    (histories.CUES, histories.read),
    (tenancy.CUES, tenancy.read),
    (trees.CUES, trees.read),
    (orderings.CUES, orderings.read),
    (translations.CUES, translations.read),
    (subtypes.CUES, subtypes.read),
    (alternatives.CUES, alternatives.read),
    (tallies.CUES, tallies.read),
    (dependencies.CUES, dependencies.read),
    (repetitions.CUES, repetitions.read),
    (singles.CUES, singles.read),
)


_READERS = cues.Sieve((read, some) for some, read in READERS)
_CUES = frozenset().union(*(some for some, _ in READERS))

# "Existing rows: the locale depends on the country" tells of values, and of no pattern.
_OLD_ROWS = frozenset({"existing", "old", "current", "rows", "backfill"})


def by_clause(statement: Statement, scene: Scene) -> tuple[tuple[Clause, Findings], ...]:
    """The clauses that ask for a pattern, with what they ask; nearly always none.

    They are read anew only where the scene has learnt something since the last time.
    """
    if not cues.heard(_CUES, statement.words):
        return ()
    known = (scene.learnt, scene.focus)
    shaped = scene.shaped
    if shaped is None or shaped.sentence is not statement or shaped.known != known:
        shaped = scene.shaped = Shaped(sentence=statement, known=known, found=_by_clause(statement, scene))
    return shaped.found


def _by_clause(statement: Statement, scene: Scene) -> tuple[tuple[Clause, Findings], ...]:
    if statement.label and _OLD_ROWS & set(statement.label.split()):
        return ()
    readers = _READERS.through(statement.words)
    if not readers:
        return ()
    told = ((saying.clause, _read(saying, readers, scene)) for saying in sayings_of(statement))
    return tuple((clause, found) for clause, found in told if found)


def tells(statement: Statement, scene: Scene) -> bool:
    """Whether any clause asks for a pattern."""
    return bool(by_clause(statement, scene))


def _read(saying: Saying, readers: tuple[Reader, ...], scene: Scene) -> Findings:
    return next((found for read in readers if (found := read(saying, scene))), ())
