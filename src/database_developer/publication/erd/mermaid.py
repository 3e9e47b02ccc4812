"""Entity-relationship diagrams as Mermaid text, for pages that render it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema, Table
from database_developer.publication.erd.types import word
from database_developer.publication.relations import Relation, keys_of

WORDS = frozenset(
    {"erdiagram", "title", "acctitle", "accdescr", "class", "classdef", "style", "direction", "tb", "bt", "lr", "rl"}
    | {"td", "one", "only", "many", "to", "zero", "or", "more", "optionally", "pk", "fk", "uk", "u", "o"}
)
COMMENT_LENGTH = 60
NOT_IN_COMMENTS = re.compile(r"[^\w\s.,:()/'+=!?-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What to draw: ``full`` tables with all columns, the others with their keys only.

    ``marks`` stand beside a table's name, ``column_marks`` in a column's comment.
    """

    schema: Schema
    relations: tuple[Relation, ...]
    tables: tuple[QualifiedName, ...]
    full: frozenset[QualifiedName] = frozenset()
    marks: Mapping[QualifiedName, str] = field(default_factory=dict)
    column_marks: Mapping[tuple[QualifiedName, str], str] = field(default_factory=dict)


def diagram(picture: Picture) -> str:
    """The diagram's text, without the fence around it."""
    ids = _ids(picture.tables)
    lines = ["erDiagram"]
    for name in picture.tables:
        lines += _entity(picture, picture.schema.table(name), ids[name])
    lines += [_relation(one, ids) for one in picture.relations if one.child in ids and one.parent in ids]
    return "\n".join(lines)


def _ids(names: Iterable[QualifiedName]) -> dict[QualifiedName, str]:
    """A word for each table that Mermaid can only take for a name, each a different one."""
    ids: dict[QualifiedName, str] = {}
    for name in names:
        ids[name] = _unused(_safe(str(name)), set(ids.values()))
    return ids


def _safe(name: str) -> str:
    cleaned = re.sub(r"[^A-Za-z0-9_]", "_", name)
    if not cleaned[:1].isalpha():
        cleaned = f"t{cleaned}"
    return f"{cleaned}_" if cleaned.lower() in WORDS else cleaned


def _unused(name: str, taken: set[str]) -> str:
    number = 2
    wanted = name
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _entity(picture: Picture, table: Table, identifier: str) -> list[str]:
    mark = picture.marks.get(table.name, "")
    shown = f"{table.name} ({mark})" if mark else str(table.name)
    label = f'["{_text(shown)}"]' if shown != identifier else ""
    columns = table.columns if table.name in picture.full else _key_columns(picture, table)
    lines = _attributes(picture, table, columns)
    return [f"    {identifier}{label} {{", *lines, "    }"] if lines else [f"    {identifier}{label}"]


def _key_columns(picture: Picture, table: Table) -> tuple[Column, ...]:
    """The primary key and whatever the drawn relations hang on."""
    ends = [(one.child, one.columns) for one in picture.relations]
    ends += [(one.parent, one.parent_columns) for one in picture.relations]
    wanted = {column for name, columns in ends if name == table.name for column in columns}
    wanted |= set(table.primary_key.columns) if table.primary_key is not None else set()
    return tuple(column for column in table.columns if column.name in wanted)


def _attributes(picture: Picture, table: Table, columns: tuple[Column, ...]) -> list[str]:
    names: set[str] = set()
    lines = []
    for column in columns:
        name = _unused(_safe(column.name), names)
        names.add(name)
        remark = _remark(picture, table, column, name)
        lines.append(
            "        " + " ".join(part for part in (word(column.type), name, _marks(table, column), remark) if part)
        )
    return lines


def _marks(table: Table, column: Column) -> str:
    primary = table.primary_key is not None and column.name in table.primary_key.columns
    foreign = any(column.name in key.columns for key in table.foreign_keys)
    unique = not primary and (column.name,) in keys_of(table)
    return ", ".join(mark for mark, holds in (("PK", primary), ("FK", foreign), ("UK", unique)) if holds)


def _remark(picture: Picture, table: Table, column: Column, name: str) -> str:
    parts = [picture.column_marks.get((table.name, column.name), "")]
    parts.append(column.name if name != column.name else "")
    parts.append(column.comment or "" if table.name in picture.full else "")
    text = _text(", ".join(part for part in parts if part))
    return f'"{text}"' if text else ""


def _relation(one: Relation, ids: Mapping[QualifiedName, str]) -> str:
    parent = "|o" if one.optional else "||"
    child = "o|" if one.single else "o{"
    return f'    {ids[one.parent]} {parent}--{child} {ids[one.child]} : "{_text(", ".join(one.columns))}"'


def _text(text: str) -> str:
    """Text that can stand between quotation marks, cut where it is long."""
    cleaned = " ".join(NOT_IN_COMMENTS.sub(" ", text.replace('"', "'")).split())
    return cleaned if len(cleaned) <= COMMENT_LENGTH else f"{cleaned[: COMMENT_LENGTH - 3].rstrip()}..."
