"""Protocol buffers' messages, where the ticket asks for tables of them."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.cursor import Cursor, Words, program_of
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Shape, Shapes, TypeName, typed
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import Sketch

LANGUAGES = frozenset({"protobuf", "proto", "proto3", "proto2"})
_TYPES = {
    "sint32": "integer",
    "sfixed32": "integer",
    "uint32": "bigint",
    "fixed32": "bigint",
    "sint64": "bigint",
    "sfixed64": "bigint",
    "uint64": "bigint",
    "fixed64": "bigint",
    "float": "real",
    "Timestamp": "timestamptz",
    "Duration": "interval",
    "Struct": "jsonb",
    "Any": "jsonb",
    "Date": "date",
    "Money": "numeric",
}
_WRAPPED = re.compile(r"(String|Bool|Int32|Int64|UInt32|UInt64|Float|Double|Bytes)Value")
_LABELS = ("optional", "repeated", "required")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where nothing asks for any."""
    if not re.search(r"\bmessage\s+\w+\s*\{", source.text):
        return None
    shapes, cursor = Shapes(), Cursor(program_of(source.text))
    while not cursor.is_done:
        if not _declared(cursor, source, shapes):
            cursor.skip()
    language = plain.Language(types=_TYPES, is_silent=lambda written: True)
    return plain.sketched(shapes.settled(), setting, language) if shapes.shapes else None


def _declared(cursor: Cursor, source: Source, found: Shapes) -> bool:
    """Whether a message or an enum was declared here; moves behind it."""
    if not (cursor.is_name("message", "enum") and cursor.word(2).is_sign("{")):
        return False
    kind, quote = cursor.take().text, source.quote(cursor.line())
    name = cursor.take().text
    body = cursor.group()
    if kind == "enum":
        found.enums[name] = _values(body)
        return True
    place, fields = len(found.shapes), list[Field]()
    _members(body, source, found, fields)
    found.shapes.insert(place, Shape(name=name, quote=quote, fields=tuple(fields)))
    return True


def _values(body: Cursor) -> dict[str, str]:
    """The values of an enum; the first that stands for none is left out."""
    values = {}
    while not body.is_done:
        words = body.until(";")
        body.took(";")
        is_value = len(words) > 2 and words[0].kind is WordKind.NAME and words[1].is_sign("=")
        if is_value and not words[0].text.upper().endswith(("UNSPECIFIED", "_UNKNOWN")):
            values[words[0].text] = words[0].text
    return values


def _members(body: Cursor, source: Source, found: Shapes, fields: list[Field]) -> None:
    while not body.is_done:
        before = body.at
        if body.is_name("oneof") and body.word(2).is_sign("{"):
            body.at += 2
            inner: list[Field] = []
            _members(body.group(), source, found, inner)
            fields.extend(replace(it, type=replace(it.type, is_optional=True)) for it in inner)
        elif not _declared(body, source, found):
            quote, words = source.quote(body.line()), body.until(";", "{")
            body.skip()
            fields.extend(_field(words, source, quote.line - source.first))
        body.at = max(body.at, before + 1)


def _field(words: Words, source: Source, line: int) -> list[Field]:
    """ "repeated Wheel wheels = 4;"."""
    equals = next((at for at, word in enumerate(words) if word.is_sign("=")), 0)
    label = words[0].text if words and words[0].is_name(*_LABELS) else ""
    told = words[1 if label else 0 : equals]
    if len(told) < 2 or told[-1].kind is not WordKind.NAME or told[0].is_name("reserved", "option", "extensions"):
        return []
    written = _type(told[:-1])
    is_optional = label == "optional" or written.is_optional
    written = replace(written, is_list=label == "repeated", is_optional=is_optional)
    return [Field(name=told[-1].text, type=written, quote=source.quote(line))]


def _type(words: Words) -> TypeName:
    written = typed(words)
    wrapped = _WRAPPED.fullmatch(written.name)
    return replace(written, name=wrapped[1].lower(), is_optional=True) if wrapped else written
