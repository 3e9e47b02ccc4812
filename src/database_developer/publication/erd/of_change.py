"""The picture of what a ticket changed: the tables concerned and what stands around them."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.publication.erd.modules import LARGEST
from database_developer.publication.erd.picture import Picture
from database_developer.publication.material import Material


def of_change(material: Material) -> Picture | None:
    """The tables concerned with all columns, their neighbours with their keys; None where no table is."""
    concerned = sorted(material.concerned)[:LARGEST]
    if not concerned:
        return None
    near = sorted(material.around)[: LARGEST - len(concerned)]
    return Picture(
        schema=material.schema,
        relations=material.relations,
        tables=tuple(sorted([*concerned, *near])),
        full=frozenset(concerned),
        marks=dict.fromkeys(material.added, "new") | dict.fromkeys(material.changed, "changed"),
        column_marks=_column_marks(material),
    )


def _column_marks(material: Material) -> dict[tuple[QualifiedName, str], str]:
    marks = {}
    for name in material.changed:
        before = material.before(name)
        for column in material.schema.table(name).columns:
            old = before.column(column.name) if before is not None else None
            if old != column:
                marks[name, column.name] = "new" if old is None else "changed"
    return marks
