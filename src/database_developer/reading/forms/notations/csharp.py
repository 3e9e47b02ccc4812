"""C#'s classes, records and enums, as shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.reading.forms.notations import plain, type_first
from database_developer.reading.forms.notations.cursor import Cursor
from database_developer.reading.forms.notations.lines import Setting, Source, split_outside
from database_developer.reading.forms.notations.shapes import Mark, Shapes, TypeName
from database_developer.reading.sketch import Sketch

LANGUAGES = frozenset({"csharp", "cs", "c#", "dotnet", "efcore"})
TYPES = {
    "DateTime": "timestamptz",
    "DateTimeOffset": "timestamptz",
    "DateOnly": "date",
    "TimeOnly": "time",
    "TimeSpan": "interval",
    "uint": "bigint",
    "ulong": "numeric(20,0)",
    "ushort": "integer",
    "byte": "smallint",
    "sbyte": "smallint",
    "char": "char(1)",
    "JsonDocument": "jsonb",
    "JsonElement": "jsonb",
    "Dictionary": "jsonb",
    "IDictionary": "jsonb",
    "Uri": "text",
}
_TOLD_BY_TYPE = re.compile(r"string\?|string\.Empty|= null!|= default!|\brequired\b|#nullable enable|= \"\";")
_PROPERTY = re.compile(r"\{\s*(?:get|init|set)\b")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of classes and records without marks; None where nothing asks for any."""
    if not is_csharp(source.text):
        return None
    return plain.sketched(shapes_of(source), setting, language_of(source))


def is_csharp(text: str) -> bool:
    """Whether it has properties or records as only C# writes them."""
    return _PROPERTY.search(text) is not None or re.search(r"\brecord\b[^;{]*\)\s*;", text) is not None


def language_of(source: Source) -> plain.Language:
    """Where texts are told apart from those that may be missing, a type says which of them a field is."""
    if _TOLD_BY_TYPE.search(source.text):
        return plain.Language(types=TYPES)
    return plain.Language(types=TYPES, is_silent=_is_silent)


def _is_silent(written: TypeName) -> bool:
    return written.is_list or written.name in {"string", "String"}


def shapes_of(source: Source) -> Shapes:
    """All that the program declares."""
    return type_first.shapes_of(source, _marks)


def _marks(cursor: Cursor) -> Iterator[Mark]:
    """ "[Required, MaxLength(20)]", as many as there are."""
    while cursor.is_sign("["):
        for part in split_outside(cursor.group().text()):
            name, bracket, inside = part.rpartition(":")[2].strip().partition("(") if "(" not in part else _cut(part)
            yield Mark(name=name.rpartition(".")[2].strip(), inside=inside if bracket else "")


def _cut(part: str) -> tuple[str, str, str]:
    name, bracket, inside = part.partition("(")
    return name.rpartition(":")[2].strip(), bracket, inside.rstrip().removesuffix(")")
