"""Rust's structs, SeaORM's models among them, and the table macros of Diesel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.cursor import Cursor, program_of, type_words
from database_developer.reading.forms.notations.lines import Setting, Source, bare
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, typed
from database_developer.reading.forms.notations.ties import Model, Tie, tied
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import NO_ACTION, Sketch, SketchColumn

LANGUAGES = frozenset({"rust", "rs", "seaorm", "sea-orm"})
TYPES = {
    "String": "text",
    "str": "text",
    "i8": "smallint",
    "i16": "smallint",
    "i64": "bigint",
    "isize": "bigint",
    "u8": "smallint",
    "u16": "integer",
    "u32": "bigint",
    "u64": "bigint",
    "usize": "bigint",
    "f32": "real",
    "char": "char(1)",
    "DateTime": "timestamptz",
    "OffsetDateTime": "timestamptz",
    "DateTimeUtc": "timestamptz",
    "DateTimeWithTimeZone": "timestamptz",
    "NaiveDateTime": "timestamp",
    "PrimitiveDateTime": "timestamp",
    "NaiveDate": "date",
    "NaiveTime": "time",
    "SystemTime": "timestamptz",
    "Value": "jsonb",
    "JsonValue": "jsonb",
    "Json": "jsonb",
    "HashMap": "jsonb",
    "BTreeMap": "jsonb",
    "IpAddr": "inet",
    "IpNetwork": "inet",
}
_BELONGS = re.compile(
    r'belongs_to\s*=\s*"(?:super::|crate::)*(?:\w+::)*?(\w+)::Entity"\s*,\s*from\s*=\s*"Column::(\w+)"'
    r'(?:[^\])]*?on_delete\s*=\s*"(\w+)")?'
)
_ACTIONS = {"Cascade": "cascade", "SetNull": "set null", "Restrict": "restrict"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """SeaORM's models; other structs where the ticket asks for tables."""
    if not re.search(r"\bstruct\s+\w+", source.text):
        return None
    shapes = _shapes_of(source)
    language = plain.Language(types=TYPES)
    kept = [shape for shape in shapes.shapes if shape.mark("sea_orm") is not None and shape.fields]
    if not kept:
        return plain.sketched(shapes, setting, language)
    reading = plain.Plain(shapes, frozenset(), setting, language)
    return tied(tuple(_model(shape, reading, source) for shape in kept))


def _shapes_of(source: Source) -> Shapes:
    found, cursor = Shapes(), Cursor(program_of(source.text))
    while not cursor.is_done:
        marks = tuple(_marks(cursor))
        if cursor.took("pub") and cursor.is_sign("("):
            cursor.skip()
        if cursor.is_name("struct", "enum") and cursor.word(1).kind is WordKind.NAME:
            _declared(cursor, source, marks, found)
        elif not marks or cursor.is_name():
            cursor.at += 1
    return found.settled()


def _marks(cursor: Cursor) -> Iterator[Mark]:
    """ "#[sea_orm(primary_key)]", as many as there are."""
    while cursor.is_sign("#") and cursor.word(1).is_sign("[", "!"):
        cursor.at += 1
        cursor.took("!")
        if not cursor.is_sign("["):
            return
        inner = cursor.group()
        name = inner.take().text
        yield Mark(name=name, inside=inner.group().text() if inner.is_sign("(") else "")


def _declared(cursor: Cursor, source: Source, marks: tuple[Mark, ...], found: Shapes) -> None:
    kind, quote = cursor.take().text, source.quote(cursor.line())
    name = cursor.take().text
    cursor.until("{", ";", "(")
    if not cursor.is_sign("{"):
        return
    body = cursor.group()
    if kind == "enum":
        found.enums[name] = dict(_variants(body))
    else:
        found.shapes.append(Shape(name=name, quote=quote, fields=tuple(_fields(body, source)), marks=marks))


def _variants(body: Cursor) -> Iterator[tuple[str, str]]:
    while not body.is_done:
        marks = tuple(_marks(body))
        words = body.until(",")
        body.took(",")
        told = next((mark.named() for mark in marks if "rename" in mark.named() or "string_value" in mark.named()), {})
        if words and words[0].kind is WordKind.NAME:
            yield words[0].text, bare(told.get("string_value", told.get("rename", words[0].text)))


def _fields(body: Cursor, source: Source) -> Iterator[Field]:
    while not body.is_done:
        before, marks = body.at, tuple(_marks(body))
        if body.took("pub") and body.is_sign("("):
            body.skip()
        quote, name = source.quote(body.line()), body.take()
        words = type_words(body) if body.took(":") else ()
        body.took(",")
        if name.kind is WordKind.NAME and words:
            yield Field(name=name.text, type=typed(words), quote=quote, marks=marks)
        body.at = max(body.at, before + 1)


def _model(shape: Shape, reading: plain.Plain, source: Source) -> Model:
    """A model of SeaORM: all are called "Model", and their marks say the rest."""
    said = shape.mark("sea_orm")
    table = bare(said.named().get("table_name", "")) if said is not None else ""
    keys = [it for it in shape.fields if _has(it, "primary_key")]
    columns = [_column(it, reading, is_key=it in keys) for it in shape.fields]
    ties = tuple(_belonging(source)) if len(re.findall(r"\btable_name\b", source.text)) == 1 else ()
    parts = tuple(column for column in columns if column is not None)
    return Model(name=table or shape.name, table=table or None, quote=shape.quote, parts=parts, ties=ties)


def _has(it: Field, word: str) -> bool:
    mark = it.mark("sea_orm")
    return mark is not None and word in mark.plain()


def _column(it: Field, reading: plain.Plain, *, is_key: bool) -> SketchColumn | None:
    found = reading.column(it, is_key=is_key)
    mark = it.mark("sea_orm")
    if found is None or mark is None:
        return found
    said = mark.named()
    is_counted = found.identity and said.get("auto_increment") != "false"
    written = sql_type(re.sub(r"\W.*", "", bare(said.get("column_type", "")))) or found.type
    name, default = bare(said.get("column_name", "")) or it.name, bare(said.get("default_value", "")) or found.default
    is_unique = "unique" in mark.plain()
    return replace(found, name=name, type=written, identity=is_counted, unique=is_unique, default=default)


def _belonging(source: Source) -> Iterator[Tie]:
    """ "#[sea_orm(belongs_to = "super::user::Entity", from = "Column::OwnerId", ...)]"."""
    for found in _BELONGS.finditer(source.text):
        quote, action = source.quote_at(found.start()), _ACTIONS.get(found[3] or "", NO_ACTION)
        yield Tie(name=found[2], to=found[1], columns=(found[2],), on_delete=action, quote=quote)
