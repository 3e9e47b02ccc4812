"""Entity Framework's classes: those with its marks, or of which a context holds a set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import OrderBy
from database_developer.reading.forms.notations import csharp, plain
from database_developer.reading.forms.notations.lines import Setting, Source, bare
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes
from database_developer.reading.forms.notations.ties import Model, Tie, tied
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchUnique,
)

LANGUAGES = csharp.LANGUAGES
_MARKS = (
    "Table",
    "Key",
    "ForeignKey",
    "Index",
    "Column",
    "DatabaseGenerated",
    "PrimaryKey",
    "InverseProperty",
    "NotMapped",
)
_LENGTHS = ("MaxLength", "StringLength", "Length")
_FLUENT = re.compile(
    r"\b(?:modelBuilder|builder|entity)\s*\.\s*\w|^\s*\.(?:Has|With|Is|Property|On)\w*\(", re.IGNORECASE
)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The entities; None where there is none."""
    if not csharp.is_csharp(source.text):
        return None
    shapes = csharp.shapes_of(source)
    held = {it.type.inner[0].name for shape in shapes.shapes for it in shape.fields if _is_set(it)}
    kept = [shape for shape in shapes.shapes if shape.fields and (shape.name in held or _is_marked(shape))]
    if not kept:
        return None
    held |= {it.type.name for shape in kept for it in shape.fields}
    kept = [shape for shape in shapes.shapes if shape in kept or (shape.name in held and not plain.is_message(shape))]
    names = frozenset(shape.name for shape in kept)
    reading = _Reading(plain.Plain(shapes, names, setting, csharp.language_of(source)), shapes)
    return tied(tuple(reading.model(shape) for shape in kept), others=tuple(_fluent(source)))


def _is_set(it: Field) -> bool:
    return it.type.name == "DbSet" and len(it.type.inner) == 1


def _is_marked(shape: Shape) -> bool:
    return shape.mark(*_MARKS) is not None or any(it.mark(*_MARKS) is not None for it in shape.fields)


def _fluent(source: Source) -> Iterator[SketchDoubt]:
    """What a context says by calls is not read, and said so."""
    for number, line in enumerate(source.lines):
        if _FLUENT.search(line):
            yield SketchDoubt(quote=source.quote(number))


class _Reading:
    """Knows what the types say; the marks say it more exactly."""

    def __init__(self, plainly: plain.Plain, shapes: Shapes) -> None:
        self.plain = plainly
        self.shapes = shapes

    def model(self, shape: Shape) -> Model:
        """An entity with its columns, rules and ties."""
        fields = [it for it in shape.fields if it.mark("NotMapped") is None]
        key = next((it.name for it in fields if it.mark("Key") is not None), plain.key_of(shape))
        parts = [part for it in fields for part in self._parts(it, is_key=it.name == key or it.mark("Key") is not None)]
        columns = {it.name: _name(it) for it in fields}
        parts.extend(part for mark in shape.marks for part in _rule(mark, columns, shape))
        joined = {_first(it.mark("ForeignKey")): it.name for it in fields if it.mark("ForeignKey") is not None}
        found = (self._tie(it, joined) for it in fields)
        ties = tuple(replace(tie, columns=_columns(tie.columns, columns)) for tie in found if tie is not None)
        table = shape.mark("Table")
        name = table.first() if table is not None else None
        return Model(name=shape.name, table=name or None, quote=shape.quote, parts=tuple(parts), ties=ties)

    def _parts(self, it: Field, *, is_key: bool) -> Iterator[SketchPart]:
        plainly = self.plain.column(it, is_key=is_key)
        if plainly is None:
            return
        told = it.mark("Column")
        written = sql_type(bare(told.named().get("TypeName", ""))) if told is not None else None
        default = it.mark("DefaultValue")
        column = replace(
            plainly,
            name=_name(it),
            type=written or _sized(it, plainly),
            required=True if it.mark("Required") is not None else plainly.required,
            default=bare(default.first()) if default is not None else plainly.default,
            comment=_first(it.mark("Comment")),
        )
        yield _ranged(it, column)

    def _tie(self, it: Field, joined: dict[str, str]) -> Tie | None:
        found = self.plain.tie(it)
        if found is None:
            return None
        own = it.mark("ForeignKey")
        column = _first(own) or joined.get(it.name, "")
        required = True if it.mark("Required") is not None else found.required
        return replace(found, columns=(column,) if column else (), required=required)


def _name(it: Field) -> str:
    told = it.mark("Column")
    return (told.first() if told is not None else "") or it.name


def _columns(names: tuple[str, ...], columns: dict[str, str]) -> tuple[str, ...]:
    return tuple(columns.get(name, name) for name in names)


def _sized(it: Field, column: SketchColumn) -> str | None:
    length, precision = it.mark(*_LENGTHS), it.mark("Precision")
    if length is not None and column.type in {"text", "varchar"}:
        numbers = [part for part in length.plain() if part.isdigit()]
        return f"varchar({numbers[-1]})" if numbers else column.type
    if precision is not None and column.type == "numeric":
        return f"numeric({','.join(precision.plain())})"
    return column.type


def _ranged(it: Field, column: SketchColumn) -> SketchColumn:
    mark = it.mark("Range")
    bounds = [part for part in mark.plain() if part.lstrip("-").replace(".", "", 1).isdigit()] if mark else []
    return replace(column, minimum=bounds[0], maximum=bounds[1]) if len(bounds) == 2 else column


def _first(mark: Mark | None) -> str:
    """The first argument, "nameof(Owner)" as "Owner"."""
    written = mark.first() if mark is not None else ""
    return _of_name(written)


def _of_name(written: str) -> str:
    return bare(written.removeprefix("nameof(").removesuffix(")").rpartition(".")[2])


def _rule(mark: Mark, columns: dict[str, str], shape: Shape) -> Iterator[SketchPart]:
    """ "[Index(nameof(Plate), IsUnique = true)]" and "[PrimaryKey(nameof(A), nameof(B))]"."""
    names = _columns(tuple(filter(None, (_of_name(part) for part in mark.plain()))), columns)
    if mark.name == "PrimaryKey" and names:
        yield SketchPrimary(columns=names, quote=shape.quote)
    elif mark.name == "Index" and names:
        is_unique = mark.named().get("IsUnique") == "true"
        index = SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=shape.quote)
        yield SketchUnique(columns=names, quote=shape.quote) if is_unique else index
