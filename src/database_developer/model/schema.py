"""A database schema as the catalog holds it: every definition in the server's own spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from database_developer.model.hanging import Index as Index  # noqa: PLC0414 - held here for all who read a schema
from database_developer.model.hanging import IndexKey as IndexKey  # noqa: PLC0414 - held here for all who read a schema
from database_developer.model.hanging import Policy as Policy  # noqa: PLC0414 - held here for all who read a schema
from database_developer.model.hanging import Statistics as Statistics  # noqa: PLC0414 - held here for all who read a schema
from database_developer.model.hanging import Trigger as Trigger  # noqa: PLC0414 - held here for all who read a schema
from database_developer.model.names import QualifiedName


class TableKind(StrEnum):
    """What sort of relation a table is."""

    PLAIN = "table"
    PARTITIONED = "partitioned table"
    FOREIGN = "foreign table"


class ConstraintKind(StrEnum):
    """What a constraint demands."""

    PRIMARY_KEY = "primary key"
    UNIQUE = "unique"
    FOREIGN_KEY = "foreign key"
    CHECK = "check"
    EXCLUDE = "exclude"


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """One privilege given to one role beyond what the owner has by default; ``role`` "" is PUBLIC."""

    role: str
    privilege: str
    grantable: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SequenceOptions:
    """How a sequence counts."""

    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cache: int = 1
    cycle: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """GENERATED ... AS IDENTITY; ``sequence_name`` is None where the server chose its usual name."""

    always: bool
    options: SequenceOptions = field(default_factory=SequenceOptions)
    sequence_name: QualifiedName | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Generated:
    """A generated column: its expression, and whether it is stored (else virtual, 18 and later)."""

    expression: str
    stored: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class NotNull:
    """NOT NULL; before PostgreSQL 18 it has no name and is always validated.

    ``name`` is None where it is the usual one, ``<table>_<column>_not_null``.
    """

    name: str | None = None
    validated: bool = True
    no_inherit: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column; ``type`` as ``format_type`` prints it, ``default`` as ``pg_get_expr`` prints it.

    ``collation``, ``storage``, ``compression`` and ``statistics`` are None where they are the type's
    or the server's default. ``inherited`` is true where the column exists only through a parent.
    """

    name: str
    type: str
    not_null: NotNull | None = None
    default: str | None = None
    identity: Identity | None = None
    generated: Generated | None = None
    collation: str | None = None
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[str, ...] = ()
    inherited: bool = False
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether NULL is refused."""
        return self.not_null is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """What a foreign key points at; actions are "no action", "restrict", "cascade", "set null", "set default"."""

    table: QualifiedName
    columns: tuple[str, ...]
    on_delete: str = "no action"
    on_update: str = "no action"


@dataclass(frozen=True, kw_only=True, slots=True)
class Constraint:
    """A constraint; ``definition`` as ``pg_get_constraintdef`` prints it says everything but the name.

    The other fields say the same in parts, for rules to read. ``columns`` is empty for an
    expression constraint that names none. ``inherited`` is true where it exists only through a parent.
    """

    name: str
    kind: ConstraintKind
    definition: str
    columns: tuple[str, ...] = ()
    reference: Reference | None = None
    expression: str | None = None
    deferrable: bool = False
    deferred: bool = False
    validated: bool = True
    enforced: bool = True
    no_inherit: bool = False
    nulls_not_distinct: bool = False
    inherited: bool = False
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Partitioning:
    """How a partitioned table is cut: ``pg_get_partkeydef``, such as ``RANGE (created_at)``."""

    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartitionOf:
    """Of which table this one is a part, and for which values (``FOR VALUES ...`` or ``DEFAULT``).

    ``detaching`` is true where DETACH ... CONCURRENTLY was cut short and has yet to be finished.
    """

    parent: QualifiedName
    bound: str
    detaching: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table with everything that hangs on it; columns in their order, the other parts by name."""

    name: QualifiedName
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    statistics: tuple[Statistics, ...] = ()
    kind: TableKind = TableKind.PLAIN
    unlogged: bool = False
    row_security: bool = False
    row_security_forced: bool = False
    replica_identity: str = "default"
    options: tuple[str, ...] = ()
    partitioning: Partitioning | None = None
    partition_of: PartitionOf | None = None
    inherits: tuple[QualifiedName, ...] = ()
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def constraint(self, name: str) -> Constraint | None:
        """The constraint of that name, or None."""
        return next((constraint for constraint in self.constraints if constraint.name == name), None)

    @property
    def primary_key(self) -> Constraint | None:
        """The primary key, or None."""
        return next(self.constraints_of(ConstraintKind.PRIMARY_KEY), None)

    def constraints_of(self, *kinds: ConstraintKind) -> Iterator[Constraint]:
        """The constraints of these kinds."""
        return (constraint for constraint in self.constraints if constraint.kind in kinds)

    @property
    def foreign_keys(self) -> tuple[Constraint, ...]:
        """The foreign keys."""
        return tuple(self.constraints_of(ConstraintKind.FOREIGN_KEY))


@dataclass(frozen=True, kw_only=True, slots=True)
class Namespace:
    """A PostgreSQL schema, the namespace."""

    name: str
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """An installed extension; the objects it owns are not part of the model."""

    name: str
    schema: str
    version: str
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Enum:
    """An enumerated type, its labels in order."""

    name: QualifiedName
    labels: tuple[str, ...]
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Domain:
    """A domain over a base type; its constraints are checks."""

    name: QualifiedName
    type: str
    not_null: NotNull | None = None
    default: str | None = None
    collation: str | None = None
    constraints: tuple[Constraint, ...] = ()
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Composite:
    """A composite type that stands by itself."""

    name: QualifiedName
    attributes: tuple[Column, ...]
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sequence:
    """A sequence that is no identity column's; ``owned_by`` is (table, column) for a serial one."""

    name: QualifiedName
    options: SequenceOptions = field(default_factory=SequenceOptions)
    owned_by: tuple[QualifiedName, str] | None = None
    unlogged: bool = False
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A view or materialized view; ``definition`` is ``pg_get_viewdef`` without the final semicolon."""

    name: QualifiedName
    definition: str
    materialized: bool = False
    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    options: tuple[str, ...] = ()
    populated: bool = True
    depends_on: tuple[QualifiedName, ...] = ()
    comment: str | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """A function or procedure; ``definition`` is ``pg_get_functiondef``.

    ``arguments`` is ``pg_get_function_identity_arguments``; with the name it is the identity.
    """

    name: QualifiedName
    arguments: str
    definition: str
    procedure: bool = False
    returns: str | None = None
    language: str = "sql"
    security_definer: bool = False
    settings: tuple[str, ...] = ()
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def signature(self) -> QualifiedName:
        """Name and argument types in one, as the key by which functions are held."""
        return signature_of(self.name, self.arguments)


def signature_of(name: QualifiedName, arguments: str) -> QualifiedName:
    """The key of a function: its name with its identity arguments."""
    return QualifiedName(name.schema, f"{name.name}({arguments})")


@dataclass(frozen=True, kw_only=True, slots=True, weakref_slot=True)
class Schema:
    """A whole database's schema; each mapping is keyed by the object's own name.

    System namespaces, extension members and what belongs to another object (identity sequences,
    constraint indexes, a view's rule) are not in it. Functions are keyed by ``Function.signature``.
    """

    namespaces: Mapping[str, Namespace] = field(default_factory=dict)
    extensions: Mapping[str, Extension] = field(default_factory=dict)
    enums: Mapping[QualifiedName, Enum] = field(default_factory=dict)
    domains: Mapping[QualifiedName, Domain] = field(default_factory=dict)
    composites: Mapping[QualifiedName, Composite] = field(default_factory=dict)
    sequences: Mapping[QualifiedName, Sequence] = field(default_factory=dict)
    tables: Mapping[QualifiedName, Table] = field(default_factory=dict)
    views: Mapping[QualifiedName, View] = field(default_factory=dict)
    functions: Mapping[QualifiedName, Function] = field(default_factory=dict)

    def table(self, name: QualifiedName) -> Table:
        """The table of that name; KeyError where there is none."""
        return self.tables[name]


EMPTY = Schema(namespaces={"public": Namespace(name="public")})
