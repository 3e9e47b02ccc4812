"""The page of what a ticket changed: a picture with the changes marked, and the reasons."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.publication import decisions, markdown
from database_developer.publication.erd.mermaid import Picture, diagram
from database_developer.publication.erd.modules import LARGEST
from database_developer.publication.material import Material


def page(material: Material) -> str:
    """The page's text."""
    return markdown.page(
        f"# {markdown.line(material.ticket.key)}: {markdown.line(material.ticket.summary)}",
        _what(material),
        _picture(material),
        markdown.section("Assumptions", markdown.bullets(decisions.assumptions(material))),
        markdown.section("Decisions", decisions.decisions(material)),
    )


def _what(material: Material) -> str:
    groups = (("New", material.added), ("Changed", material.changed), ("Removed", material.removed))
    return markdown.bullets(
        f"{word}: {', '.join(markdown.line(str(name)) for name in sorted(names))}" for word, names in groups if names
    )


def _picture(material: Material) -> str:
    """The tables concerned with all columns, their neighbours with their keys."""
    concerned = sorted(material.concerned)[:LARGEST]
    if not concerned:
        return ""
    near = sorted(material.around)[: LARGEST - len(concerned)]
    marks = dict.fromkeys(material.added, "new") | dict.fromkeys(material.changed, "changed")
    picture = Picture(
        schema=material.schema,
        relations=material.relations,
        tables=tuple(sorted([*concerned, *near])),
        full=frozenset(concerned),
        marks=marks,
        column_marks=_column_marks(material),
    )
    left_out = len(material.concerned) - len(concerned)
    rest = f"{left_out} more tables are not drawn." if left_out else ""
    return markdown.section("Picture", markdown.fenced(diagram(picture), "mermaid"), rest)


def _column_marks(material: Material) -> dict[tuple[QualifiedName, str], str]:
    marks = {}
    for name in material.changed:
        before = material.before(name)
        for column in material.schema.table(name).columns:
            old = before.column(column.name) if before is not None else None
            if old != column:
                marks[name, column.name] = "new" if old is None else "changed"
    return marks
