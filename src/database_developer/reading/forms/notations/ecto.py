"""Ecto migrations: "create table" with "add" lines, and indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.inflection import singular
from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Expression,
    Listed,
    Literal,
    Mapping,
    Step,
    TooDeep,
    arguments_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source, without_comment
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchReference,
    SketchRemoval,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"elixir", "ex", "exs", "ecto"})
_TABLE = re.compile(r"(create|alter)(?:_if_not_exists)?\s*\(?\s*table\s*\(([^()]*)\)\s*\)?\s*do$")
_INDEX = re.compile(r"create(?:_if_not_exists)?\s*\(?\s*(unique_index|index)\s*\((.*)\)\s*\)?$")
_CALL = re.compile(r"(add|add_if_not_exists|remove|modify|timestamps)\b\s*\(?(.*)$")
_ACTIONS = {"nilify_all": "set null", "delete_all": "cascade", "restrict": "restrict", "nothing": NO_ACTION}
_TYPES = {"string": "varchar(255)", "id": "bigint", "binary_id": "uuid", "map": "jsonb", "utc_datetime": "timestamp"}
_IDLE = ("defmodule", "use ", "def ", "end", "@", "drop ", "execute")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where no line makes or changes one."""
    tables: list[SketchTable] = []
    others: list[SketchDoubt | SketchNote] = []
    for number, line in enumerate(source.lines):
        text, quote = without_comment(line, "#")[0].strip(), source.quote(number)
        table, index, call = _TABLE.match(text), _INDEX.match(text), _CALL.match(text)
        try:
            if table:
                tables.append(_begun(table, quote))
            elif index:
                tables.append(_index(index, quote))
            elif call and tables:
                tables[-1] = _with(tables[-1], _parts(call[1], _inside(call[2]), quote))
            elif text:
                others.append(SketchNote(quote=quote) if text.startswith(_IDLE) else SketchDoubt(quote=quote))
        except TooDeep:
            others.append(SketchDoubt(quote=quote))
    return Sketch(tables=tuple(tables), others=tuple(others)) if tables else None


def _with(table: SketchTable, parts: Iterator[SketchPart]) -> SketchTable:
    return SketchTable(name=table.name, quote=table.quote, is_change=table.is_change, parts=(*table.parts, *parts))


def _begun(found: re.Match[str], quote: Quote) -> SketchTable:
    step = arguments_of(found[2])
    is_change = found[1] == "alter"
    parts: tuple[SketchPart, ...] = ()
    told = step.named.get("primary_key")
    if isinstance(told, Literal):
        parts = (SketchColumn(name=told.text, type="bigint", identity=True, primary=True, quote=quote),)
    return SketchTable(name=step.text() or "", quote=quote, parts=parts, is_change=is_change)


def _inside(text: str) -> Step:
    return arguments_of(text.removesuffix(")") if text.count(")") > text.count("(") else text)


def _parts(call: str, step: Step, quote: Quote) -> Iterator[SketchPart]:
    if call == "timestamps":
        yield from _timestamps(step.named, quote)
    elif call.startswith("add") and step.text() and len(step.arguments or ()) > 1:
        yield from _column(step, quote)
    elif call == "remove" and step.text():
        yield SketchRemoval(column=step.text(), quote=quote)
    else:
        yield SketchDoubt(quote=quote)


def _timestamps(said: Mapping, quote: Quote) -> Iterator[SketchPart]:
    written = said.get("type")
    type_name = _type(written, Mapping()) or "timestamp"
    for key, usual, moment in (("inserted_at", "inserted_at", None), ("updated_at", "updated_at", "updated")):
        told = said.get(key)
        if _word(told) != "false":
            name = told.text if isinstance(told, Literal) else usual
            yield SketchColumn(name=name, type=type_name, required=True, default="now", moment=moment, quote=quote)


def _column(step: Step, quote: Quote) -> Iterator[SketchPart]:
    name, written, said = step.text() or "", (step.arguments or ())[1], step.named
    is_required = _word(said.get("null")) == "false"
    is_primary = _word(said.get("primary_key")) == "true"
    if isinstance(written, Chain) and written.steps[0].name == "references":
        inner = written.steps[0]
        yield SketchColumn(
            name=name,
            type=_type(inner.named.get("type"), Mapping()) or "bigint",
            required=is_required,
            primary=is_primary,
            quote=quote,
        )
        yield _reference(name, inner, quote, is_required=is_required)
        return
    type_name = _type(written, said)
    if type_name is None:
        yield SketchDoubt(quote=quote)
        return
    is_random = is_primary and type_name == "uuid"
    yield SketchColumn(
        name=name,
        type=type_name,
        required=is_required,
        primary=is_primary,
        default="random uuid" if is_random else _default(said.get("default")),
        comment=_text(said.get("comment")) or "",
        quote=quote,
    )


def _default(value: Expression | None) -> str | None:
    if isinstance(value, Chain) and value.steps[0].name == "fragment":
        text = (value.steps[0].text() or "").lower()
        return "now" if "now" in text else "random uuid" if "uuid" in text else None
    return "{}" if isinstance(value, Mapping | Listed) else default_value(value)


def _reference(name: str, inner: Step, quote: Quote, *, is_required: bool) -> SketchReference:
    target = _text(inner.named.get("column"))
    action = _ACTIONS.get(_text(inner.named.get("on_delete")) or "", NO_ACTION)
    return SketchReference(
        parent=inner.text() or singular(name),
        columns=(name,),
        target=(target,) if target else (),
        on_delete=action,
        required=is_required,
        quote=quote,
    )


def _type(written: Expression | None, said: Mapping) -> str | None:
    if isinstance(written, Listed | Mapping):
        return "jsonb" if isinstance(written, Mapping) else None
    name = _text(written)
    if name is None:
        return None
    size, precision, scale = (_text(said.get(key)) for key in ("size", "precision", "scale"))
    if name == "string" and size:
        return f"varchar({size})"
    if name == "decimal" and precision:
        return f"numeric({precision},{scale or 0})"
    return _TYPES.get(name) or sql_type(name)


def _index(found: re.Match[str], quote: Quote) -> SketchTable:
    """ "create index(:audit_logs, [:user_id])"."""
    step = arguments_of(found[2])
    listed = (step.arguments or (None, None))[1] if len(step.arguments or ()) > 1 else None
    items = listed.items if isinstance(listed, Listed) else (listed,)
    names = tuple(it.text for it in items if isinstance(it, Literal))
    is_unique = found[1] == "unique_index" or _word(step.named.get("unique")) == "true"
    part: SketchPart = SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)
    part = SketchUnique(columns=names, quote=quote) if is_unique else part
    if not names or step.named.get("where") is not None or step.named.get("using") is not None:
        part = SketchDoubt(quote=quote)
    return SketchTable(name=step.text() or "", quote=quote, parts=(part,), is_change=True)


def _word(value: Expression | None) -> str:
    return value.name if isinstance(value, Chain) else ""


def _text(value: Expression | None) -> str | None:
    return value.text if isinstance(value, Literal) else None
