"""DBML: tables with their columns, settings, indexes, references and enums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.request import Cardinality, OrderBy, Quote
from database_developer.reading.forms.notations.lines import Setting, Source, bare, split_outside, without_comment
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchTable,
    SketchUnique,
    named_table,
)

LANGUAGES = frozenset({"dbml"})
_NAME = r"(\"[^\"]+\"|[\w.]+)"
_TABLE = re.compile(rf"\s*Table\s+{_NAME}(?:\s+as\s+(\w+))?\s*(?:\[(.*)\])?\s*\{{\s*$", re.IGNORECASE)
_ENUM = re.compile(rf"\s*Enum\s+{_NAME}\s*\{{(.*)$", re.IGNORECASE)
_COLUMN = re.compile(rf"{_NAME}\s+(\"[^\"]+\"|[\w.]+(?:\s*\([^()]*\))?(?:\[\])*)\s*(?:\[(.*)\])?")
_REFERENCE = re.compile(
    r"Ref(?:\s+\w+)?\s*[:{]\s*([\w.\"]+(?:\([^()]*\))?)\s*(<>|<|>|-)\s*([\w.\"]+(?:\([^()]*\))?)\s*(?:\[(.*)\])?\s*\}?",
    re.IGNORECASE,
)
_INDEX = re.compile(r"(\([^()]*\)|`[^`]*`|[\w\"]+)\s*(?:\[(.*)\])?")


@dataclass(kw_only=True, slots=True)
class _Table:
    name: str
    quote: Quote
    alias: str | None
    comment: str
    parts: list[SketchPart] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class _Reading:
    tables: dict[str, _Table] = field(default_factory=dict)
    enums: dict[str, list[str]] = field(default_factory=dict)
    others: list[SketchDoubt | SketchNote] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    def table(self, name: str) -> _Table | None:
        by_alias = {it.alias: it for it in self.tables.values() if it.alias}
        return self.tables.get(name) or by_alias.get(name)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where no line begins one."""
    if not any(_TABLE.match(line) for line in source.lines):
        return None
    reading = _Reading()
    for number, line in enumerate(source.lines):
        text, comment = without_comment(line, "//")
        _line(text.strip(), comment, source.quote(number), reading)
    tables = tuple(_with_values(table, reading.enums) for table in reading.tables.values())
    return Sketch(tables=tables, others=tuple(reading.others))


def _line(text: str, comment: str, quote: Quote, reading: _Reading) -> None:
    """One line, inside of what is open."""
    place = reading.inside[-1] if reading.inside else ""
    table, enum, reference = _TABLE.match(text), _ENUM.match(text), _REFERENCE.match(text)
    if not text:
        return
    if table:
        note = dict(map(_setting, split_outside(table[3] or ""))).get("note", "")
        name = bare(table[1])
        reading.tables[name] = _Table(name=name, quote=quote, alias=table[2], comment=note)
        reading.inside.append(f"table {name}")
    elif enum:
        reading.enums[bare(enum[1])] = enum[2].rstrip("} ").split()
        reading.inside.extend([] if "}" in enum[2] else [f"enum {bare(enum[1])}"])
    elif reference and not place.startswith("table"):
        _refer(reference, quote, reading)
    elif text == "}":
        reading.inside[-1:] = []
    elif text.endswith("{"):
        is_index = text.lower().startswith("indexes")
        reading.inside.append(place.replace("table", "indexes", 1) if is_index else f"other {text}")
    else:
        _inner(text, comment, quote, place, reading)


def _inner(text: str, comment: str, quote: Quote, place: str, reading: _Reading) -> None:
    kind, _, name = place.partition(" ")
    if kind == "table":
        reading.tables[name].parts.extend(_column(text, comment, quote))
    elif kind == "indexes":
        reading.tables[name].parts.append(_index(text, quote))
    elif kind == "enum":
        reading.enums[name].append(bare(text.partition("[")[0]))
    elif kind != "other":
        reading.others.append(SketchDoubt(quote=quote))


def _setting(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    return name.strip().lower(), value.strip().strip("'\"`")


def _column(text: str, comment: str, quote: Quote) -> Iterator[SketchPart]:
    if text.lower().startswith("note:"):
        return
    found = _COLUMN.fullmatch(text)
    if found is None:
        yield SketchDoubt(quote=quote)
        return
    said = dict(map(_setting, split_outside(found[3] or "")))
    name, written = bare(found[1]), bare(found[2])
    type_name = sql_type(written)
    yield SketchColumn(
        name=name,
        type=type_name,
        hint="" if type_name else written.lower(),
        required=True if "not null" in said else False if "null" in said else None,
        unique="unique" in said,
        primary=bool({"pk", "primary key"} & set(said)),
        identity="increment" in said or is_identity_type(written),
        default=_default(said.get("default")),
        comment=said.get("note", "") or comment,
        quote=quote,
    )
    for part in split_outside(found[3] or ""):
        if part.lower().startswith("ref"):
            yield _inline(part, name, quote)


def _default(written: str | None) -> str | None:
    if written is None or written.lower() == "null":
        return None
    lowered = written.lower()
    if lowered.startswith(("now", "current_timestamp", "getdate")):
        return "now"
    return "random uuid" if "uuid" in lowered else None if lowered.endswith(")") else written


def _inline(part: str, column: str, quote: Quote) -> SketchPart:
    """ "ref: > users.id"."""
    found = re.fullmatch(r"ref\s*:\s*(<>|<|>|-)\s*([\w.\"]+)", part, re.IGNORECASE)
    if found is None or found[1] in {"<>", "<"}:
        return SketchDoubt(quote=quote)
    table, target = _end(found[2])
    single = Cardinality.ONE_TO_ONE if found[1] == "-" else Cardinality.MANY_TO_ONE
    return SketchReference(
        parent=table, columns=(column,), target=target, on_delete=NO_ACTION, cardinality=single, quote=quote
    )


def _end(text: str) -> tuple[str, tuple[str, ...]]:
    """ "users.id", "auth.users.id", "merchants.(id, country)"."""
    table, _, names = text.partition(".(") if ".(" in text else text.rpartition(".")
    return bare(table.rpartition(".")[2]), tuple(bare(name) for name in names.rstrip(")").split(","))


def _refer(found: re.Match[str], quote: Quote, reading: _Reading) -> None:
    left, right = _end(found[1]), _end(found[3])
    if found[2] == "<":
        left, right = right, left
    said = dict(map(_setting, split_outside(found[4] or "")))
    table = reading.table(left[0])
    if table is None:
        reading.others.append(SketchDoubt(quote=quote))
        return
    if found[2] == "<>":
        table.parts.append(SketchReference(parent=right[0], cardinality=Cardinality.MANY_TO_MANY, quote=quote))
        return
    single = Cardinality.ONE_TO_ONE if found[2] == "-" else Cardinality.MANY_TO_ONE
    action = said.get("delete", NO_ACTION)
    table.parts.append(
        SketchReference(
            parent=right[0], columns=left[1], target=right[1], on_delete=action, cardinality=single, quote=quote
        )
    )


def _index(text: str, quote: Quote) -> SketchPart:
    found = _INDEX.fullmatch(text)
    if found is None or "`" in found[1]:
        return SketchDoubt(quote=quote)
    said = dict(map(_setting, split_outside(found[2] or "")))
    columns = tuple(bare(name) for name in found[1].strip("()").split(","))
    if "pk" in said:
        return SketchPrimary(columns=columns, quote=quote)
    if "unique" in said:
        return SketchUnique(columns=columns, quote=quote)
    return SketchIndex(keys=tuple(OrderBy(attribute=name) for name in columns), quote=quote)


def _with_values(table: _Table, enums: dict[str, list[str]]) -> SketchTable:
    by_name = {name.rpartition(".")[2].lower(): tuple(values) for name, values in enums.items()}
    parts = tuple(_valued(part, by_name) if isinstance(part, SketchColumn) else part for part in table.parts)
    return named_table(table.name, table.quote, parts, comment=table.comment)


def _valued(column: SketchColumn, enums: dict[str, tuple[str, ...]]) -> SketchColumn:
    """A column whose type is one of the enums holds its values."""
    values = enums.get(column.hint.rpartition(".")[2])
    return replace(column, hint="", allowed=values) if values and column.type is None else column
