"""A table's page: a picture of its neighbourhood, then everything that hangs on it."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Table
from database_developer.publication import markdown
from database_developer.publication.dictionary import access, columns, indexes, keys
from database_developer.publication.erd.mermaid import diagram
from database_developer.publication.erd.modules import LARGEST
from database_developer.publication.erd.picture import Picture
from database_developer.publication.material import Material
from database_developer.publication.relations import neighbours


def page(material: Material, table: Table, pages: frozenset[QualifiedName]) -> str:
    """The page's text; ``pages`` are the tables that have a page to link to."""
    return markdown.page(
        f"# {markdown.line(str(table.name))}",
        markdown.line(table.comment or ""),
        _nature(table),
        markdown.fenced(_picture(material, table), "mermaid"),
        columns.columns(table, material.schema),
        keys.constraints(table),
        keys.outgoing(material, table, pages),
        keys.incoming(material, table, pages),
        indexes.indexes(material, table),
        access.partitions(table, material.schema),
        access.triggers(table),
        access.row_security(table),
        access.grants(table),
    )


def _nature(table: Table) -> str:
    parts = [str(table.kind)] if table.partitioning is not None else []
    parts += ["unlogged"] if table.unlogged else []
    parts += [f"storage {markdown.code(', '.join(table.options))}"] if table.options else []
    parts += [f"inherits {markdown.code(str(parent))}" for parent in table.inherits]
    return "; ".join(parts)


def _picture(material: Material, table: Table) -> str:
    near = sorted(neighbours(material.relations, frozenset({table.name})))[: LARGEST - 1]
    return diagram(
        Picture(
            schema=material.schema,
            relations=tuple(one for one in material.relations if table.name in (one.child, one.parent)),
            tables=(table.name, *near),
            full=frozenset({table.name}),
        )
    )
