"""Classes whose fields begin with their type, as Java and C# write them, as shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from database_developer.reading.forms.notations.cursor import Cursor, Words, enum_members, program_of
from database_developer.reading.forms.notations.lines import Source
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, typed
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.grammar import lexicon

_BEFORE = lexicon.words(
    "public private protected internal static final abstract sealed partial virtual override readonly volatile "
    "transient required new unsafe async extern default strictfp synchronized native event"
)
_MOST_WORDS = 60  # between the name of a class and its body
_SHARED = frozenset({"static", "const", "transient"})
_KINDS = frozenset({"class", "record", "struct", "interface", "enum"})
_OF_TYPES = ("<", ">", ",", ".", "?", "[", "]", "::")
_ACCESSORS = ("get", "set", "is", "equals", "hashCode", "toString", "Equals", "GetHashCode", "ToString")

Marks = Callable[[Cursor], Iterator[Mark]]


@dataclass(kw_only=True, slots=True)
class _Body:
    """What the body of a class has shown so far."""

    name: str
    fields: list[Field] = field(default_factory=list)
    methods: int = 0


def shapes_of(source: Source, marks: Marks) -> Shapes:
    """All classes, records and enums, those inside of others as well."""
    reading = _Reading(source, marks)
    cursor = Cursor(program_of(source.text))
    while not cursor.is_done:
        if not reading.declared(cursor):
            cursor.at = max(reading.behind, cursor.at + 1)
    return reading.found.settled()


class _Reading:
    """Knows the lines and how the language writes its marks."""

    def __init__(self, source: Source, marks: Marks) -> None:
        self.quote = source.quote
        self.marks = marks
        self.found = Shapes()
        self.behind = 0  # the marks and words last read before what is no declaration

    def declared(self, cursor: Cursor) -> bool:
        """Whether a class, a record or an enum was declared here; moves behind it, or behind the words before it."""
        start = cursor.at
        marks, words = tuple(self.marks(cursor)), set[str]()
        while cursor.is_name(*_BEFORE):
            words.add(cursor.take().text)
        is_kind = cursor.is_name(*_KINDS) and cursor.word(1).kind is WordKind.NAME
        if not is_kind:
            self.behind, cursor.at = cursor.at, start
            return False
        kind = cursor.take().text
        while cursor.is_name("class", "struct"):
            cursor.at += 1
        if kind == "enum":
            self._enum(cursor)
        else:
            self._class(cursor, marks)
        return True

    def _class(self, cursor: Cursor, marks: tuple[Mark, ...]) -> None:
        quote = self.quote(cursor.line())
        body = _Body(name=cursor.take().text)
        cursor.until("(", "{", ";", ":") if cursor.is_sign("<") else None
        if cursor.is_sign("("):
            body.fields.extend(self._parameters(cursor.group()))
        bases = tuple(word.text for word in cursor.until("{", ";")[:_MOST_WORDS] if word.kind is WordKind.NAME)
        if cursor.is_sign("{"):
            self._members(cursor.group(), body)
        self.found.shapes.append(
            Shape(
                name=body.name,
                quote=quote,
                fields=tuple(body.fields),
                marks=marks,
                bases=bases,
                methods=body.methods,
            )
        )

    def _parameters(self, inner: Cursor) -> Iterator[Field]:
        """The fields of a record: "(Guid Id, string Plate)"."""
        while not inner.is_done:
            quote, marks = self.quote(inner.line()), tuple(self.marks(inner))
            words = _to_comma(inner)
            if _is_declared(words):
                yield Field(name=words[-1].text, type=typed(words[:-1]), quote=quote, marks=marks)

    def _members(self, inner: Cursor, body: _Body) -> None:
        while not inner.is_done:
            before = inner.at
            if not self.declared(inner):
                self._member(inner, body)
            inner.at = max(inner.at, before + 1)

    def _member(self, inner: Cursor, body: _Body) -> None:
        marks, before = tuple(self.marks(inner)), set[str]()
        while inner.is_name(*_BEFORE, "const"):
            before.add(inner.take().text)
        quote, words = self.quote(inner.line()), inner.until(";", "{", "=", "(", "=>")
        if inner.is_sign("(", "=>"):
            self._past_method(inner, words, body)
            return
        if inner.is_sign("{"):
            inner.skip()
        value = inner.until(";") if inner.is_sign("=") else ()
        if inner.line(-1) == inner.line() or inner.is_sign(";"):
            inner.took(";")
        if _is_declared(words) and not before & _SHARED:
            told = typed(words[:-1])
            body.fields.append(Field(name=words[-1].text, type=told, quote=quote, marks=marks, value=value[1:]))

    def _past_method(self, inner: Cursor, words: Words, body: _Body) -> None:
        """Behind a method; those that only read and write fields, and the one that makes the class, are not counted."""
        name = words[-1].text if words else ""
        body.methods += bool(name) and name != body.name and not name.startswith(_ACCESSORS)
        inner.until(";", "{")
        if inner.is_sign("{"):
            inner.skip()
        else:
            inner.took(";")

    def _enum(self, cursor: Cursor) -> None:
        """Its members up to the ";" behind which Java writes methods."""
        name = cursor.take().text
        cursor.until("{", ";")
        if not cursor.is_sign("{"):
            return
        self.found.enums[name] = enum_members(cursor.group(), lambda body: tuple(self.marks(body)))


def _is_declared(words: Words) -> bool:
    """Whether the words are a type and a name."""
    are_types = all(word.kind is WordKind.NAME or word.is_sign(*_OF_TYPES) for word in words)
    return len(words) > 1 and words[-1].kind is WordKind.NAME and words[0].kind is WordKind.NAME and are_types


def _to_comma(inner: Cursor) -> Words:
    """The words to the next comma that stands in no angle brackets; moves behind it."""
    start, depth = inner.at, 0
    while not inner.is_done and not (depth <= 0 and inner.is_sign(",")):
        depth += inner.is_sign("<") - inner.is_sign(">")
        inner.skip()
    words = inner.program.words[start : min(inner.at, inner.end)]
    inner.took(",")
    return words
