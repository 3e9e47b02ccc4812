"""All kinds of such sentences: the first that knows one has it; what is said beside the rest is always heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from database_developer.reading.grammar import cues
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Bond, Candidate, Finding, Findings
from database_developer.reading.grammar.narrating import (
    along,
    announced,
    handing,
    holding,
    knowing,
    leads,
    missing,
    perishing,
    repeats,
    roles,
    spans,
    standing,
)
from database_developer.reading.grammar.narrating.words import is_one_of_a_kind, phrase_before
from database_developer.reading.scene import Scene, entity_name

# Kinds that read a whole sentence which nothing else knew.
KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (
    spans.read,
    standing.read,
    announced.read,
    knowing.read,
    roles.read,
    handing.read,
)
# Kinds that may stand beside each other in one sentence which nothing else knew.
JOINT_KINDS: tuple[Callable[[Statement, Scene], Findings], ...] = (leads.read, holding.read)

# Kinds that are said beside anything else.
ASIDES: tuple[Callable[[Statement, Scene], Iterator[Finding]], ...] = (
    missing.read,
    repeats.read,
    along.read,
    perishing.read,
)

_COLON = frozenset({":"})


def read(statement: Statement, scene: Scene) -> Findings:
    """What the sentence tells."""
    first = next((found for kind in KINDS if (found := kind(statement, scene))), ())
    return first or tuple(finding for kind in JOINT_KINDS for finding in kind(statement, scene))


def topic_before_colon(statement: Statement) -> Candidate | None:
    """The "job" of "a text becomes a job: it has a title and a deadline"."""
    tokens = statement.tokens
    if not cues.heard(_COLON, statement.words):
        return None
    colon = next((at for at, token in enumerate(tokens[:-1]) if token.is_mark(":")), 0)
    if not colon or not tokens[colon + 1].is_word("it", "they"):
        return None
    phrase, _ = phrase_before(tokens, colon)
    is_one = is_one_of_a_kind(phrase)
    return Candidate(entity=entity_name(phrase), quote=statement.quote) if is_one else None


def handed(statement: Statement, scene: Scene) -> Findings:
    """A bond between two things that are known already, which no other reading may take for one of them."""
    found = handing.read(statement, scene)
    are_known = all(scene.find_name(end) is not None for bond in found if isinstance(bond, Bond) for end in bond.ends)
    return found if are_known else ()


def beside(statement: Statement, scene: Scene) -> Findings:
    """What may be missing, and what may not recur."""
    return tuple(finding for kind in ASIDES for finding in kind(statement, scene))
