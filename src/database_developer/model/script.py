"""A migration as it was read back from its files, ready to be run by whoever runs migrations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from database_developer.model.migration import Batches, Phase
from database_developer.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One statement of a file, without its semicolon.

    ``number`` counts from 1 within the file, ``line`` is where it begins there. ``builds`` is the index that
    it makes CONCURRENTLY (``schema`` "" where the file leaves it to the search path), ``drops`` the one that it
    drops CONCURRENTLY, ``detaches`` the partition that it detaches CONCURRENTLY, ``rebuilds`` the index or table
    that it reindexes CONCURRENTLY; these, ``batches`` and ``is_repeatable`` (to run it twice does no harm) decide
    how the statement is taken up again after it was cut short. ``sets`` is the session parameter that it sets,
    "" for anything else; ``holds_writers`` says that its kind makes others wait who write to a table.
    """

    sql: str
    number: int
    line: int
    batches: Batches | None = None
    builds: QualifiedName | None = None
    drops: QualifiedName | None = None
    detaches: QualifiedName | None = None
    rebuilds: QualifiedName | None = None
    is_repeatable: bool = False
    sets: str = ""
    holds_writers: bool = False

    @property
    def checksum(self) -> str:
        """A hash of its text, to see whether it was edited."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    @property
    def first_line(self) -> str:
        """The statement in one short line."""
        line = " ".join(self.sql.split())
        return line if len(line) <= 100 else f"{line[:97]}..."


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Statements that succeed or fail together; one alone, outside a transaction, where ``in_transaction`` is false."""

    statements: tuple[Written, ...]
    in_transaction: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One direction of a migration: its file's path, its text's SHA-256, and what it runs."""

    path: str
    checksum: str
    blocks: tuple[Block, ...]

    @property
    def statements(self) -> tuple[Written, ...]:
        """All statements, in order."""
        return tuple(statement for block in self.blocks for statement in block.statements)


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A migration in files: ``version`` (what its name begins with) orders it among the others.

    ``before_hash`` is the fingerprint of the schema it was made for, on a server of major version
    ``server_version``; both are None where its file does not say, as with migrations written by hand.
    ``undoes_parts`` says that ``down`` also undoes any first part of ``up``, as the down files of ours do.
    """

    version: str
    name: str
    up: Side
    down: Side | None = None
    phase: Phase | None = None
    before_hash: str | None = None
    server_version: int | None = None
    undoes_parts: bool = False
