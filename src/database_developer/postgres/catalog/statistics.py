"""The extended statistics objects of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from database_developer.model.schema import Statistics
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.source import Source


def read_statistics(
    source: Source, relations: Relations, comments: Mapping[int, str]
) -> Mapping[int, list[Statistics]]:
    """The statistics objects of each table by name."""
    found: dict[int, list[Statistics]] = defaultdict(list)
    for oid, table, schema, name, definition, target in source.rows("statistics"):
        relation = relations.by_oid.get(table)
        if relation is None:
            continue
        statistics = Statistics(
            name=name,
            definition=definition,
            schema=None if schema == relation.name.schema else schema,
            target=target,
            comment=comments.get(oid),
        )
        found[table].append(statistics)
    return found
