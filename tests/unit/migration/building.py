"""Small schemas for tests, in the server's spelling."""

from __future__ import annotations

from dataclasses import replace

from database_developer.migration.editing import put
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    EMPTY,
    Column,
    Constraint,
    ConstraintKind,
    Grant,
    Index,
    IndexKey,
    NotNull,
    Reference,
    Schema,
    Table,
    View,
)

EXECUTE = (Grant(role="", privilege="EXECUTE"),)
USAGE = (Grant(role="", privilege="USAGE"),)


def name(text: str) -> QualifiedName:
    """ "users" stands in "public", "app.users" in "app"."""
    schema, _, own = text.rpartition(".")
    return QualifiedName(schema or "public", own)


def schema(*things: object) -> Schema:
    """A schema with these objects beside the empty namespace "public"."""
    whole = EMPTY
    for thing in things:
        whole = put(whole, thing)  # type: ignore[arg-type]
    return whole


def table(own: str, *columns: Column, **rest: object) -> Table:
    """A table with a primary key over "id", first of its columns."""
    key = Constraint(
        name=f"{own}_pkey",
        kind=ConstraintKind.PRIMARY_KEY,
        definition="PRIMARY KEY (id)",
        columns=("id",),
    )
    made = Table(name=name(own), columns=(required("id", "bigint"), *columns), constraints=(key,))
    return with_parts(
        replace(made, **{k: v for k, v in rest.items() if k != "constraints"}), *rest.get("constraints", ())
    )  # type: ignore[arg-type, misc]


def with_parts(made: Table, *constraints: Constraint) -> Table:
    """The table with more constraints."""
    parts = sorted([*made.constraints, *constraints], key=lambda it: it.name)
    return replace(made, constraints=tuple(parts))


def column(own: str, type_: str = "text", **rest: object) -> Column:
    """A column that may be NULL."""
    return Column(name=own, type=type_, **rest)  # type: ignore[arg-type]


def required(own: str, type_: str = "text", **rest: object) -> Column:
    """A column that may not."""
    return Column(name=own, type=type_, not_null=NotNull(), **rest)  # type: ignore[arg-type]


def foreign_key(own: str, columns: str, to: str, to_columns: str = "id") -> Constraint:
    """A foreign key."""
    target = name(to)
    return Constraint(
        name=own,
        kind=ConstraintKind.FOREIGN_KEY,
        definition=f"FOREIGN KEY ({columns}) REFERENCES {target.schema}.{target.name}({to_columns})",
        columns=(columns,),
        reference=Reference(table=target, columns=(to_columns,)),
    )


def check(own: str, expression: str, *columns: str) -> Constraint:
    """A check."""
    return Constraint(
        name=own,
        kind=ConstraintKind.CHECK,
        definition=f"CHECK (({expression}))",
        expression=f"({expression})",
        columns=columns,
    )


def index(own: str, *columns: str, **rest: object) -> Index:
    """A btree index over columns."""
    keys = tuple(IndexKey(text=it) for it in columns)
    return Index(name=own, definition=f"btree ({', '.join(columns)})", keys=keys, **rest)  # type: ignore[arg-type]


def view(own: str, query: str, *reads: str, columns: tuple[str, ...] = ("id",), **rest: object) -> View:
    """A view."""
    shown = tuple(Column(name=it, type="bigint") for it in columns)
    return View(name=name(own), definition=query, columns=shown, depends_on=tuple(map(name, reads)), **rest)  # type: ignore[arg-type]
