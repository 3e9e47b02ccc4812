"""The live schema that the example tickets start from, as a value."""

from __future__ import annotations

from database_developer.design.spelling import primary_key, unique
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    Identity,
    Index,
    Namespace,
    NotNull,
    Schema,
    SequenceOptions,
    Table,
)

USERS = QualifiedName("public", "users")
INTEGER_KEY = Identity(always=False, options=SequenceOptions(type="integer", maximum=2**31 - 1))
NOW = "timestamp with time zone"


def column(name: str, type_name: str = "text", *, required: bool = False, default: str | None = None) -> Column:
    return Column(name=name, type=type_name, not_null=NotNull() if required else None, default=default)


def key(name: str = "id") -> Column:
    return Column(name=name, type="integer", not_null=NotNull(), identity=INTEGER_KEY)


def table(
    name: str, *columns: Column, constraints: tuple[Constraint, ...] = (), indexes: tuple[Index, ...] = ()
) -> Table:
    return Table(name=QualifiedName("public", name), columns=columns, constraints=constraints, indexes=indexes)


def schema(*tables: Table) -> Schema:
    return Schema(namespaces={"public": Namespace(name="public")}, tables={one.name: one for one in tables})


def users() -> Table:
    return table(
        "users",
        key(),
        column("email", "character varying(255)", required=True),
        column("display_name"),
        column("created_at", NOW, required=True, default="now()"),
        column("updated_at", NOW, required=True, default="now()"),
        constraints=(primary_key("users_pkey", ("id",)), unique("users_email_key", ("email",))),
    )
