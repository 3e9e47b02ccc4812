"""Entity-relationship diagrams as Mermaid text, for pages that render it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Table
from database_developer.publication.erd.picture import Picture, key_marks
from database_developer.publication.erd.types import word
from database_developer.publication.relations import Relation

WORDS = frozenset(
    {"erdiagram", "title", "acctitle", "accdescr", "class", "classdef", "style", "direction", "tb", "bt", "lr", "rl"}
    | {"td", "one", "only", "many", "to", "zero", "or", "more", "optionally", "pk", "fk", "uk", "u", "o"}
)
COMMENT_LENGTH = 60
NOT_IN_COMMENTS = re.compile(r"[^\w\s.,:()/'+=!?-]")


def diagram(picture: Picture) -> str:
    """The diagram's text, without the fence around it."""
    ids = _ids(picture.tables)
    lines = ["erDiagram"]
    for name in picture.tables:
        lines += _entity(picture, picture.schema.table(name), ids[name])
    lines += [_relation(one, ids) for one in picture.drawn_relations]
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
    lines = _attributes(picture, table, picture.columns(table))
    return [f"    {identifier}{label} {{", *lines, "    }"] if lines else [f"    {identifier}{label}"]


def _attributes(picture: Picture, table: Table, columns: tuple[Column, ...]) -> list[str]:
    names: set[str] = set()
    lines = []
    for column in columns:
        name = _unused(_safe(column.name), names)
        names.add(name)
        remark = _remark(picture, table, column, name)
        marks = ", ".join(key_marks(table, column))
        lines.append("        " + " ".join(part for part in (word(column.type), name, marks, remark) if part))
    return lines


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
