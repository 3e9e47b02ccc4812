"""The contract of an operation, and the migration made of operations in order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Self

from database_developer.model.differences import Differences
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema

SMALL_TABLE_ROWS = 10_000  # below this a scan or an index build takes milliseconds


class LockMode(StrEnum):
    """PostgreSQL's table lock modes, as ``pg_locks.mode`` names them, weakest first."""

    ACCESS_SHARE = "AccessShareLock"
    ROW_SHARE = "RowShareLock"
    ROW_EXCLUSIVE = "RowExclusiveLock"
    SHARE_UPDATE_EXCLUSIVE = "ShareUpdateExclusiveLock"
    SHARE = "ShareLock"
    SHARE_ROW_EXCLUSIVE = "ShareRowExclusiveLock"
    EXCLUSIVE = "ExclusiveLock"
    ACCESS_EXCLUSIVE = "AccessExclusiveLock"

    @property
    def strength(self) -> int:
        """0 for the weakest mode, 7 for the strongest."""
        return list(LockMode).index(self)

    @property
    def blocks_reads(self) -> bool:
        """Whether a SELECT must wait."""
        return self is LockMode.ACCESS_EXCLUSIVE

    @property
    def blocks_writes(self) -> bool:
        """Whether INSERT, UPDATE and DELETE must wait."""
        return self.strength >= LockMode.SHARE.strength


@dataclass(frozen=True, kw_only=True, slots=True)
class Lock:
    """The strongest lock a statement takes on a relation that stood before the statement."""

    relation: QualifiedName
    mode: LockMode


class Hazard(StrEnum):
    """What a change may do to those who use the database while it runs, or afterwards."""

    BLOCKING_SCAN = "blocking-scan"
    REWRITE = "rewrite"
    DATA_LOSS = "data-loss"
    CLIENT_BREAK = "client-break"
    NO_TRANSACTION = "no-transaction"


RANGE = "/* range */ TRUE"  # stands in an UPDATE of batches for the condition that picks one batch


@dataclass(frozen=True, kw_only=True, slots=True)
class Batches:
    """An UPDATE that is cut into ranges of rows, each range a transaction of its own.

    ``update`` is the UPDATE of all rows, written ``UPDATE <table> AS t SET ... WHERE <RANGE> AND ...``; for
    a batch, ``RANGE`` gives way to a condition on the ``key`` of ``t``. It must leave rows that are done
    alone, so that it can be repeated. ``key`` holds the names and types of the columns that tell rows
    apart and are never NULL; where it is empty, ranges are those of physical places (``ctid``).
    """

    table: QualifiedName
    update: str
    key: tuple[tuple[str, str], ...] = ()
    size: int = 10_000

    def within(self, condition: str) -> str:
        """The UPDATE of the rows that the condition on ``t`` picks."""
        return self.update.replace(RANGE, condition)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One SQL statement, without a final semicolon, and what it declares about itself.

    ``locks`` names only tables, partitioned tables and materialized views that exist before the
    statement; ``scans`` the tables it reads from end to end, ``rewrites`` those it writes anew. A
    statement with ``transactional`` false must run outside a transaction block. ``why`` is one line
    of plain language. ``hazards`` are those that no lock shows: lost data and broken clients. With
    ``batches``, ``sql`` does the same in one loop for whoever has no runner.
    """

    sql: str
    why: str
    table: QualifiedName | None = None
    locks: tuple[Lock, ...] = ()
    scans: tuple[QualifiedName, ...] = ()
    rewrites: tuple[QualifiedName, ...] = ()
    transactional: bool = True
    hazards: frozenset[Hazard] = frozenset()
    batches: Batches | None = None


class Phase(StrEnum):
    """When a migration of a rollout runs, seen from the applications."""

    EXPAND = "expand"
    MIGRATE = "migrate"
    CONTRACT = "contract"


class Restores(StrEnum):
    """How much of the past a reversal brings back."""

    EVERYTHING = "everything"
    STRUCTURE = "structure"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reversal:
    """What undoes an operation's forward statements, or any first part of them, also none of them.

    ``note`` says what does not come back; ``moves_columns`` that a column comes back in another place.
    """

    statements: tuple[Statement, ...]
    restores: Restores = Restores.EVERYTHING
    note: str = ""
    moves_columns: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known about the server and the data, as far as a safe form depends on it.

    ``rows`` holds row counts or estimates by table; a table that is missing from it counts as large
    unless it is in ``new_tables`` (made by the same migration). ``allowed`` are the hazards that somebody
    let through by name: what they stand for is done in the plain form.
    """

    server_version: int = 18
    rows: Mapping[QualifiedName, int] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()
    new_tables: frozenset[QualifiedName] = frozenset()
    allowed: frozenset[Hazard] = frozenset()

    def is_small(self, table: QualifiedName) -> bool:
        """Whether a scan of the table is over before anybody notices."""
        return table in self.new_tables or self.rows.get(table, SMALL_TABLE_ROWS) < SMALL_TABLE_ROWS


class Operation(ABC):
    """A change that predicts its own effect; it never touches a database.

    Subclasses are frozen dataclasses, one file each, listed in ``migration.operations.OPERATIONS``.
    """

    kind: ClassVar[str]
    """The operation's id: its file, doc page and scenario are named by it, such as ``add-column``."""

    @classmethod
    @abstractmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """The operations of this kind that the differences call for."""

    @abstractmethod
    def subject(self) -> Address:
        """What the operation is about."""

    @abstractmethod
    def describe(self) -> str:
        """One line of plain language."""

    @abstractmethod
    def apply(self, before: Schema) -> Schema:
        """The schema as it will be."""

    @abstractmethod
    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """What brings the change about, already in safe form."""

    @abstractmethod
    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """What undoes ``forward`` or any first part of it; ``before`` is the schema before forward."""

    def requires(self) -> frozenset[Address]:
        """What must exist (be added, if it is not there yet) before this operation runs."""
        return frozenset()

    def requires_gone(self) -> frozenset[Address]:
        """What must have been removed before this operation runs."""
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One operation in its place in a migration, with its statements spelled out."""

    operation: Operation
    kind: str
    description: str
    forward: tuple[Statement, ...]
    reversal: Reversal


@dataclass(frozen=True, kw_only=True)
class Migration:
    """Steps in order, from one schema to another.

    ``before_hash`` is the fingerprint of the schema it starts from (``diff.fingerprint``). ``phase`` is None
    for a migration that stands alone; ``notes`` are lines for whoever deploys it.
    """

    before: Schema
    after: Schema
    before_hash: str
    steps: tuple[Step, ...] = ()
    phase: Phase | None = None
    notes: tuple[str, ...] = ()

    @property
    def forward(self) -> tuple[Statement, ...]:
        """All forward statements, in order."""
        return tuple(statement for step in self.steps for statement in step.forward)

    @property
    def backward(self) -> tuple[Statement, ...]:
        """All reverse statements, last step first."""
        return tuple(statement for step in reversed(self.steps) for statement in step.reversal.statements)

    @property
    def restores(self) -> Restores:
        """The least that any step's reversal brings back."""
        order = list(Restores)
        return max((step.reversal.restores for step in self.steps), key=order.index, default=Restores.EVERYTHING)


@dataclass(frozen=True, kw_only=True)
class Rollout:
    """The migrations that lead from one schema to another, in order; a deploy may stand between two of them."""

    migrations: tuple[Migration, ...]

    @property
    def before(self) -> Schema:
        """The schema it starts from."""
        return self.migrations[0].before

    @property
    def after(self) -> Schema:
        """The schema it leads to."""
        return self.migrations[-1].after

    @property
    def whole(self) -> Migration:
        """All steps as one migration: what changes, whatever the number of deploys."""
        first = self.migrations[0]
        if len(self.migrations) == 1:
            return first
        return Migration(
            before=self.before,
            after=self.after,
            before_hash=first.before_hash,
            steps=tuple(step for migration in self.migrations for step in migration.steps),
        )
