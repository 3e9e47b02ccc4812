"""JPA's entities (Hibernate, Spring, Quarkus) in Java and Kotlin: classes whose marks say what each field is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import OrderBy
from database_developer.reading.forms.notations import java, kotlin
from database_developer.reading.forms.notations.lines import Setting, Source, bare, split_outside
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, computed
from database_developer.reading.forms.notations.ties import Model, Tie, tied
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchUnique,
)

LANGUAGES = java.LANGUAGES | kotlin.LANGUAGES
_TIES = ("ManyToOne", "OneToOne", "OneToMany", "ManyToMany")
_REQUIRED = ("NotNull", "NotBlank", "NotEmpty", "NonNull", "Nonnull")
_CREATED, _UPDATED = ("CreationTimestamp", "CreatedDate"), ("UpdateTimestamp", "LastModifiedDate")
_NUMBERS = frozenset({"integer", "bigint", "smallint"})
_MOMENTS = {"DATE": "date", "TIME": "time", "TIMESTAMP": "timestamp"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The entities; None where there is none."""
    if "@Entity" not in source.text:
        return None
    shapes = shapes_of(source)
    reading = _Reading(shapes, by_type=kotlin.is_kotlin(source.text))
    return tied(tuple(reading.model(shape) for shape in shapes.shapes if shape.mark("Entity") is not None))


def shapes_of(source: Source) -> Shapes:
    """The classes of a program in either language."""
    return kotlin.shapes_of(source) if kotlin.is_kotlin(source.text) else java.shapes_of(source)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """The named arguments of a mark."""

    named: dict[str, str]

    def text(self, key: str) -> str | None:
        return bare(self.named[key]) or None if key in self.named else None

    def flag(self, key: str) -> bool | None:
        return {"true": True, "false": False}.get(self.named.get(key, ""))


def _said(mark: Mark | None) -> _Said:
    return _Said(named=mark.named() if mark is not None else {})


class _Reading:
    """Knows the classes; in Kotlin a type itself says whether it may be missing."""

    def __init__(self, shapes: Shapes, *, by_type: bool) -> None:
        self.shapes = shapes
        self.by_type = by_type

    def model(self, shape: Shape) -> Model:
        """An entity with its columns, rules and ties."""
        fields = list(self._all(shape, 0))
        columns = {it.name: _name(it) for it in fields}
        parts = [part for it in fields if it.mark(*_TIES) is None for part in self._parts(it)]
        said = shape.mark("Table")
        parts.extend(part for part in _rules(said, columns, shape))
        ties = tuple(tie for it in fields if (tie := self._tie(it)) is not None)
        return Model(name=shape.name, table=_said(said).text("name"), quote=shape.quote, parts=tuple(parts), ties=ties)

    def _all(self, shape: Shape, depth: int) -> Iterator[Field]:
        """The fields, those of an embedded class in its place."""
        for it in shape.fields:
            inner = self.shapes.named(it.type.name) if it.mark("Embedded", "EmbeddedId") is not None else None
            if inner is not None and depth < 4:
                yield from self._all(inner, depth + 1)
            elif it.mark("Transient") is None:
                yield it

    def _parts(self, it: Field) -> Iterator[SketchPart]:
        values = self.shapes.values(it.type)
        values = () if _bare_mark(it, "Enumerated").endswith("ORDINAL") else values
        said = _said(it.mark("Column"))
        is_number = bool(self.shapes.values(it.type)) and not values
        type_name = None if values and not it.type.is_list else "smallint" if is_number else self._type(it, said)
        is_primary = it.mark("Id") is not None
        is_set = it.mark(*_CREATED, *_UPDATED) is not None
        yield SketchColumn(
            name=_name(it),
            type=type_name,
            hint="" if type_name or values else it.type.name,
            allowed=() if it.type.is_list else values,
            primary=is_primary,
            identity=is_primary and type_name in _NUMBERS and it.mark("GeneratedValue") is not None,
            required=self._is_required(it, said) or is_primary,
            unique=said.flag("unique") is True or it.mark("NaturalId") is not None,
            default="now" if is_set else _default(it, type_name, is_primary=is_primary),
            minimum=_bound(it, "Min", "DecimalMin") or ("0" if it.mark("PositiveOrZero") else None),
            maximum=_bound(it, "Max", "DecimalMax"),
            comment=_bare_mark(it, "Comment"),
            moment="updated" if it.mark(*_UPDATED) is not None else None,
            quote=it.quote,
        )

    def _is_required(self, it: Field, said: _Said) -> bool:
        told = said.flag("nullable")
        if told is not None:
            return not told
        is_plain = it.type.name in java.PRIMITIVES and not it.type.is_list
        by_type = self.by_type and not it.type.is_optional
        return is_plain or by_type or it.mark(*_REQUIRED) is not None or it.mark(*_CREATED) is not None

    def _type(self, it: Field, said: _Said) -> str | None:
        written = said.text("columnDefinition")
        length = said.text("length") or _said(it.mark("Size")).text("max")
        if it.mark("Lob") is not None and it.type.name == "String":
            return "text"
        if it.mark("JdbcTypeCode", "Type") is not None and "json" in _bare_mark(it, "JdbcTypeCode", "Type").lower():
            return "jsonb"
        if it.mark("Temporal") is not None:
            return _MOMENTS.get(_bare_mark(it, "Temporal").rpartition(".")[2], "timestamp")
        told = sql_type(written) if written else None
        found = told or _known(it, said, length)
        is_array = it.type.is_list and found not in {None, "jsonb"}
        return "bytea" if is_array and it.type.name == "byte" else f"{found}[]" if is_array else found

    def _tie(self, it: Field) -> Tie | None:
        mark = it.mark(*_TIES)
        if mark is None:
            return None
        said, join = _said(mark), _said(it.mark("JoinColumn"))
        told = (said.text("targetEntity") or "").removesuffix(".class").removesuffix("::class")
        is_many, column, target = mark.name.endswith("ToMany"), join.text("name"), join.text("referencedColumnName")
        deletes = _bare_mark(it, "OnDelete").rpartition(".")[2].lower().replace("_", " ")
        is_asked = said.flag("optional") is False or join.flag("nullable") is False
        is_asked = is_asked or it.mark(*_REQUIRED) is not None or (self.by_type and not it.type.is_optional)
        return Tie(
            name=it.name,
            to=told or it.type.name,
            quote=it.quote,
            is_many=is_many,
            is_pair=mark.name == "ManyToMany",
            is_single=mark.name == "OneToOne" or join.flag("unique") is True,
            is_inverse=said.text("mappedBy") is not None,
            columns=(column,) if column else (),
            target=(target,) if target and target != "id" else (),
            required=None if is_many else is_asked,
            on_delete=deletes or NO_ACTION,
        )


def _known(it: Field, said: _Said, length: str | None) -> str | None:
    precision, scale = said.text("precision"), said.text("scale")
    if it.type.name == "String" and not it.type.is_list:
        return f"varchar({length})" if length and length.isdigit() else "varchar(255)"
    if it.type.name == "BigDecimal" and precision:
        return f"numeric({precision},{scale or 0})"
    return java.TYPES.get(it.type.name) or sql_type(it.type.name)


def _default(it: Field, type_name: str | None, *, is_primary: bool) -> str | None:
    """What the server or the class gives a new row; a key that is generated, a random UUID."""
    if is_primary:
        is_generated = it.mark("GeneratedValue", "UuidGenerator") is not None
        return "random uuid" if type_name == "uuid" and (is_generated or it.default == "random uuid") else None
    told = it.mark("ColumnDefault")
    if told is None:
        return it.default
    return computed(told.first()) or told.first().strip("'") or None


def _bound(it: Field, *names: str) -> str | None:
    mark = it.mark(*names)
    found = (mark.first() or _said(mark).text("value") or "") if mark is not None else ""
    return found if found.lstrip("-").replace(".", "", 1).isdigit() else None


def _bare_mark(it: Field, *names: str) -> str:
    """The only argument of a mark, named or not."""
    mark = it.mark(*names)
    return bare(next(iter(mark.plain()), next(iter(mark.named().values()), ""))) if mark is not None else ""


def _name(it: Field) -> str:
    """The column's name: the mark's, else the field's; that of a relation by its field."""
    return _said(it.mark("Column", "JoinColumn")).text("name") or it.name


def _rules(mark: Mark | None, columns: dict[str, str], shape: Shape) -> Iterator[SketchPart]:
    """What "@Table" says of several columns."""
    said = mark.named() if mark is not None else {}
    for rule in _inner(said.get("uniqueConstraints", "")):
        names = _names(rule.get("columnNames", ""), columns)
        yield SketchUnique(columns=names, quote=shape.quote) if names else SketchDoubt(quote=shape.quote)
    for rule in _inner(said.get("indexes", "")):
        names = _names(bare(rule.get("columnList", "")), columns)
        keys = tuple(OrderBy(attribute=name) for name in names)
        index: SketchPart = SketchIndex(keys=keys, quote=shape.quote)
        index = SketchUnique(columns=names, quote=shape.quote) if rule.get("unique") == "true" else index
        yield index if names else SketchDoubt(quote=shape.quote)


def _inner(written: str) -> Iterator[dict[str, str]]:
    """ "{@Index(columnList = "a"), @Index(...)}", each with its arguments."""
    for part in split_outside(written.strip().removeprefix("{").removeprefix("[").removesuffix("}").removesuffix("]")):
        _, bracket, inside = part.partition("(")
        if bracket:
            yield Mark(name="", inside=inside.rstrip().removesuffix(")")).named()


def _names(written: str, columns: dict[str, str]) -> tuple[str, ...]:
    names = [bare(part).split()[0] for part in split_outside(written.strip("{}[] ")) if bare(part).split()]
    return tuple(columns.get(name, name) for name in names)
