"""All kinds of such sentences: the first that knows one has it; what is said beside the rest is always heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Bond, Finding, Findings
from database_developer.reading.grammar.narrating import (
    along,
    announced,
    handing,
    holding,
    leads,
    missing,
    repeats,
    spans,
    standing,
)
from database_developer.reading.scene import Scene

# Kinds that read a whole sentence which nothing else knew.
KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (
    spans.read,
    standing.read,
    announced.read,
    handing.read,
)
# Kinds that may stand beside each other in one sentence which nothing else knew.
JOINT_KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (leads.read, holding.read)

# Kinds that are said beside anything else.
ASIDES: tuple[Callable[[Statement, Scene], Iterator[Finding]], ...] = (missing.read, repeats.read, along.read)


def read(statement: Statement, scene: Scene) -> Findings:
    """What the sentence tells."""
    first = next((found for kind in KINDS if (found := kind(statement, scene))), ())
    return first or tuple(finding for kind in JOINT_KINDS for finding in kind(statement, scene))


def handed(statement: Statement, scene: Scene) -> Findings:
    """A bond between two things that are known already, which no other reading may take for one of them."""
    found = handing.read(statement, scene)
    are_known = all(scene.find_name(end) is not None for bond in found if isinstance(bond, Bond) for end in bond.ends)
    return found if are_known else ()


def beside(statement: Statement, scene: Scene) -> Findings:
    """What may be missing, and what may not recur."""
    return tuple(finding for kind in ASIDES for finding in kind(statement, scene))
