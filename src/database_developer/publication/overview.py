"""The page of the whole database: pictures of all tables, and an index of them."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.publication import markdown, paths
from database_developer.publication.erd.mermaid import diagram
from database_developer.publication.erd.modules import modules, unrelated
from database_developer.publication.erd.picture import Picture
from database_developer.publication.material import Material
from database_developer.publication.relations import Relation, shown_tables

FEW = 8  # tables that can all be drawn with all of their columns


def page(material: Material, pages: frozenset[QualifiedName]) -> str:
    """The page's text; ``pages`` are the tables that have a page to link to."""
    names = tuple(table.name for table in shown_tables(material.schema))
    groups = modules(names, material.relations)
    return markdown.page(
        "# Database schema",
        _sum(material, names),
        *(_group(material, group, number, len(groups)) for number, group in enumerate(groups, 1)),
        _between(material.relations, groups),
        _alone(names, material.relations, groups),
        markdown.section("Tables", _index(material, names, pages)),
        _others(material),
    )


def _sum(material: Material, names: tuple[QualifiedName, ...]) -> str:
    count = len(material.relations)
    return f"{len(names)} table{'s' * (len(names) != 1)}, {count} relation{'s' * (count != 1)}."


def _group(material: Material, group: tuple[QualifiedName, ...], number: int, of: int) -> str:
    picture = Picture(
        schema=material.schema,
        relations=material.relations,
        tables=group,
        full=frozenset(group) if len(group) <= FEW else frozenset(),
    )
    title = (
        "All tables"
        if of == 1
        else f"Tables around {markdown.line(str(_centre(group, material.relations)))} ({number} of {of})"
    )
    return markdown.section(title, markdown.fenced(diagram(picture), "mermaid"))


def _centre(group: tuple[QualifiedName, ...], relations: tuple[Relation, ...]) -> QualifiedName:
    return max(group, key=lambda name: sum(name in (one.child, one.parent) for one in relations))


def _between(relations: tuple[Relation, ...], groups: tuple[tuple[QualifiedName, ...], ...]) -> str:
    """Relations that no picture shows, because their ends are in different ones."""
    hidden = [one for one in relations if not any(one.child in group and one.parent in group for group in groups)]
    crossing = [one for one in hidden if not one.refers_to_itself]
    lines = [
        f"{markdown.line(str(one.child))} → {markdown.line(str(one.parent))} ({markdown.code(', '.join(one.columns))})"
        for one in crossing
    ]
    return markdown.section("Relations between the pictures", markdown.bullets(lines))


def _alone(
    names: tuple[QualifiedName, ...], relations: tuple[Relation, ...], groups: tuple[tuple[QualifiedName, ...], ...]
) -> str:
    drawn = {name for group in groups for name in group}
    alone = [markdown.line(str(name)) for name in unrelated(names, relations) if name not in drawn]
    return markdown.section("Tables without relations", ", ".join(alone))


def _index(material: Material, names: tuple[QualifiedName, ...], pages: frozenset[QualifiedName]) -> str:
    rows = []
    for name in names:
        table = material.schema.table(name)
        shown = (
            markdown.link(str(name), f"tables/{paths.table_file(name)}") if name in pages else markdown.code(str(name))
        )
        rows.append((shown, str(len(table.columns)), markdown.line(table.comment or "")))
    return markdown.table(("table", "columns", "what it holds"), rows)


def _others(material: Material) -> str:
    """Views, enums, domains and functions."""
    schema = material.schema
    rows = [
        ("materialized view" if one.materialized else "view", str(name), one.comment)
        for name, one in schema.views.items()
    ]
    rows += [("enum", str(name), one.comment) for name, one in schema.enums.items()]
    rows += [("domain", str(name), one.comment) for name, one in schema.domains.items()]
    rows += [("function", str(name), one.comment) for name, one in schema.functions.items()]
    cells = [(kind, markdown.code(name), markdown.line(comment or "")) for kind, name, comment in sorted(rows, key=str)]
    return markdown.section("Views, types and functions", markdown.table(("kind", "name", "what it is"), cells))
