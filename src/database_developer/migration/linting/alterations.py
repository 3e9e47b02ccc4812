"""The parts of ALTER TABLE, one by one, on tables that stood before the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ConstrType, ObjectType

from database_developer.migration.linting.altering import columns_of
from database_developer.migration.linting.known import KnownTable
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Place
from database_developer.migration.linting.spelling import table

TABLES = (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alteration:
    """One part of an ALTER TABLE; ``definition`` is the column or constraint that it is about, if any."""

    place: Place
    relation: Any
    command: Any
    table: KnownTable

    @property
    def definition(self) -> Any:
        """The column, constraint or expression of the part."""
        return self.command.def_

    @property
    def told(self) -> str:
        """The table in a message."""
        return self.place.told(self.relation)

    @property
    def start(self) -> str:
        """How a statement on the same table begins."""
        return f"ALTER TABLE {table(self.relation)}"

    @property
    def can_be_replaced(self) -> bool:
        """Whether the part is a whole statement outside of a transaction, so that other SQL can take its place."""
        return self.place.is_alone and len(self.place.node.cmds) == 1


def alterations(place: Place, *kinds: AlterTableType) -> Iterator[Alteration]:
    """The parts of these kinds, where the command is ALTER TABLE on a table that is not new."""
    node = place.node
    if not is_a(node, ast.AlterTableStmt) or node.objtype not in TABLES or place.known.is_new(node.relation):
        return
    known = place.table(node.relation)
    for command in node.cmds:
        if command.subtype in kinds:
            yield Alteration(place=place, relation=node.relation, command=command, table=known)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """A constraint that is added to columns; ``has_values`` where those are NOT NULL before it is."""

    alteration: Alteration
    constraint: Any
    columns: tuple[str, ...]
    has_values: bool = False


def added_constraints(place: Place, *kinds: ConstrType) -> Iterator[Demand]:
    """The constraints of these kinds that are added by themselves."""
    for alteration in alterations(place, AlterTableType.AT_AddConstraint):
        constraint = alteration.definition
        if constraint.contype in kinds:
            yield Demand(alteration=alteration, constraint=constraint, columns=columns_of(constraint))


def added_columns(place: Place) -> Iterator[Alteration]:
    """The columns that are added."""
    return alterations(place, AlterTableType.AT_AddColumn)


def beside(column: Any, *kinds: ConstrType) -> Iterator[Any]:
    """What of these kinds stands beside a column."""
    return (one for one in column.constraints or () if one.contype in kinds)
