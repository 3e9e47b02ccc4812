"""What hangs on a table or view besides its columns and constraints."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexKey:
    """One key of an index: a column's name or an expression, as ``pg_get_indexdef`` prints it."""

    text: str
    is_expression: bool = False
    descending: bool = False
    nulls_first: bool = False
    opclass: str | None = None
    collation: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """An index that serves no constraint.

    ``definition`` is what stands after ``ON <table> USING`` in ``pg_get_indexdef``: method, keys,
    INCLUDE, WITH, WHERE; it names neither the index nor the table. The other fields say the same in parts.
    """

    name: str
    definition: str
    method: str = "btree"
    unique: bool = False
    keys: tuple[IndexKey, ...] = ()
    include: tuple[str, ...] = ()
    predicate: str | None = None
    nulls_not_distinct: bool = False
    valid: bool = True
    inherited: bool = False
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger:
    """A trigger; ``definition`` is ``pg_get_triggerdef``; ``enabled`` is "O", "D", "R" or "A"."""

    name: str
    definition: str
    function: QualifiedName
    enabled: str = "O"
    inherited: bool = False
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A row-level security policy; no roles means PUBLIC."""

    name: str
    command: str
    permissive: bool = True
    roles: tuple[str, ...] = ()
    using: str | None = None
    check: str | None = None
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """What ANALYZE finds out about columns together, for the planner (CREATE STATISTICS).

    ``definition`` is what stands in ``pg_get_statisticsobjdef`` between the name and FROM, such as
    ``(ndistinct) ON a, b``. ``schema`` is None where it is the table's; ``target`` None where it is the usual one.
    """

    name: str
    definition: str
    schema: str | None = None
    target: int | None = None
    comment: str | None = None
