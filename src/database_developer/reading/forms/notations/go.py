"""Go's structs, with GORM's tags and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.cursor import Cursor, Words, program_of
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, TypeName, computed, typed
from database_developer.reading.forms.notations.ties import Model, Tie, tied
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import NO_ACTION, Sketch, SketchColumn, SketchIndex, SketchPart, SketchUnique

LANGUAGES = frozenset({"go", "golang", "gorm"})
_TAG = re.compile(r'(\w+):"((?:[^"\\]|\\.)*)"')
_TABLE = re.compile(r'func\s*\(\s*(?:\w+\s+)?\*?(\w+)\s*\)\s*TableName\(\)\s*string\s*\{\s*return\s*"([\w.]+)"')
_MODEL = "Model"  # GORM's own, built into others
_TYPES = {
    "Time": "timestamptz",
    "uint": "bigint",
    "uint64": "bigint",
    "uint32": "bigint",
    "uint16": "integer",
    "uint8": "smallint",
    "int": "bigint",
    "int16": "smallint",
    "int8": "smallint",
    "rune": "integer",
    "float32": "real",
    "JSON": "jsonb",
    "RawMessage": "jsonb",
    "any": "jsonb",
    "DeletedAt": "timestamptz",
    "IP": "inet",
}
_MISSING = {
    "NullString": "string",
    "NullInt64": "int64",
    "NullInt32": "int32",
    "NullFloat64": "float64",
    "NullBool": "bool",
    "NullTime": "Time",
    "NullUUID": "UUID",
    "NullDecimal": "Decimal",
}
_LISTS = {"StringArray": "string", "Int64Array": "int64", "BoolArray": "bool", "Float64Array": "float64"}
_BOUND = re.compile(r"(\w+)\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The structs with GORM's tags; others where the ticket asks for tables."""
    if not re.search(r"\bstruct\s*\{", source.text):
        return None
    shapes = _shapes_of(source)
    if "gorm" not in source.text:
        return plain.sketched(shapes, setting, plain.Language(types=_TYPES))
    kept = [shape for shape in shapes.shapes if shape.fields and _is_kept(shape)]
    language = plain.Language(types=_TYPES, is_silent=lambda written: True)
    reading = _Gorm(plain.Plain(shapes, frozenset(it.name for it in kept), setting, language), source)
    return tied(tuple(reading.model(shape) for shape in kept))


def _is_kept(shape: Shape) -> bool:
    is_marked = _MODEL in shape.bases or any(it.mark("gorm") is not None for it in shape.fields)
    return is_marked or not plain.is_message(shape)


def _shapes_of(source: Source) -> Shapes:
    """The structs, the other names of types, and the constants of a type as its values."""
    found, cursor = Shapes(), Cursor(program_of(source.text))
    while not cursor.is_done:
        if cursor.is_name("type", "const") and cursor.word(1).is_sign("("):
            _declarations(cursor, source, found)
        elif cursor.is_name("type") and cursor.word(1).kind is WordKind.NAME:
            cursor.at += 1
            _type(cursor, source, found)
        elif cursor.is_name("const"):
            cursor.at += 1
            _constant(cursor.rest_of_line(), found)
        else:
            cursor.skip()
    return found.settled()


def _declarations(cursor: Cursor, source: Source, found: Shapes) -> None:
    """What stands in brackets behind "type" or "const"."""
    kind = cursor.take().text
    inner = cursor.group()
    while not inner.is_done:
        before = inner.at
        if kind == "type":
            _type(inner, source, found)
        else:
            _constant(inner.rest_of_line(), found)
        inner.at = max(inner.at, before + 1)


def _constant(words: Words, found: Shapes) -> None:
    """ "StatusOpen Status = "open""."""
    if len(words) == 4 and words[2].is_sign("=") and words[3].kind is WordKind.TEXT:
        found.enums.setdefault(words[1].text, {})[words[0].text] = words[3].text


def _type(cursor: Cursor, source: Source, found: Shapes) -> None:
    quote, name = source.quote(cursor.line()), cursor.take().text
    cursor.took("=")
    if not cursor.is_name("struct"):
        words = cursor.rest_of_line()
        found.aliases[name] = typed(words)
        return
    cursor.at += 1
    if cursor.is_sign("{"):
        fields, bases = _members(cursor.group(), source)
        found.shapes.append(Shape(name=name, quote=quote, fields=tuple(fields), bases=tuple(bases)))


def _members(inner: Cursor, source: Source) -> tuple[list[Field], list[str]]:
    fields: list[Field] = []
    bases: list[str] = []
    while not inner.is_done:
        before, quote = inner.at, source.quote(inner.line())
        words = inner.rest_of_line(";")
        inner.took(";")
        inner.at = max(inner.at, before + 1)
        tags = words[-1].text if words and words[-1].kind is WordKind.TEXT else ""
        names, rest = _named(words[:-1] if tags else words)
        if not rest:
            bases.extend(names[-1:])
            continue
        marks = tuple(Mark(name=found[1], inside=found[2]) for found in _TAG.finditer(tags))
        fields.extend(Field(name=name, type=_type_of(rest), quote=quote, marks=marks) for name in names)
    return fields, bases


def _named(words: Words) -> tuple[list[str], Words]:
    """The names before the type; a struct that is built in is the name of a type alone."""
    names, at = [], 0
    while at < len(words) and words[at].kind is WordKind.NAME:
        names.append(words[at].text)
        at += 1
        if at < len(words) and words[at].is_sign(","):
            at += 1
        elif at < len(words) and words[at].is_sign("."):
            return [words[-1].text], ()
        else:
            break
    return names, words[at:]


def _type_of(words: Words) -> TypeName:
    found = typed(words)
    if found.name in _MISSING:
        return replace(found, name=_MISSING[found.name], is_optional=True)
    if found.name in _LISTS:
        return replace(found, name=_LISTS[found.name], is_list=True)
    return replace(found, is_optional=True) if found.name == "DeletedAt" else found


class _Gorm:
    """Knows what the types say, and the names that methods give to tables."""

    def __init__(self, plainly: plain.Plain, source: Source) -> None:
        self.plain = plainly
        self.tables = dict(_TABLE.findall(source.text))

    def model(self, shape: Shape) -> Model:
        """A struct with its columns, rules and ties."""
        fields = [it for it in shape.fields if it.name[:1].isupper() and "-" not in _said(it)]
        keys = {it.name for it in fields if _said(it).keys() & {"primarykey", "primary_key"}}
        key = keys or {plain.key_of(shape) or ""}
        parts = [*_own(shape, fields)]
        parts.extend(part for it in fields for part in self._parts(it, is_key=it.name in key))
        parts.extend(_together(fields, shape.quote))
        ties = tuple(tie for it in fields if (tie := self._tie(it)) is not None)
        table = self.tables.get(shape.name)
        return Model(name=shape.name, table=table, quote=shape.quote, parts=tuple(parts), ties=ties)

    def _parts(self, it: Field, *, is_key: bool) -> Iterator[SketchPart]:
        plainly, said = self.plain.column(it, is_key=is_key), _said(it)
        if plainly is None:
            return
        is_random = is_key and plainly.type == "uuid"
        column = replace(
            plainly,
            name=_name(it),
            type=_written(said, plainly),
            identity=plainly.identity or "autoincrement" in said,
            required=True if is_key or "not null" in said else plainly.required,
            unique="unique" in said,
            default="random uuid" if is_random else _default(it, said),
            comment=said.get("comment", ""),
            moment="updated" if it.name == "UpdatedAt" or "autoupdatetime" in said else None,
        )
        yield _checked(column, said)
        if it.type.name == "DeletedAt":
            yield SketchIndex(keys=(OrderBy(attribute=_name(it)),), quote=it.quote)

    def _tie(self, it: Field) -> Tie | None:
        found, said = self.plain.tie(it), _said(it)
        if found is None:
            return None
        column, rules = said.get("foreignkey", ""), said.get("constraint", "").lower().replace(" ", "")
        action = rules.partition("ondelete:")[2].partition(",")[0]
        spelled = {"setnull": "set null", "noaction": "no action", "setdefault": "set default"}.get(action, action)
        required = True if "not null" in said else False if it.type.is_optional else None
        return replace(
            found,
            columns=(column,) if column else (),
            is_pair="many2many" in said,
            required=required,
            on_delete=spelled or NO_ACTION,
        )


def _said(it: Field) -> dict[str, str]:
    """ "size:255;not null" by the words in small letters."""
    mark = it.mark("gorm")
    parts = (part.partition(":") for part in re.split(r"(?<!\\);", mark.inside)) if mark is not None else ()
    return {name.strip().lower(): value.strip() for name, _, value in parts if name.strip()}


def _name(it: Field) -> str:
    return _said(it).get("column") or it.name


def _written(said: dict[str, str], column: SketchColumn) -> str | None:
    told = sql_type(said["type"]) if "type" in said else None
    if told:
        return told
    if said.get("size", "").isdigit() and column.type == "text":
        return f"varchar({said['size']})"
    if "precision" in said and column.type in {"numeric", "double precision"}:
        return f"numeric({said['precision']},{said.get('scale', '0')})"
    return "jsonb" if said.get("serializer") == "json" or said.get("type", "") in {"jsonb", "json"} else column.type


def _default(it: Field, said: dict[str, str]) -> str | None:
    told = said.get("default")
    if told is None:
        return (
            "now"
            if it.name in {"CreatedAt", "UpdatedAt"} or said.keys() & {"autocreatetime", "autoupdatetime"}
            else None
        )
    return computed(told) or told.strip("'") or None


def _checked(column: SketchColumn, said: dict[str, str]) -> SketchColumn:
    """ "check:age >= 18" as a bound."""
    for _, sign, number in _BOUND.findall(said.get("check", "")):
        column = replace(column, minimum=number) if sign == ">=" else replace(column, maximum=number)
    return column


def _own(shape: Shape, fields: list[Field]) -> Iterator[SketchPart]:
    """The four columns of GORM's own model, where it is built in."""
    if _MODEL not in shape.bases or any(it.name == "ID" for it in fields):
        return
    quote = shape.quote
    yield SketchColumn(name="id", type="bigint", primary=True, identity=True, quote=quote)
    yield SketchColumn(name="created_at", type="timestamptz", default="now", quote=quote)
    yield SketchColumn(name="updated_at", type="timestamptz", default="now", moment="updated", quote=quote)
    yield SketchColumn(name="deleted_at", type="timestamptz", required=False, quote=quote)
    yield SketchIndex(keys=(OrderBy(attribute="deleted_at"),), quote=quote)


def _together(fields: list[Field], quote: Quote) -> Iterator[SketchPart]:
    """Indexes by their names: those of one name are one index over several columns."""
    groups: dict[tuple[str, bool], list[Field]] = {}
    for it in fields:
        for word, written in _said(it).items():
            if word in {"index", "uniqueindex"}:
                name, _, options = written.partition(",")
                is_unique = word == "uniqueindex" or "unique" in options.lower()
                groups.setdefault((name or it.name, is_unique), []).append(it)
    for (_, is_unique), members in groups.items():
        names, place = tuple(map(_name, members)), members[0].quote
        index = SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=place)
        yield SketchUnique(columns=names, quote=place) if is_unique else index
