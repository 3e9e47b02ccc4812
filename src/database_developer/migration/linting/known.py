"""What is known at one place of a file: tables and their parts, the transaction, and how long a lock is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pglast import ast
from pglast.enums import BoolExprType, NullTestType

from database_developer.migration.linting.nodes import is_a
from database_developer.model.migration import LockMode
from database_developer.model.names import QualifiedName


@dataclass(kw_only=True, slots=True)
class KnownColumn:
    """A column as far as it is known; None stands for what nobody said."""

    type: str | None = None
    not_null: bool = False
    virtual: bool | None = None


@dataclass(kw_only=True, slots=True)
class KnownCheck:
    """A CHECK: its expression in the parser's words, and whether every row was held to it."""

    expression: Any
    valid: bool = True


@dataclass(kw_only=True, slots=True)
class KnownReference:
    """A foreign key: the table it points at, its own columns, and whether every row was looked up."""

    table: QualifiedName
    columns: tuple[str, ...] = ()
    valid: bool = True


@dataclass(kw_only=True, slots=True)
class KnownTable:
    """A table; ``new`` where the file itself makes it, so that nobody uses it yet.

    ``has_identity`` says that replicas were told to tell rows apart by something else than the primary key.
    """

    name: QualifiedName
    new: bool = False
    columns: dict[str, KnownColumn] = field(default_factory=dict)
    checks: dict[str, KnownCheck] = field(default_factory=dict)
    foreign_keys: dict[str, KnownReference] = field(default_factory=dict)
    primary_key: tuple[str, tuple[str, ...]] | None = None
    partition_key: str | None = None
    partitioned: bool = False
    parts: list[QualifiedName] = field(default_factory=list)
    default_part: QualifiedName | None = None
    has_policy: bool = False
    has_identity: bool = False

    def proves_not_null(self, column: str, *, without: Iterable[str] = ()) -> bool:
        """Whether a valid CHECK, none of those left out, says that the column has a value in every row."""
        left_out = frozenset(without)
        checks = (check for name, check in self.checks.items() if name not in left_out and check.valid)
        return any(_demands(check.expression, column) for check in checks)


@dataclass(kw_only=True, slots=True)
class KnownIndex:
    """An index: its table, and its columns where it is unique and covers every row.

    ``invalid`` marks one that was dropped with IF EXISTS, as one does where an earlier attempt was cut short.
    """

    table: QualifiedName
    columns: tuple[str, ...] = ()
    unique: bool = False
    invalid: bool = False
    dropped_in: Transaction | None = None


@dataclass(kw_only=True, slots=True)
class Transaction:
    """A transaction so far; ``explicit`` where several statements share it. ``line`` is where it began."""

    explicit: bool = False
    line: int = 1
    by_runner: bool = False
    made: set[QualifiedName] = field(default_factory=set)
    locks: dict[QualifiedName, LockMode] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    types: set[QualifiedName] = field(default_factory=set)
    renamed: set[QualifiedName] = field(default_factory=set)
    unvalidated: set[tuple[QualifiedName, str]] = field(default_factory=set)
    timeout: bool | None = None
    session_timeout: bool = False

    def held(self) -> Iterator[tuple[QualifiedName, LockMode]]:
        """The tables whose writers wait until this transaction ends."""
        return ((table, mode) for table, mode in self.locks.items() if mode.blocks_writes)


@dataclass(kw_only=True, slots=True)
class Known:
    """Everything that is known; it grows command by command. ``base_types`` are those of the domains."""

    tables: dict[QualifiedName, KnownTable] = field(default_factory=dict)
    indexes: dict[QualifiedName, KnownIndex] = field(default_factory=dict)
    dropped_indexes: dict[QualifiedName, KnownIndex] = field(default_factory=dict)
    materialized: dict[QualifiedName, bool] = field(default_factory=dict)
    domains: set[QualifiedName] = field(default_factory=set)
    base_types: dict[str, str] = field(default_factory=dict)
    namespace: str = "public"
    session_timeout: bool = False
    transaction: Transaction = field(default_factory=Transaction)
    transactions: int = 0

    def name(self, relation: Any) -> QualifiedName:
        """The name of a relation, in the first schema of the search path where the file names none."""
        return QualifiedName(relation.schemaname or self.namespace, relation.relname)

    def name_of(self, parts: Iterable[Any]) -> QualifiedName:
        """The name that a list of parts spells."""
        words = [str(part.sval) for part in parts]
        return QualifiedName(words[-2] if len(words) > 1 else self.namespace, words[-1])

    def table(self, relation: Any) -> KnownTable | None:
        """What is known of the table, if anything."""
        return self.tables.get(self.name(relation))

    def is_new(self, relation: Any) -> bool:
        """Whether the file itself made the table, or materialized view."""
        return self.is_new_name(self.name(relation))

    def is_new_name(self, name: QualifiedName) -> bool:
        """The same for a name."""
        table = self.tables.get(name)
        return table.new if table is not None else self.materialized.get(name, False)

    def about(self, relation: Any) -> KnownTable:
        """The table, from now on held to exist."""
        name = self.name(relation)
        return self.tables.setdefault(name, KnownTable(name=name))

    def base_type(self, name: str | None) -> str | None:
        """The type itself, or what a domain is at bottom."""
        for _ in range(len(self.base_types)):
            name = self.base_types.get(name or "", name)
        return name

    @property
    def gives_up_waiting(self) -> bool:
        """Whether a ``lock_timeout`` is set."""
        local = self.transaction.timeout
        return self.session_timeout if local is None else local


def _demands(expression: Any, column: str) -> bool:
    """Whether the expression is false where the column is NULL, by being or containing ``column IS NOT NULL``."""
    if is_a(expression, ast.BoolExpr) and expression.boolop == BoolExprType.AND_EXPR:
        return any(_demands(one, column) for one in expression.args)
    if not is_a(expression, ast.NullTest) or expression.nulltesttype != NullTestType.IS_NOT_NULL:
        return False
    return bool(is_a(expression.arg, ast.ColumnRef) and getattr(expression.arg.fields[-1], "sval", None) == column)
