"""Pictures are drawn by the program itself, and read back from what it drew."""

from __future__ import annotations

import re
import subprocess
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table
from database_developer.pipeline import drawing
from database_developer.publication.erd.dot import LONGEST, diagram
from database_developer.publication.erd.of_change import of_change
from database_developer.publication.erd.picture import Picture
from database_developer.publication.relations import relations
from unit.publication.sample import AFTER, MATERIAL, NASTY, column

SVG = "{http://www.w3.org/2000/svg}"


def whole(schema: Schema) -> Picture:
    names = tuple(sorted(schema.tables))
    return Picture(schema=schema, relations=relations(schema), tables=names, full=frozenset(names))


def svg(text: str) -> ET.Element:
    run = subprocess.run([drawing._program(), "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    return ET.fromstring(run.stdout)  # noqa: S314 - our own picture


def words(drawn: ET.Element) -> list[str]:
    return ["".join(one.itertext()).replace("\xa0", " ") for one in drawn.iter(f"{SVG}text")]


def edges(drawn: ET.Element) -> list[str]:
    groups = [one for one in drawn.iter(f"{SVG}g") if one.get("class") == "edge"]
    return ["".join(one.find(f"{SVG}title").itertext()) for one in groups]  # type: ignore[union-attr]


def test_the_sample_is_drawn_with_every_table_column_and_relation() -> None:
    picture = whole(AFTER)
    drawn = svg(diagram(picture, "KAN-1: dashboards"))
    shown = words(drawn)
    for table in AFTER.tables.values():
        assert str(table.name) in shown
        assert {one.name for one in table.columns} <= set(shown)
    between = [one for one in picture.relations if not one.refers_to_itself]
    assert len(edges(drawn)) == len(between) == 7
    assert "referred_by_id refers to id of this table" in shown


def ends(table: str, text: str, names: tuple[QualifiedName, ...]) -> list[str]:
    number = [str(name) for name in names].index(table)
    found = re.findall(rf'-> t{number}:\S+ \[arrowtail="(\w+)", arrowhead="(\w+)"\]', text)
    return [f"{parent} {child}" for parent, child in found]


def test_the_ends_tell_how_many_stand_there() -> None:
    picture = whole(AFTER)
    text = diagram(picture, "")
    assert ends("badges", text, picture.tables) == ["teetee teeodot"]  # the key is the reference, of two columns
    assert ends("teams", text, picture.tables) == ["teeodot crowodot", "teetee crowodot"]


def test_a_change_is_marked_and_neighbours_show_their_keys_only() -> None:
    picture = of_change(MATERIAL)
    assert picture is not None
    drawn = svg(diagram(picture, "KAN-1"))
    shown = " ".join(" ".join(words(drawn)).split())
    for name in MATERIAL.added:
        assert f"{name} (new)" in shown
    for name in MATERIAL.around:
        keys = {one.name for one in picture.columns(AFTER.table(name))}
        assert keys < {one.name for one in AFTER.table(name).columns}


NAMES = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4, unique=True)


@settings(max_examples=25)
@given(NAMES)
def test_any_name_is_drawn(names: list[str]) -> None:
    tables = [Table(name=QualifiedName("s", n), columns=(column(n, n + NASTY),)) for n in [*names, NASTY]]
    schema = Schema(tables={table.name: table for table in tables})
    drawn = svg(diagram(whole(schema), NASTY))
    assert len([one for one in drawn.iter(f"{SVG}g") if one.get("class") == "node"]) == len(schema.tables)


def test_a_long_name_is_cut() -> None:
    schema = Schema(
        tables={QualifiedName("s", "t"): Table(name=QualifiedName("s", "t"), columns=(column("c" * 63, "int"),))}
    )
    shown = words(svg(diagram(whole(schema), "")))
    assert f"{'c' * (LONGEST - 3)}..." in shown


def pixels(path: Path) -> bytes:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    parts, at = b"", 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        parts += data[at + 8 : at + 8 + length] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(parts)


def test_a_picture_has_ink(tmp_path: Path) -> None:
    path = tmp_path / "schema.png"
    assert drawing.drawn(diagram(whole(AFTER), "KAN-1"), path) == ""
    assert len(set(pixels(path))) > 50
    assert [one.name for one in tmp_path.iterdir()] == ["schema.png"]


def test_a_text_that_is_no_diagram_is_told(tmp_path: Path) -> None:
    remark = drawing.drawn("digraph {", tmp_path / "schema.png")
    assert "was not drawn: " in remark and "syntax error" in remark
    assert not list(tmp_path.iterdir())


def test_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
    remark = drawing.drawn("digraph {}", tmp_path / "schema.png")
    assert "was not drawn: " in remark and "no-such-program" in remark
