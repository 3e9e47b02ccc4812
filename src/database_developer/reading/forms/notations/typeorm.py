"""TypeORM's and MikroORM's entities: classes whose marks say what each field is in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import OrderBy
from database_developer.reading.forms.notations import typescript
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Expression,
    Function,
    Listed,
    Literal,
    Mapping,
    Step,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, TypeName
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

LANGUAGES = typescript.LANGUAGES | {"typeorm", "mikroorm", "mikro-orm"}
_COLUMNS = frozenset(
    {"Column", "PrimaryColumn", "PrimaryGeneratedColumn", "Property", "PrimaryKey", "Enum", "ObjectIdColumn"}
)
_MOMENTS = {
    "CreateDateColumn": "created",
    "UpdateDateColumn": "updated",
    "DeleteDateColumn": None,
    "VersionColumn": None,
}
_TIES = frozenset({"ManyToOne", "OneToOne", "OneToMany", "ManyToMany"})
_TYPES = {
    "string": "varchar",
    "number": "integer",
    "boolean": "boolean",
    "Date": "timestamp",
    "bigint": "bigint",
    "Buffer": "bytea",
    "object": "jsonb",
    "Record": "jsonb",
    "any": "jsonb",
}
_SAVED = {"simple-json": "jsonb", "simple-array": "text", "date": "date", "json": "json"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The entities; None where there is none."""
    if "@Entity" not in source.text:
        return None
    shapes = typescript.shapes_of(source)
    reading = _Reading(shapes, by_type="@Property" in source.text or "mikro-orm" in source.text)
    return tied(tuple(reading.model(shape) for shape in shapes.shapes if shape.mark("Entity") is not None))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What the arguments of a mark say: those that are plain, and the options."""

    step: Step
    options: Mapping

    def flag(self, key: str) -> bool | None:
        value = self.options.get(key)
        return value.name == "true" if isinstance(value, Chain) and value.name in {"true", "false"} else None

    def text(self, *keys: str) -> str | None:
        found = (self.options.get(key) for key in keys)
        return next((value.text for value in found if isinstance(value, Literal)), None)


def _said(mark: Mark | None) -> _Said:
    step = mark.step() if mark is not None else Step(name="")
    options = [it for it in step.arguments or () if isinstance(it, Mapping)]
    return _Said(step=step, options=options[-1] if options else Mapping())


class _Reading:
    """Knows the enums of the program, and whether a field's type says that it may be missing, as in MikroORM."""

    def __init__(self, shapes: Shapes, *, by_type: bool) -> None:
        self.shapes = shapes
        self.by_type = by_type

    def model(self, shape: Shape) -> Model:
        """An entity with its columns, rules and ties."""
        said = _said(shape.mark("Entity"))
        table = said.step.text() or said.text("name", "tableName")
        columns = {it.name: _name(it) for it in shape.fields}
        parts = [part for it in shape.fields for part in self._parts(it)]
        parts.extend(part for mark in shape.marks for part in _rule(mark, columns, shape))
        ties = tuple(tie for it in shape.fields if (tie := _tie(it, by_type=self.by_type)) is not None)
        return Model(name=shape.name, table=table, quote=shape.quote, parts=tuple(parts), ties=ties)

    def _parts(self, it: Field) -> Iterator[SketchPart]:
        mark = it.mark(*_COLUMNS, *_MOMENTS)
        if mark is None:
            return
        said = _said(mark)
        yield self._column(it, mark, said)
        index = it.mark("Index")
        if index is not None:
            is_unique = _said(index).flag("unique")
            keys = (OrderBy(attribute=_name(it)),)
            unique = SketchUnique(columns=(_name(it),), quote=it.quote)
            yield unique if is_unique else SketchIndex(keys=keys, quote=it.quote)

    def _column(self, it: Field, mark: Mark, said: _Said) -> SketchPart:
        values = self._values(it, said)
        type_name = None if values and not it.type.is_list else self._type(it, mark, said)
        if type_name is None and not values:
            return SketchDoubt(quote=it.quote)
        is_primary = mark.name.startswith("Primary") or said.flag("primary") is True
        is_random = is_primary and (said.step.text() == "uuid" or "uuid" in (_chain(said.options.get("onCreate"))))
        is_number = type_name in {"integer", "bigint", "smallint"}
        told = mark.name in {"PrimaryGeneratedColumn", "PrimaryKey"} or said.text("generated") is not None
        moment = _MOMENTS.get(mark.name) or ("updated" if said.options.get("onUpdate") is not None else None)
        default = self._default(it, said)
        return SketchColumn(
            name=_name(it),
            type=type_name,
            allowed=values,
            primary=is_primary,
            identity=is_primary and is_number and told,
            required=is_primary or not self._may_be_null(it, mark, said),
            unique=said.flag("unique") is True or it.mark("Unique") is not None,
            default="random uuid" if is_random else "now" if _MOMENTS.get(mark.name) else default,
            comment=said.text("comment") or "",
            moment="updated" if moment == "updated" else None,
            quote=it.quote,
        )

    def _may_be_null(self, it: Field, mark: Mark, said: _Said) -> bool:
        """In TypeORM what the mark says; MikroORM goes by the field's type as well."""
        told = said.flag("nullable")
        by_type = self.by_type and it.type.is_optional
        return told if told is not None else by_type or mark.name == "DeleteDateColumn"

    def _default(self, it: Field, said: _Said) -> str | None:
        for key in ("default", "defaultRaw"):
            value = said.options.get(key)
            if isinstance(value, Chain) and value.steps[0].name in self.shapes.enums:
                return self.shapes.enums[value.steps[0].name].get(value.steps[-1].name)
            if isinstance(value, Function):
                return _called(value)
            if value is not None:
                return (
                    "[]" if isinstance(value, Listed) else "{}" if isinstance(value, Mapping) else default_value(value)
                )
        return it.default

    def _values(self, it: Field, said: _Said) -> tuple[str, ...]:
        """The closed set: of the option, of the function that gives it, or of the field's type."""
        told = said.options.get("enum") or said.options.get("items")
        first = (said.step.arguments or (None,))[0]
        told = told if told is not None else first if isinstance(first, Function) else None
        value = told.body[0].value if isinstance(told, Function) and told.body else told
        if isinstance(value, Listed):
            return tuple(item.text for item in value.items if isinstance(item, Literal))
        name = value.steps[-1].name if isinstance(value, Chain) else ""
        is_array = said.flag("array") is True or it.type.is_list
        return () if is_array else tuple(self.shapes.enums.get(name, {}).values()) or self.shapes.values(it.type)

    def _type(self, it: Field, mark: Mark, said: _Said) -> str | None:
        """The type that the mark names, else the field's."""
        told = said.step.text() or said.text("type", "columnType")
        if mark.name == "PrimaryGeneratedColumn" and told in {"uuid", "increment", "identity", "rowid", None}:
            told = "uuid" if told == "uuid" else None
        found = _SAVED.get(told or "") or _usual(_with_numbers(told, said) if told else "") if told else None
        found = found or _field_type(it.type, mark, said)
        is_array = said.flag("array") is True or (it.type.is_list and told != "simple-array")
        return f"{found}[]" if found and is_array and not found.endswith("[]") and found != "jsonb" else found


def _usual(written: str) -> str | None:
    return sql_type(written) if not written.endswith("()") else None


def _with_numbers(told: str, said: _Said) -> str:
    length, precision, scale = (said.text(key) for key in ("length", "precision", "scale"))
    if length and "(" not in told:
        return f"{told}({length})"
    if precision and told in {"decimal", "numeric"}:
        return f"{told}({precision},{scale or 0})"
    return told


def _field_type(written: TypeName, mark: Mark, said: _Said) -> str | None:
    if mark.name in _MOMENTS and mark.name != "VersionColumn":
        return "timestamp"
    length, precision, scale = (said.text(key) for key in ("length", "precision", "scale"))
    if written.name == "string":
        return f"varchar({length})" if length else "varchar"
    if written.name == "number" and precision:
        return f"numeric({precision},{scale or 0})"
    return _TYPES.get(written.name) or ("jsonb" if written.inner else None)


def _name(it: Field) -> str:
    """The column's name: the mark's, else the field's, that of a relation with what it refers by."""
    if it.mark(*_TIES) is not None:
        return _said(it.mark("JoinColumn")).text("name") or _said(it.mark(*_TIES)).text("fieldName") or f"{it.name}_id"
    mark = it.mark(*_COLUMNS, *_MOMENTS)
    return _said(mark).text("name", "fieldName") or it.name


def _called(value: Function) -> str | None:
    """ "default: () => 'CURRENT_TIMESTAMP'"."""
    inner = value.body[0].value if value.body else None
    said = inner.text.lower() if isinstance(inner, Literal) else _chain(inner)
    if "now" in said or "current_timestamp" in said:
        return "now"
    return (
        "random uuid" if "uuid" in said else said.strip("'") if isinstance(inner, Literal) and "(" not in said else None
    )


def _chain(value: Expression | None) -> str:
    if isinstance(value, Function) and value.body:
        return _chain(value.body[0].value)
    return value.name.lower() if isinstance(value, Chain) else ""


def _tie(it: Field, *, by_type: bool) -> Tie | None:
    """A relation by its mark: to what, and on which side the column stands."""
    mark = it.mark(*_TIES)
    if mark is None:
        return None
    said, join, is_many = _said(mark), it.mark("JoinColumn"), mark.name.endswith("ToMany")
    to = _target(said) or it.type.name
    joined, told = _said(join), said.flag("nullable")
    may_be_null = told if told is not None else it.type.is_optional or not by_type
    column = joined.text("name") or said.text("fieldName", "joinColumn")
    target = joined.text("referencedColumnName")
    is_owner = join is not None or column is not None or mark.name == "ManyToOne" or said.flag("owner") is True
    return Tie(
        name=it.name,
        to=to,
        quote=it.quote,
        is_many=is_many,
        is_pair=mark.name == "ManyToMany",
        is_single=mark.name == "OneToOne",
        is_inverse=_is_inverse(mark, said, it, is_owner=is_owner),
        columns=(column,) if column and not is_many else (),
        target=(target,) if target and target != "id" else (),
        required=None if is_many else not may_be_null,
        on_delete=(said.text("onDelete", "deleteRule") or ("" if by_type else NO_ACTION)).lower() or None,
    )


def _is_inverse(mark: Mark, said: _Said, it: Field, *, is_owner: bool) -> bool:
    if mark.name == "ManyToMany":
        return it.mark("JoinTable") is None and said.flag("owner") is not True and len(said.step.arguments or ()) > 1
    if said.text("mappedBy") is not None:
        return True
    return mark.name == "OneToMany" or (mark.name == "OneToOne" and not is_owner)


def _target(said: _Said) -> str:
    """The class that "() => User" gives, or that is named as a text."""
    for argument in said.step.arguments or ():
        if isinstance(argument, Function) and argument.body:
            inner = argument.body[0].value
            return inner.steps[-1].name if isinstance(inner, Chain) else ""
        if isinstance(argument, Literal):
            return argument.text
    entity = said.options.get("entity")
    if isinstance(entity, Function) and entity.body and isinstance(entity.body[0].value, Chain):
        return entity.body[0].value.steps[-1].name
    return ""


def _rule(mark: Mark, columns: dict[str, str], shape: Shape) -> Iterator[SketchPart]:
    """ "@Unique(['a', 'b'])" and "@Index(['a'])" above the class."""
    if mark.name not in {"Unique", "Index"}:
        return
    said = _said(mark)
    listed = next((it for it in said.step.arguments or () if isinstance(it, Listed)), said.options.get("properties"))
    items = listed.items if isinstance(listed, Listed) else ()
    names = tuple(columns.get(it.text, it.text) for it in items if isinstance(it, Literal))
    if not names or said.options.get("where") is not None:
        yield SketchDoubt(quote=shape.quote)
    elif mark.name == "Unique" or said.flag("unique"):
        yield SketchUnique(columns=names, quote=shape.quote)
    else:
        yield SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=shape.quote)
