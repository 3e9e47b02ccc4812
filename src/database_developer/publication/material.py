"""Everything that a publication is made from, and what follows from it directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from database_developer.model.design import Decision, Design, ServedQuery
from database_developer.model.migration import Migration, Rollout
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Proof
from database_developer.model.request import Request
from database_developer.model.schema import Schema, Table
from database_developer.model.ticket import Ticket
from database_developer.publication.relations import Relation, neighbours, relations, root_of


@dataclass(frozen=True, kw_only=True)
class Material:
    """The values of all steps before this one; ``migration`` is the whole ``rollout`` in one."""

    ticket: Ticket
    request: Request
    design: Design
    migration: Migration
    proof: Proof
    rollout: Rollout | None = None
    migration_files: Mapping[str, str] = field(default_factory=dict)
    seed_script: str | None = None

    @property
    def schema(self) -> Schema:
        """The schema as it will be, in the server's spelling."""
        return self.migration.after

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations of the schema as it will be."""
        return relations(self.schema)

    @cached_property
    def added(self) -> frozenset[QualifiedName]:
        """Tables that are new, renamed ones not among them."""
        renamed = {one.after.name for one in self.design.renamings if one.after.kind == "table"}
        return self._roots(set(self.schema.tables) - set(self.migration.before.tables) - renamed)

    @cached_property
    def changed(self) -> frozenset[QualifiedName]:
        """Tables that stood before and are otherwise now."""
        differing = {name for name, table in self.schema.tables.items() if self.before(name) != table}
        return self._roots(differing) - self.added

    @property
    def removed(self) -> frozenset[QualifiedName]:
        """Tables that are gone."""
        renamed = {one.before.name for one in self.design.renamings if one.before.kind == "table"}
        return frozenset(set(self.migration.before.tables) - set(self.schema.tables) - renamed)

    @property
    def concerned(self) -> frozenset[QualifiedName]:
        """New and changed tables."""
        return self.added | self.changed

    @property
    def around(self) -> frozenset[QualifiedName]:
        """The neighbours of the tables concerned."""
        return neighbours(self.relations, self.concerned)

    def before(self, name: QualifiedName) -> Table | None:
        """The table as it was, under whatever name; None where it is new."""
        old = next((one.before.name for one in self.design.renamings if one.after.name == name), name)
        return self.migration.before.tables.get(old)

    def serving(self, index: str) -> tuple[ServedQuery, ...]:
        """The queries that an index was made for."""
        return tuple(query for query in self.design.queries if index in {one.name for one in query.indexes})

    def decisions_on(self, kind: str, name: str) -> tuple[Decision, ...]:
        """The decisions about an object of that kind and name."""
        return tuple(
            decision
            for decision in self.design.decisions
            if decision.address.kind == kind and decision.address.name.name == name
        )

    def _roots(self, names: set[QualifiedName]) -> frozenset[QualifiedName]:
        return frozenset(root_of(self.schema, name) for name in names)
