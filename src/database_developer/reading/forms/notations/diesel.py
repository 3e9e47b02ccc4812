"""Diesel's macros: "diesel::table! { users (id) { id -> Int4, } }" and "joinable!"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.cursor import Cursor, program_of
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.rust import TYPES
from database_developer.reading.forms.notations.shapes import TypeName, typed
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.forms.notations.words import WordKind
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchTable,
)

LANGUAGES = frozenset({"rust", "rs", "diesel"})
_TYPES = {
    "Int2": "smallint",
    "Int4": "integer",
    "Int8": "bigint",
    "Integer": "integer",
    "Serial": "integer",
    "BigSerial": "bigint",
    "Float4": "real",
    "Float": "real",
    "Float8": "double precision",
    "Double": "double precision",
    "Nullable": None,
    "Timestamptz": "timestamptz",
}
_LENGTH = re.compile(r"max_length\s*=\s*(\d+)")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of the macros; None where there is none."""
    if "table!" not in source.text:
        return None
    tables: list[SketchTable] = []
    cursor = Cursor(program_of(source.text))
    while not cursor.is_done:
        name = cursor.take()
        is_macro = name.is_name("table", "joinable") and cursor.is_sign("!") and cursor.word(1).is_sign("{", "(")
        if is_macro:
            cursor.at += 1
            inner = cursor.group()
            tables.extend(_tables(inner, source) if name.is_name("table") else _joined(inner, source))
    return Sketch(tables=tuple(tables)) if any(not table.is_change for table in tables) else None


def _tables(inner: Cursor, source: Source) -> Iterator[SketchTable]:
    """ "use ...;", marks, and the table: its name, its key in brackets and its columns."""
    while not inner.is_done and not (inner.is_name() and inner.word(1).is_sign("(", "{", ".")):
        inner.skip()
    if inner.is_done:
        return
    quote, name = source.quote(inner.line()), inner.take().text
    while inner.took("."):
        name = inner.take().text
    told = inner.group().until() if inner.is_sign("(") else ()
    keys = tuple(word.text for word in told if word.kind is WordKind.NAME) or ("id",)
    if not inner.is_sign("{"):
        return
    parts = list(_columns(inner.group(), source, keys))
    if len(keys) > 1:
        parts.append(SketchPrimary(columns=keys, quote=quote))
    yield SketchTable(name=name, quote=quote, parts=tuple(parts))


def _columns(body: Cursor, source: Source, keys: tuple[str, ...]) -> Iterator[SketchPart]:
    while not body.is_done:
        length, before = "", body.at
        while body.is_sign("#") and body.word(1).is_sign("["):
            body.at += 1
            told = _LENGTH.search(body.group().text())
            length = told[1] if told else length
        quote, name = source.quote(body.line()), body.take()
        words = body.until(",")
        body.took(",")
        body.at = max(body.at, before + 1)
        if name.kind is WordKind.NAME and words and words[0].is_sign("->"):
            found = _type(typed(words[1:]), length)
            yield _column(name.text, typed(words[1:]), found, keys, quote)
        else:
            yield SketchDoubt(quote=quote)


def _column(name: str, written: TypeName, found: str | None, keys: tuple[str, ...], quote: Quote) -> SketchPart:
    is_key = keys == (name,)
    is_number = found in {"integer", "bigint", "smallint"}
    return SketchColumn(
        name=name,
        type=found,
        hint="" if found else written.name,
        required=not written.is_optional,
        primary=is_key,
        identity=is_key and is_number,
        default="random uuid" if is_key and found == "uuid" else None,
        quote=quote,
    )


def _type(written: TypeName, length: str) -> str | None:
    known = _TYPES.get(written.name) or TYPES.get(written.name) or sql_type(written.name)
    if length and known in {"text", "varchar"}:
        known = f"varchar({length})"
    return f"{known}[]" if known and written.is_list else known


def _joined(inner: Cursor, source: Source) -> Iterator[SketchTable]:
    """ "posts -> users (user_id)"."""
    quote, words = source.quote(inner.line()), inner.until("(")
    names = [word.text for word in words if word.kind is WordKind.NAME]
    columns = tuple(word.text for word in inner.group().until() if word.kind is WordKind.NAME)
    if len(names) == 2 and columns:
        part = SketchReference(parent=names[1], columns=columns[:1], on_delete=NO_ACTION, quote=quote)
        yield SketchTable(name=names[0], quote=quote, parts=(part,), is_change=True)
