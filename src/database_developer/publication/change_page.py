"""The page of what a ticket changed: a picture with the changes marked, and the reasons."""

from __future__ import annotations

from database_developer.publication import decisions, markdown
from database_developer.publication.erd.mermaid import diagram
from database_developer.publication.erd.of_change import of_change
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
    picture = of_change(material)
    if picture is None:
        return ""
    left_out = len(material.concerned - picture.full)
    rest = f"{left_out} more tables are not drawn." if left_out else ""
    return markdown.section("Picture", markdown.fenced(diagram(picture), "mermaid"), rest)
