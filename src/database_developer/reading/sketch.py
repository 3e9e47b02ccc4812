"""What code in any notation says of tables, each part with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Cardinality, OrderBy, Quote

NO_ACTION = "no action"


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchColumn:
    """A column: ``type`` as PostgreSQL spells it, or ``hint`` where the notation's word is no type it knows.

    ``required`` is None where not said, ``default`` the words of a value, ``moment`` "created" or "updated".
    """

    name: str
    quote: Quote
    type: str | None = None
    hint: str = ""
    required: bool | None = None
    unique: bool = False
    primary: bool = False
    identity: bool = False
    default: str | None = None
    allowed: tuple[str, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    comment: str = ""
    moment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchReference:
    """A foreign key; without ``columns`` the notation says only that there is a relation.

    ``target`` are the columns referred to (empty: the primary key); ``on_delete`` is None where the notation says
    nothing of deletion at all.
    """

    parent: str
    quote: Quote
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    on_delete: str | None = None
    required: bool | None = None
    cardinality: Cardinality = Cardinality.MANY_TO_ONE


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchPrimary:
    """The primary key over several columns."""

    columns: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchUnique:
    """No two rows share all of these."""

    columns: tuple[str, ...]
    quote: Quote
    ignoring_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchIndex:
    """An index on these columns in this order."""

    keys: tuple[OrderBy, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchSet:
    """The values that a column may hold."""

    column: str
    values: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchRange:
    """The bounds of a column's numbers, either end included."""

    column: str
    quote: Quote
    minimum: str | None = None
    maximum: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchRemoval:
    """A column that goes away; the table itself where ``column`` is None."""

    quote: Quote
    column: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchRenaming:
    """Another name for a column; for the table itself where ``column`` is None."""

    new_name: str
    quote: Quote
    column: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchDoubt:
    """A line that the notation's reader does not understand."""

    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchNote:
    """A line that says nothing of the tables: a comment, an import, a method."""

    quote: Quote


SketchPart = (
    SketchColumn
    | SketchReference
    | SketchPrimary
    | SketchUnique
    | SketchIndex
    | SketchSet
    | SketchRange
    | SketchRemoval
    | SketchRenaming
    | SketchDoubt
    | SketchNote
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchTable:
    """A table: ``name`` where the notation gives the table's own, ``model`` the name of a class or model.

    ``is_change`` where only parts of a table are told that is there already.
    """

    quote: Quote
    parts: tuple[SketchPart, ...]
    name: str | None = None
    model: str | None = None
    comment: str = ""
    is_change: bool = False

    @property
    def columns(self) -> tuple[SketchColumn, ...]:
        """Its columns, in order."""
        return tuple(part for part in self.parts if isinstance(part, SketchColumn))

    @property
    def known_as(self) -> str:
        """The name by which code speaks of it."""
        return self.model or self.name or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """All tables that a piece of code describes, and its lines that belong to none."""

    tables: tuple[SketchTable, ...] = ()
    others: tuple[SketchDoubt | SketchNote, ...] = ()

    def quotes(self) -> Iterator[Quote]:
        """Every line that a table or one of its parts stands on."""
        for table in self.tables:
            yield table.quote
            for part in table.parts:
                if not isinstance(part, SketchDoubt | SketchNote):
                    yield part.quote

    def doubts(self) -> Iterator[Quote]:
        """Every line that was not understood."""
        parts = (*self.others, *(part for table in self.tables for part in table.parts))
        return (part.quote for part in parts if isinstance(part, SketchDoubt))


def named_table(name: str, quote: Quote, parts: tuple[SketchPart, ...], *, comment: str = "") -> SketchTable:
    """A table by the name a diagram gives it: one in small letters is the table's own, others name the thing."""
    bare = name.rpartition(".")[2]
    if bare == bare.lower():
        return SketchTable(name=bare, quote=quote, parts=parts, comment=comment)
    return SketchTable(model=bare, quote=quote, parts=parts, comment=comment)
