"""The contract of a rule: what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from database_developer.migration.linting.commands import Command
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.known import Known, KnownTable
from database_developer.model.migration import Hazard, Lock
from database_developer.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A command with what is known before it; ``rest`` are the places in ``commands`` of those after it
    in the same transaction.

    ``known`` is only read. ``locks`` are those that the command takes on tables that are not new.
    """

    command: Command
    known: Known
    version: int
    commands: tuple[Command, ...] = ()
    rest: range = range(0)
    locks: tuple[Lock, ...] = ()
    ours: bool = False

    @property
    def node(self) -> Any:
        """The parser's node."""
        return self.command.node

    @property
    def sql(self) -> str:
        """The command's text."""
        return self.command.sql

    @property
    def later(self) -> Iterator[Command]:
        """The commands after it in the same transaction."""
        return (self.commands[number] for number in self.rest)

    @property
    def is_alone(self) -> bool:
        """Whether the statement is a transaction of its own."""
        return not self.known.transaction.explicit and not self.command.in_block

    def table(self, relation: Any) -> KnownTable:
        """What is known of a table; nothing but its name where nothing is."""
        return self.known.table(relation) or KnownTable(name=self.known.name(relation))

    def told(self, relation: Any) -> str:
        """The relation in a message."""
        return quoted(self.known.name(relation))


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a rule found; ``severity`` and ``hazard`` only where they differ from the rule's own."""

    message: str
    safe_sql: str = ""
    severity: Severity | None = None
    hazard: Hazard | None = None
    replaces: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule; ``once`` where a file is told of it only once. ``hurts`` is the reason, in one sentence or two."""

    id: str
    looks_for: str
    hurts: str
    severity: Severity
    find: Callable[[Place], Iterator[Found]]
    hazard: Hazard | None = None
    once: bool = False


def quoted(name: QualifiedName | str) -> str:
    """A name in a message."""
    return f'"{name}"'
