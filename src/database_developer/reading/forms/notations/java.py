"""Java's classes, records and enums, as shapes."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.forms.notations import plain, type_first
from database_developer.reading.forms.notations.cursor import Cursor
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Mark, Shapes
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import Sketch

LANGUAGES = frozenset({"java", "jpa", "hibernate"})
PRIMITIVES = frozenset({"int", "long", "short", "byte", "boolean", "double", "float", "char"})
TYPES = {
    "Integer": "integer",
    "BigInteger": "numeric",
    "Byte": "smallint",
    "byte": "smallint",
    "Instant": "timestamptz",
    "OffsetDateTime": "timestamptz",
    "ZonedDateTime": "timestamptz",
    "LocalDateTime": "timestamp",
    "Date": "timestamp",
    "Timestamp": "timestamp",
    "Calendar": "timestamp",
    "Float": "real",
    "float": "real",
    "Double": "double precision",
    "Character": "char(1)",
    "JsonNode": "jsonb",
    "ByteArray": "bytea",
    "Duration": "interval",
    "Year": "integer",
    "Inet": "inet",
}
_PLACES = frozenset({"@field", "@get", "@set", "@param", "@property", "@file", "@setparam"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of classes and records without marks; None where nothing asks for any."""
    shapes = shapes_of(source)
    language = plain.Language(types=TYPES, is_silent=lambda written: written.is_list or written.name not in PRIMITIVES)
    return plain.sketched(shapes, setting, language) if shapes.shapes else None


def shapes_of(source: Source) -> Shapes:
    """All that the program declares."""
    return type_first.shapes_of(source, marks)


def marks(cursor: Cursor) -> Iterator[Mark]:
    """ "@Column(name = "plate")", as many as there are; Kotlin's "@field:Column" as well."""
    while cursor.word().kind is WordKind.NAME and cursor.word().text.startswith("@"):
        name = cursor.take().text
        if name in _PLACES and cursor.is_sign(":"):
            cursor.at += 1
            name = cursor.take().text
        while cursor.is_sign(".") and cursor.word(1).kind is WordKind.NAME:
            cursor.at += 1
            name = cursor.take().text
        if name == "@interface":
            return
        yield Mark(name=name.lstrip("@"), inside=cursor.group().text() if cursor.is_sign("(") else "")
