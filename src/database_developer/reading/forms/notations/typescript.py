"""TypeScript's classes, interfaces, types of objects and enums, as shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.cursor import Cursor, Words, program_of, type_words
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, TypeName, typed
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.grammar import lexicon
from database_developer.reading.sketch import Sketch

LANGUAGES = frozenset({"typescript", "ts", "tsx", "javascript", "js"})
_TYPES = {
    "string": "text",
    "number": plain.VAGUE,
    "bigint": "bigint",
    "boolean": "boolean",
    "Date": "moment",
    "object": "jsonb",
    "any": "jsonb",
    "unknown": "jsonb",
    "Record": "jsonb",
    "Buffer": "bytea",
    "Uint8Array": "bytea",
    "": None,
}
_BEFORE = lexicon.words(
    "export default declare abstract public private protected readonly static override accessor async"
)
_MOST_WORDS = 60  # between the name of a class and its body
_CLASSES = frozenset({"class", "interface"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of interfaces and classes without marks; None where nothing asks for any."""
    shapes = shapes_of(source)
    return plain.sketched(shapes, setting, plain.Language(types=_TYPES)) if shapes.shapes else None


def shapes_of(source: Source) -> Shapes:
    """All that the program declares at its top or inside of modules."""
    found = Shapes()
    cursor = Cursor(program_of(source.text))
    while not cursor.is_done:
        _declared(cursor, source, found)
    return found.settled()


def _declared(cursor: Cursor, source: Source, found: Shapes) -> None:
    """One declaration; anything else is passed over word by word."""
    marks = tuple(_marks(cursor))
    while cursor.is_name(*_BEFORE):
        cursor.at += 1
    word, named = cursor.word(), cursor.word(1).kind is WordKind.NAME
    if word.is_name(*_CLASSES) and named:
        _class(cursor, source, marks, found)
    elif (word.is_name("enum") and named) or (word.is_name("const") and cursor.word(1).is_name("enum")):
        _enum(cursor, found)
    elif word.is_name("type") and named:
        _type(cursor, source, found)
    else:
        cursor.at += 1


def _marks(cursor: Cursor) -> Iterator[Mark]:
    """ "@Column({ length: 20 })", as many as there are."""
    while cursor.word().kind is WordKind.NAME and cursor.word().text.startswith("@"):
        name = cursor.take().text[1:]
        while cursor.is_sign(".") and cursor.word(1).kind is WordKind.NAME:
            cursor.at += 1
            name = cursor.take().text
        yield Mark(name=name, inside=cursor.group().text() if cursor.is_sign("(") else "")


def _class(cursor: Cursor, source: Source, marks: tuple[Mark, ...], found: Shapes) -> None:
    cursor.at += 1
    quote, name = source.quote(cursor.line()), cursor.take().text
    told = cursor.until("{", ";", ":", "(", "=")[:_MOST_WORDS]
    bases = tuple(word.text for word in told if word.kind is WordKind.NAME)
    if not cursor.is_sign("{"):
        return
    fields, methods = _members(cursor.group(), source)
    found.shapes.append(Shape(name=name, quote=quote, fields=fields, marks=marks, bases=bases, methods=methods))


def _members(body: Cursor, source: Source) -> tuple[tuple[Field, ...], int]:
    """The fields of a class, and how many methods it has."""
    fields, methods = [], 0
    while not body.is_done:
        before, member = body.at, _member(body, source)
        if isinstance(member, Field):
            fields.append(member)
        methods += member is None
        body.at = max(body.at, before + 1)
    return tuple(fields), methods


def _member(body: Cursor, source: Source) -> Field | bool | None:
    """A field; None for a method, False for anything else."""
    marks, is_static = tuple(_marks(body)), False
    while body.is_name(*_BEFORE, "get", "set") and body.word(1).kind in {WordKind.NAME, WordKind.TEXT}:
        is_static = is_static or body.is_name("static")
        body.at += 1
    quote, word = source.quote(body.line()), body.word()
    if word.kind not in {WordKind.NAME, WordKind.TEXT}:
        body.skip()
        return False
    body.at += 1
    is_optional = body.took("?")
    is_optional = not body.took("!") and is_optional
    if body.is_sign("(", "<"):
        _past_method(body)
        return None
    written, value = _written(body), _value(body)
    if is_static or not (written or (marks and value)):
        return False
    told = typed(written) if written else _inferred(value)
    told = replace(told, is_optional=told.is_optional or is_optional)
    return Field(name=word.text, type=told, quote=quote, marks=marks, value=value)


def _inferred(value: Words) -> TypeName:
    """The type of a first value: a text, a number, true or false, "new Date()"."""
    if value[0].kind in {WordKind.TEXT, WordKind.NUMBER}:
        return TypeName(name="string" if value[0].kind is WordKind.TEXT else "number")
    if value[0].is_name("true", "false"):
        return TypeName(name="boolean")
    return TypeName(name=value[1].text if value[0].is_name("new") and len(value) > 1 else value[0].text)


def _past_method(body: Cursor) -> None:
    """Behind the body of a method, or behind what an abstract one gives back."""
    body.until("(")
    body.skip()
    if body.took(":"):
        type_words(body)
    if body.is_sign("{"):
        body.skip()


def _written(body: Cursor) -> Words:
    return type_words(body) if body.took(":") else ()


def _value(body: Cursor) -> Words:
    words = body.rest_of_line(";") if body.took("=") else ()
    body.took(";", ",")
    return words


def _enum(cursor: Cursor, found: Shapes) -> None:
    cursor.took("const")
    cursor.at += 1
    name = cursor.take().text
    if not cursor.is_sign("{"):
        return
    body, members = cursor.group(), dict[str, str]()
    while not body.is_done:
        word = body.take()
        value = body.until(",") if body.took("=") else ()
        if word.kind in {WordKind.NAME, WordKind.TEXT}:
            members[word.text] = value[0].text if value and value[0].kind is WordKind.TEXT else word.text
    found.enums[name] = members


def _type(cursor: Cursor, source: Source, found: Shapes) -> None:
    """ "type Order = { ... }" as a shape, "type State = 'a' | 'b'" as an enum."""
    cursor.at += 1
    quote, name = source.quote(cursor.line()), cursor.take().text
    start = cursor.at
    cursor.until("=", ";", "{")
    if not cursor.took("="):
        cursor.at = max(cursor.at, start)
        return
    bases = []
    while cursor.is_name() and cursor.word(1).is_sign("&"):
        bases.append(cursor.take().text)
        cursor.at += 1
    if cursor.is_sign("{"):
        fields, methods = _members(cursor.group(), source)
        found.shapes.append(Shape(name=name, quote=quote, fields=fields, bases=tuple(bases), methods=methods))
        return
    values = typed(type_words(cursor)).values
    if values:
        found.enums[name] = {value: value for value in values}
