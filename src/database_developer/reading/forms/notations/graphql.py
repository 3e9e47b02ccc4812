"""GraphQL's types, where the ticket asks for tables of them."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.cursor import Cursor, program_of
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, TypeName, typed
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import Sketch, SketchColumn

LANGUAGES = frozenset({"graphql", "gql", "graphqls", "sdl"})
_TYPES = {
    "ID": None,
    "String": "text",
    "Int": "integer",
    "Float": plain.BROKEN,
    "BigInt": "bigint",
    "Long": "bigint",
    "DateTime": "timestamptz",
    "Timestamp": "timestamptz",
    "AWSDateTime": "timestamptz",
    "AWSDate": "date",
    "JSONObject": "jsonb",
    "AWSJSON": "jsonb",
    "EmailAddress": "text",
    "URL": "text",
}
_SHOWN = re.compile(r"\b(?:type|interface|input|enum)\s+\w+[^={}()]*\{")
_FIELD = re.compile(r"\w\s*(?:\([^()]*\)\s*)?:\s*\[*(?:ID|String|Int|Float|Boolean)\b")
_TEXT = re.compile(r'"""[\s\S]*?"""')
_ROOTS = frozenset({"Query", "Mutation", "Subscription"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where nothing asks for any."""
    if ";" in source.text or not _SHOWN.search(source.text) or not _FIELD.search(source.text):
        return None
    shapes = _shapes_of(source)
    return plain.sketched(shapes, setting, plain.Language(types=_TYPES, refined=_refined)) if shapes.shapes else None


def _shapes_of(source: Source) -> Shapes:
    blank = _TEXT.sub(lambda found: re.sub(r"\S", " ", found[0]), source.text)
    found, cursor = Shapes(), Cursor(program_of(blank))
    while not cursor.is_done:
        if cursor.is_name("type", "interface", "input", "enum") and cursor.word(1).kind is WordKind.NAME:
            _declared(cursor, source, found)
        else:
            cursor.skip()
    return found.settled()


def _declared(cursor: Cursor, source: Source, found: Shapes) -> None:
    kind, quote = cursor.take().text, source.quote(cursor.line())
    name = cursor.take().text
    cursor.until("{", "=")
    if not cursor.is_sign("{"):
        return
    body = cursor.group()
    if kind == "enum":
        words = (word for word in body.until() if word.kind is WordKind.NAME and not word.text.startswith("@"))
        found.enums[name] = {word.text: word.text for word in words}
    elif kind != "input" and name not in _ROOTS:
        found.shapes.append(Shape(name=name, quote=quote, fields=_fields(body, source)))


def _fields(body: Cursor, source: Source) -> tuple[Field, ...]:
    fields = []
    while not body.is_done:
        quote, name = source.quote(body.line()), body.take()
        if body.is_sign("("):
            body.skip()
        if name.kind is WordKind.NAME and body.took(":"):
            fields.append(Field(name=name.text, type=_type(body), quote=quote, marks=_marks(body)))
    return tuple(fields)


def _type(body: Cursor) -> TypeName:
    """ "String!", "[Trip!]!", "Int": without "!" it may be missing."""
    start = body.at
    body.skip()
    is_told = body.took("!")
    written = typed(body.program.words[start : body.at])
    return replace(written, is_optional=not is_told and not written.is_list)


def _marks(body: Cursor) -> tuple[Mark, ...]:
    """The directives behind a field."""
    marks = []
    while body.word().kind is WordKind.NAME and body.word().text.startswith("@"):
        name = body.take().text[1:]
        marks.append(Mark(name=name, inside=body.group().text() if body.is_sign("(") else ""))
    return tuple(marks)


def _refined(column: SketchColumn, it: Field) -> SketchColumn:
    return replace(column, unique=it.mark("unique", "isUnique") is not None)
