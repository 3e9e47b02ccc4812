"""The comment for the tracker: short, the verdict first."""

from __future__ import annotations

from database_developer.publication import decisions, markdown, paths
from database_developer.publication.material import Material
from database_developer.publication.report.headline import headline

MOST = 10


def text(material: Material) -> str:
    """The comment as Markdown."""
    return markdown.page(
        f"**{headline(material)}**",
        markdown.section("Acceptance criteria", _boxes(material), level=3),
        markdown.section("Questions", _numbered(decisions.questions(material)), level=3),
        markdown.section("Assumptions", _listed(decisions.assumptions(material)), level=3),
        markdown.section("Files", _files(material), level=3),
    )


def _boxes(material: Material) -> str:
    lines = []
    for one in material.proof.criteria:
        remark = " (undecided)" if one.met is None else ""
        lines.append(f"[{'x' if one.met is True else ' '}] {markdown.line(one.criterion)}{remark}")
    return markdown.bullets(lines)


def _numbered(items: tuple[str, ...]) -> str:
    """Questions by the numbers under which they are answered."""
    more = [f"and {len(items) - MOST} more, in the report"] if len(items) > MOST else []
    return "\n".join([*(f"{number}. {item}" for number, item in enumerate(items[:MOST], 1)), *more])


def _listed(items: tuple[str, ...]) -> str:
    more = [f"and {len(items) - MOST} more, in the report"] if len(items) > MOST else []
    return markdown.bullets([*items[:MOST], *more])


def _files(material: Material) -> str:
    key = material.ticket.key
    names = [
        *sorted(paths.migration(name) for name in material.migration_files),
        paths.report(key),
        paths.change_page(key),
    ]
    names += [paths.seeds(key)] if material.seed_script is not None else []
    return markdown.bullets(map(markdown.code, names))
