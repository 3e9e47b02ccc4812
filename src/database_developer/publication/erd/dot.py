"""Entity-relationship diagrams in the DOT language, from which a picture is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Table
from database_developer.publication.erd.picture import Picture, key_marks
from database_developer.publication.erd.types import short
from database_developer.publication.relations import Relation

HEADER = "#24406b"
HEADERS = {"new": "#1b6b3a", "changed": "#8a5a00"}
ROWS = {"new": "#e3f4e8", "changed": "#fdf0d5"}
PLAIN = "#ffffff"
LONGEST = 40  # letters of a type or a name
LONGEST_TITLE = 90
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def diagram(picture: Picture, title: str) -> str:
    """The diagram's text: parents stand left of their children, each relation ends in a crow's foot."""
    nodes = {name: f"t{number}" for number, name in enumerate(picture.tables)}
    lines = [
        "digraph erd {",
        '  rankdir=LR; ranksep=0.9; nodesep=0.35; bgcolor=white; pad=0.2; fontname="Arial"; fontsize=10;',
        f"  labelloc=b; labeljust=l; label=<{_text(title, LONGEST_TITLE)}; <b>bold</b>: required>;",
        '  node [shape=plain, fontname="Arial", fontsize=11];',
        '  edge [color="#44546a", arrowsize=0.8, dir=both];',
        *(_node(picture, picture.schema.table(name), nodes[name]) for name in picture.tables),
        *(_edge(picture, one, nodes) for one in picture.drawn_relations if not one.refers_to_itself),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(picture: Picture, table: Table, node: str) -> str:
    rows = [_row(picture, table, column, number) for number, column in enumerate(picture.columns(table))]
    rows += [_to_itself(one) for one in picture.relations if one.refers_to_itself and one.child == table.name]
    label = f'<table border="0" cellborder="1" cellspacing="0" cellpadding="4" color="#9aa5b1">{"".join(rows)}</table>'
    return f"  {node} [label=<{label.replace('>', '>' + _header(picture, table), 1)}>];"


def _header(picture: Picture, table: Table) -> str:
    mark = picture.marks.get(table.name, "")
    shown = f"<b>{_text(str(table.name))}</b>" + (f" ({_text(mark)})" if mark else "")
    colour = HEADERS.get(mark, HEADER)
    return f'<tr><td port="head" colspan="3" bgcolor="{colour}"><font color="white">{shown}</font></td></tr>'


def _row(picture: Picture, table: Table, column: Column, number: int) -> str:
    mark = picture.column_marks.get((table.name, column.name), "")
    colour = ROWS.get(mark, PLAIN)
    name = _text(column.name)
    cells = (
        (f'port="l{number}"', " ".join(key_marks(table, column)) or " "),
        ("", f"<b>{name}</b>" if _is_required(table, column) else name),
        (f'port="r{number}"', _text(short(column.type))),
    )
    drawn = "".join(f'<td {port} align="left" bgcolor="{colour}">{text}</td>' for port, text in cells)
    return f"<tr>{drawn}</tr>"


def _to_itself(one: Relation) -> str:
    """A table's relation to itself as a line of it: loops cross whatever stands beside."""
    sides = ", ".join(one.columns), ", ".join(one.parent_columns)
    shown = f"<i>{_text(sides[0])} refers to {_text(sides[1])} of this table</i>"
    return f'<tr><td colspan="3" align="left" bgcolor="{PLAIN}">{shown}</td></tr>'


def _is_required(table: Table, column: Column) -> bool:
    return column.is_required or "PK" in key_marks(table, column)


def _edge(picture: Picture, one: Relation, nodes: Mapping[QualifiedName, str]) -> str:
    """From parent to child, whose columns it leaves and enters."""
    parent, child = nodes[one.parent], nodes[one.child]
    ends = 'arrowtail="{}", arrowhead="{}"'.format(
        "teeodot" if one.optional else "teetee", "teeodot" if one.single else "crowodot"
    )
    start = _port(picture, one.parent, one.parent_columns, "r")
    end = _port(picture, one.child, one.columns, "l")
    return f"  {parent}:{start}:e -> {child}:{end}:w [{ends}];"


def _port(picture: Picture, name: QualifiedName, columns: tuple[str, ...], side: str) -> str:
    shown = [column.name for column in picture.columns(picture.schema.table(name))]
    return f"{side}{shown.index(columns[0])}" if columns and columns[0] in shown else "head"


def _text(text: str, longest: int = LONGEST) -> str:
    """Text between tags, cut where it is long; what XML cannot hold is left out."""
    cleaned = " ".join(NOT_IN_XML.sub(" ", text).split()) or "?"
    cut = cleaned if len(cleaned) <= longest else f"{cleaned[: longest - 3].rstrip()}..."
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
