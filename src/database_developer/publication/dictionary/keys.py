"""Keys, relations and constraints of a table's page."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Table
from database_developer.publication import markdown, paths
from database_developer.publication.material import Material
from database_developer.publication.relations import Relation


def constraints(table: Table) -> str:
    """Keys, checks and exclusions, in the server's spelling."""
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.CHECK, ConstraintKind.EXCLUDE)
    rows = [
        (str(kind), markdown.code(one.name), markdown.code(one.definition), _remarks(one))
        for kind in kinds
        for one in table.constraints_of(kind)
    ]
    return markdown.section("Keys and checks", markdown.table(("kind", "name", "definition", "remarks"), rows))


def _remarks(constraint: Constraint) -> str:
    parts = [markdown.line(constraint.comment)] if constraint.comment else []
    parts += ["deferrable"] if constraint.deferrable else []
    parts += ["not validated"] if not constraint.validated else []
    parts += ["not enforced"] if not constraint.enforced else []
    return "; ".join(parts)


def outgoing(material: Material, table: Table, pages: frozenset[QualifiedName]) -> str:
    """What this table refers to."""
    rows = [
        (_columns(one.columns), _target(one.parent, one.parent_columns, pages), _how_many(one), *_actions(one))
        for one in material.relations
        if one.child == table.name
    ]
    header = ("columns", "refer to", "how many", "when deleted", "when updated")
    return markdown.section("Refers to", markdown.table(header, rows))


def incoming(material: Material, table: Table, pages: frozenset[QualifiedName]) -> str:
    """What refers to this table."""
    rows = [
        (_target(one.child, one.columns, pages), _columns(one.parent_columns), _how_many(one), *_actions(one))
        for one in material.relations
        if one.parent == table.name
    ]
    header = ("from", "by", "how many", "when deleted here", "when updated here")
    return markdown.section("Referred to by", markdown.table(header, rows))


def _columns(names: tuple[str, ...]) -> str:
    return markdown.code(", ".join(names))


def _target(name: QualifiedName, columns: tuple[str, ...], pages: frozenset[QualifiedName]) -> str:
    shown = markdown.link(str(name), paths.table_file(name)) if name in pages else markdown.code(str(name))
    return f"{shown} {markdown.code(', '.join(columns))}"


def _how_many(one: Relation) -> str:
    many = "one to one" if one.single else "many to one"
    return f"{many}, optional" if one.optional else many


def _actions(one: Relation) -> tuple[str, str]:
    return one.on_delete, one.on_update
