"""Views and materialized views."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.schema import View
from database_developer.postgres.catalog.relations import Relation, Relations
from database_developer.postgres.catalog.source import Source
from database_developer.postgres.catalog.tables import Attachments


def read_views(source: Source, relations: Relations, attachments: Attachments) -> dict[QualifiedName, View]:
    """The views that belong to no extension."""
    queries = {oid: (definition, reads) for oid, definition, reads in source.rows("views")}
    return {
        relation.name: _view(relation, *queries[relation.oid], relations, attachments)
        for relation in relations.of_kind("v", "m")
    }


def _view(
    relation: Relation, definition: str, reads: list[int], relations: Relations, attachments: Attachments
) -> View:
    oid = relation.oid
    return View(
        name=relation.name,
        definition=definition.removesuffix(";"),
        materialized=relation.kind == "m",
        columns=tuple(attachments.columns.of.get(oid, ())),
        indexes=tuple(attachments.indexes.get(oid, ())),
        triggers=tuple(attachments.triggers.get(oid, ())),
        options=attachments.options_of(relation),
        populated=relation.populated,
        depends_on=_depends_on(reads, relations),
        comment=attachments.comments.get(oid),
        grants=attachments.grants.get(oid, ()),
    )


def _depends_on(reads: list[int], relations: Relations) -> tuple[QualifiedName, ...]:
    """What the view reads itself; neither the system's relations nor an extension's are part of the model."""
    found = (relations.by_oid.get(oid) for oid in reads)
    return tuple(sorted(relation.name for relation in found if relation and not relation.is_member))
