"""The contract of a check: what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from database_developer.model.migration import Facts, Phase, Statement
from database_developer.model.schema import Schema, Table


class Group(StrEnum):
    """What a check guards; acceptance criteria are tied to groups."""

    DESIGN = "design"
    INTEGRITY = "integrity"
    PERFORMANCE = "performance"
    SECURITY = "security"
    SAFETY = "safety"


class Level(StrEnum):
    """How much a finding weighs: an error fails the proof, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A script in one direction: the schema before and after it, and its statements.

    ``direction`` is "forward" or "rollback"; for the rollback ``before`` is the schema after the
    forward script. Both scripts are looked at: the rollback will be run on a worse day. ``phase`` says which part
    of a rollout the migration is.
    """

    direction: str
    before: Schema
    after: Schema
    statements: tuple[Statement, ...] = ()
    facts: Facts = field(default_factory=Facts)
    phase: Phase | None = None

    def changed_tables(self) -> Iterator[Table]:
        """The tables that the script adds or changes, as they are afterwards."""
        return (table for name, table in self.after.tables.items() if self.before.tables.get(name) != table)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One place where a check is not content: where, what, and what to do instead."""

    where: str
    what: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A check: its id (file, doc page and report use it), what it guards, and how it looks.

    ``claim`` is what holds where nothing is found, in one plain sentence; ``rollback_level`` is how much a finding
    weighs that only the rollback shows, where that is less.
    """

    id: str
    claim: str
    group: Group
    level: Level
    rollback_level: Level | None = None
    find: Callable[[Subject], Iterator[Finding]]
