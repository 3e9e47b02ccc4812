"""Kotlin's classes and enums, as shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from database_developer.reading.forms.notations import java, plain
from database_developer.reading.forms.notations.cursor import Cursor, Words, enum_members, program_of, type_words
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, typed
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.grammar import lexicon
from database_developer.reading.sketch import Sketch

LANGUAGES = frozenset({"kotlin", "kt", "kts"})
_BEFORE = lexicon.words(
    "public private protected internal open abstract sealed data inner override lateinit final value inline "
    "annotation suspend operator vararg"
)


@dataclass(kw_only=True, slots=True)
class _Body:
    """What a class has shown so far."""

    fields: list[Field] = field(default_factory=list)
    methods: int = 0


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of classes without marks; None where nothing asks for any."""
    if not is_kotlin(source.text):
        return None
    shapes = shapes_of(source)
    return plain.sketched(shapes, setting, plain.Language(types=java.TYPES)) if shapes.shapes else None


def is_kotlin(text: str) -> bool:
    """Whether a class writes its fields as "val name: Type"."""
    return re.search(r"\bclass\b", text) is not None and re.search(r"\b(?:val|var)\s+\w+\s*:", text) is not None


def shapes_of(source: Source) -> Shapes:
    """All that the program declares."""
    reading = _Reading(source)
    cursor = Cursor(program_of(source.text))
    while not cursor.is_done:
        if not reading.declared(cursor):
            cursor.at = max(reading.behind, cursor.at + 1)
    return reading.found.settled()


class _Reading:
    """Knows the lines."""

    def __init__(self, source: Source) -> None:
        self.quote = source.quote
        self.found = Shapes()
        self.behind = 0  # the marks and words last read before what is no declaration

    def declared(self, cursor: Cursor) -> bool:
        """Whether a class or an enum was declared here; moves behind it."""
        start, marks, is_enum = cursor.at, tuple(java.marks(cursor)), False
        while cursor.is_name(*_BEFORE, "enum"):
            is_enum = cursor.take().text == "enum" or is_enum
        if not cursor.is_name("class", "interface") or cursor.word(1).kind is not WordKind.NAME:
            self.behind, cursor.at = cursor.at, start
            return False
        cursor.at += 1
        if is_enum:
            self._enum(cursor)
        else:
            self._class(cursor, marks)
        return True

    def _class(self, cursor: Cursor, marks: tuple[Mark, ...]) -> None:
        quote, name, body = self.quote(cursor.line()), cursor.take().text, _Body()
        if cursor.is_sign("<"):
            cursor.until("(", "{", ":")
        if cursor.is_name("constructor") or cursor.is_name(*_BEFORE):
            cursor.until("(", "{")
        if cursor.is_sign("("):
            self._parameters(cursor.group(), body)
        bases = _bases(cursor)
        if cursor.is_sign("{"):
            self._members(cursor.group(), body)
        self.found.shapes.append(
            Shape(name=name, quote=quote, fields=tuple(body.fields), marks=marks, bases=bases, methods=body.methods)
        )

    def _parameters(self, inner: Cursor, body: _Body) -> None:
        while not inner.is_done:
            before = inner.at
            self._property(inner, body, is_parameter=True)
            inner.took(",")
            inner.at = max(inner.at, before + 1)

    def _members(self, inner: Cursor, body: _Body) -> None:
        while not inner.is_done:
            before = inner.at
            if not self.declared(inner) and not self._property(inner, body):
                body.methods += inner.is_name("fun")
                _past(inner)
            inner.at = max(inner.at, before + 1)

    def _property(self, inner: Cursor, body: _Body, *, is_parameter: bool = False) -> bool:
        """Whether a "val" or "var" stood here, behind its marks."""
        marks = tuple(java.marks(inner))
        while inner.is_name(*_BEFORE):
            inner.at += 1
        if not inner.is_name("val", "var"):
            inner.until(",") if is_parameter else None
            return False
        inner.at += 1
        quote, name = self.quote(inner.line()), inner.take().text
        written = type_words(inner) if inner.took(":") else ()
        value: Words = ()
        if inner.took("="):
            value = inner.until(",") if is_parameter else inner.rest_of_line()
        if written:
            body.fields.append(Field(name=name, type=typed(written), quote=quote, marks=marks, value=value))
        return True

    def _enum(self, cursor: Cursor) -> None:
        name = cursor.take().text
        cursor.until("{")
        if not cursor.is_sign("{"):
            return
        self.found.enums[name] = enum_members(cursor.group(), lambda body: tuple(java.marks(body)))


def _bases(cursor: Cursor) -> tuple[str, ...]:
    """ ": Base(), Other" behind the name."""
    if not cursor.took(":"):
        return ()
    names = []
    while cursor.is_name():
        names.append(cursor.take().text)
        cursor.took(".")
        if cursor.is_sign("("):
            cursor.skip()
        cursor.took(",")
    return tuple(names)


def _past(inner: Cursor) -> None:
    """Behind a function, or behind one word."""
    if not inner.is_name("fun"):
        inner.skip()
        return
    inner.until("(")
    inner.skip()
    if inner.took(":"):
        type_words(inner)
    if inner.is_sign("{"):
        inner.skip()
    elif inner.took("="):
        inner.rest_of_line()
