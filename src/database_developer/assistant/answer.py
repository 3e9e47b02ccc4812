"""The form of a model's answer: a short list of typed asks, each with a quote; nothing in it is SQL."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=63)]
Value = Annotated[str, StringConstraints(max_length=100)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Names = Annotated[list[Name], Field(min_length=1, max_length=6)]
Type = Literal[
    "text",
    "varchar",
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "double precision",
    "boolean",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "interval",
    "uuid",
    "jsonb",
    "bytea",
    "inet",
]


class Told(BaseModel):
    """An ask with the exact words of the ticket that it was read from."""

    model_config = ConfigDict(extra="forbid")

    quote: Words = Field(description="exact words of one of the sentences to read, copied")


class Table(Told):
    """There is such a thing, to be kept in a new table."""

    kind: Literal["table"]
    table: Name


class Column(Told):
    """A table has this column; null is not said."""

    kind: Literal["column"]
    table: Name
    column: Name
    type: Type | None = None
    length: Annotated[int, Field(ge=1, le=10_000)] | None = None
    required: bool | None = None
    default: Value | None = None


class Reference(Told):
    """Rows of child belong to a row of parent (or each to many of the other)."""

    kind: Literal["reference"]
    child: Name
    parent: Name
    cardinality: Literal["many to one", "one to one", "many to many"] = "many to one"
    role: Name | None = Field(default=None, description="the parent's part, such as owner, where it has one")
    required: bool | None = None


class Unique(Told):
    """No two rows share all of these columns."""

    kind: Literal["unique"]
    table: Name
    columns: Names
    ignoring_case: bool = False


class Allowed(Told):
    """The values that a column may have; open where more will come."""

    kind: Literal["allowed"]
    table: Name
    column: Name
    values: Annotated[list[Annotated[str, StringConstraints(min_length=1, max_length=100)]], Field(max_length=40)]
    open: bool = False


class Range(Told):
    """The least and the greatest number that a column may have."""

    kind: Literal["range"]
    table: Name
    column: Name
    minimum: float | None = None
    maximum: float | None = None


class Lookup(Told):
    """Rows are looked up by these columns, and listed in the order of others."""

    kind: Literal["lookup"]
    table: Name
    by: Annotated[list[Name], Field(max_length=6)]
    order: Annotated[list[Name], Field(max_length=3)] = []
    newest_first: bool = False


class Rename(Told):
    """A table that stands, or a column of it, gets another name."""

    kind: Literal["rename"]
    table: Name
    column: Name | None = None
    new_name: Name


class Removal(Told):
    """A table that stands, or a column of it, goes away."""

    kind: Literal["removal"]
    table: Name
    column: Name | None = None


class Alteration(Told):
    """A column that stands changes."""

    kind: Literal["alteration"]
    table: Name
    column: Name
    type: Type | None = None
    length: Annotated[int, Field(ge=1, le=10_000)] | None = None
    required: bool | None = None
    default: Value | None = None


class Deletion(Told):
    """What happens to the rows of child when their row of parent is deleted."""

    kind: Literal["deletion"]
    parent: Name
    child: Name
    action: Literal["cascade", "restrict", "set null"]


Part = Table | Column | Reference | Unique | Allowed | Range | Lookup | Rename | Removal | Alteration | Deletion


class Answer(BaseModel):
    """All that the sentences ask of the database's schema; empty where they ask nothing."""

    model_config = ConfigDict(extra="forbid")

    asks: Annotated[list[Annotated[Part, Field(discriminator="kind")]], Field(max_length=60)]
