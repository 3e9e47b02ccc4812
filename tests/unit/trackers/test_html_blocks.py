"""A piece of HTML as the headings, tables and texts that it holds, one behind the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from database_developer.model.ticket import Block, Grid, Heading, Paragraph
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.html_blocks import blocks_in_html

STATION = (
    "<h4>station</h4>\n<table>\n<tr><th>Field</th><th>Type</th></tr>\n<tr><td>code</td><td>CHAR(5)</td></tr>\n</table>"
)


def kinds(blocks: tuple[Block, ...] | None) -> list[str]:
    return [type(block).__name__ for block in blocks or ()]


def test_a_heading_and_its_table() -> None:
    assert blocks_of(STATION) == (
        Heading(text="station", level=4, line=1),
        Grid(header=("Field", "Type"), rows=(("code", "CHAR(5)"),), line=2),
    )


def test_text_around_tables_is_kept_in_its_place() -> None:
    found = blocks_in_html(f"<p>Before</p>{STATION}<p>Behind<br>it</p>", 1)
    assert kinds(found) == ["Paragraph", "Heading", "Grid", "Paragraph", "Paragraph"]


def test_two_tables_in_one_piece() -> None:
    assert kinds(blocks_in_html(STATION + STATION.replace("station", "sensor"), 1)) == ["Heading", "Grid"] * 2


def test_a_table_that_nobody_closes_is_one_all_the_same() -> None:
    assert kinds(blocks_in_html(STATION.removesuffix("</table>"), 1)) == ["Heading", "Grid"]


def test_a_single_row_is_text() -> None:
    found = blocks_in_html("<h4>x</h4><table><tr><td>a</td><td>b</td></tr></table>", 1)
    assert kinds(found) == ["Heading", "Paragraph"]
    assert isinstance(found, tuple) and isinstance(found[1], Paragraph) and found[1].text == "a b"


def test_text_alone_is_left_to_others() -> None:
    assert blocks_in_html("<p>Nothing <b>but</b> text</p>", 1) is None


@given(
    st.lists(st.sampled_from(["<h2>", "</h2>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<p>", "word"]))
)
def test_no_word_is_lost(parts: list[str]) -> None:
    html = " ".join(f"{part}{number}" if part == "word" else part for number, part in enumerate(parts))
    wanted = [word for word in html.split() if word.startswith("word")]
    found = blocks_in_html(html, 1)
    shown = " ".join(map(str, found)) if found is not None else html
    assert all(word in shown for word in wanted)
