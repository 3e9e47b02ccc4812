"""Tables, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Constraint,
    Grant,
    Index,
    Partitioning,
    PartitionOf,
    Policy,
    Statistics,
    Table,
    TableKind,
    Trigger,
)
from database_developer.postgres.catalog.columns import Columns
from database_developer.postgres.catalog.relations import Relation, Relations

_KINDS = {"r": TableKind.PLAIN, "p": TableKind.PARTITIONED, "f": TableKind.FOREIGN}
_REPLICA_IDENTITIES = {"d": "default", "n": "nothing", "f": "full"}


class Attachments(NamedTuple):
    """What hangs on relations, by their oid."""

    columns: Columns
    constraints: Mapping[int, list[Constraint]]
    indexes: Mapping[int, list[Index]]
    triggers: Mapping[int, list[Trigger]]
    policies: Mapping[int, list[Policy]]
    statistics: Mapping[int, list[Statistics]]
    replica_identities: Mapping[int, str]
    toast_options: Mapping[int, list[str]]
    comments: Mapping[int, str]
    grants: Mapping[int, tuple[Grant, ...]]

    def options_of(self, relation: Relation) -> tuple[str, ...]:
        """The relation's options, and after them those of its TOAST table."""
        return relation.options + tuple(sorted(self.toast_options.get(relation.oid, ())))


def build_tables(relations: Relations, attachments: Attachments) -> dict[QualifiedName, Table]:
    """The tables that belong to no extension."""
    return {each.name: _table(each, relations, attachments) for each in relations.of_kind("r", "p", "f")}


def _table(relation: Relation, relations: Relations, attachments: Attachments) -> Table:
    oid, parents = relation.oid, relations.parents_of(relation.oid)
    is_part = relation.is_partition and bool(parents)
    return Table(
        name=relation.name,
        columns=tuple(attachments.columns.of.get(oid, ())),
        constraints=tuple(attachments.constraints.get(oid, ())),
        indexes=tuple(attachments.indexes.get(oid, ())),
        triggers=tuple(attachments.triggers.get(oid, ())),
        policies=tuple(attachments.policies.get(oid, ())),
        statistics=tuple(attachments.statistics.get(oid, ())),
        kind=_KINDS[relation.kind],
        unlogged=relation.persistence == "u",
        row_security=relation.row_security,
        row_security_forced=relation.row_security_forced,
        replica_identity=_replica_identity(relation, attachments.replica_identities),
        options=attachments.options_of(relation),
        partitioning=Partitioning(key=relation.partition_key) if relation.partition_key else None,
        partition_of=_part(relation, relations) if is_part else None,
        inherits=() if is_part else parents,
        comment=attachments.comments.get(oid),
        grants=attachments.grants.get(oid, ()),
    )


def _part(relation: Relation, relations: Relations) -> PartitionOf:
    parent = relations.parents_of(relation.oid)[0]
    return PartitionOf(parent=parent, bound=relation.bound or "", detaching=relation.oid in relations.detaching)


def _replica_identity(relation: Relation, indexes: Mapping[int, str]) -> str:
    """ "default", "nothing", "full", or "index <name>"; an index that was dropped since leaves "nothing"."""
    if relation.replica_identity != "i":
        return _REPLICA_IDENTITIES[relation.replica_identity]
    index = indexes.get(relation.oid)
    return f"index {index}" if index else "nothing"
