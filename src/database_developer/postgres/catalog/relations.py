"""Tables, views and sequences as the catalog lists them, before anything hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from database_developer.model.names import QualifiedName
from database_developer.postgres.catalog.source import Rows, Source


class Relation(NamedTuple):
    """One relation with what is its own."""

    oid: int
    name: QualifiedName
    kind: str
    persistence: str
    is_member: bool
    row_security: bool
    row_security_forced: bool
    replica_identity: str
    populated: bool
    is_partition: bool
    partition_key: str | None
    bound: str | None
    options: tuple[str, ...]


class Relations(NamedTuple):
    """All relations by oid, and who inherits from whom."""

    by_oid: Mapping[int, Relation]
    parents: Mapping[int, list[int]]
    detaching: frozenset[int] = frozenset()

    def of_kind(self, *kinds: str) -> Iterator[Relation]:
        """The relations of these kinds that belong to no extension, by name."""
        found = [each for each in self.by_oid.values() if each.kind in kinds and not each.is_member]
        return iter(sorted(found, key=_order))

    def parents_of(self, oid: int) -> tuple[QualifiedName, ...]:
        """The tables that this one inherits from, or the one it is a partition of."""
        return tuple(self.by_oid[parent].name for parent in self.parents.get(oid, ()) if parent in self.by_oid)


def read_relations(source: Source) -> Relations:
    """All relations outside the system's namespaces."""
    parents: dict[int, list[int]] = defaultdict(list)
    detaching: set[int] = set()
    for child, parent, is_pending in source.rows("parents"):
        parents[child].append(parent)
        if is_pending:
            detaching.add(child)
    return Relations(dict(_relations(source.rows("relations"))), parents, frozenset(detaching))


def _relations(rows: Rows) -> Iterator[tuple[int, Relation]]:
    for oid, schema, name, *rest, options in rows:
        ordered = tuple(sorted(options)) if options else ()
        yield oid, Relation._make((oid, QualifiedName(schema, name), *rest, ordered))


def _order(relation: Relation) -> tuple[str, str]:
    return relation.name.schema, relation.name.name
