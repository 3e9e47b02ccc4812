"""Tables that are no Markdown tables, and what only looks like one."""

from __future__ import annotations

import pytest

from database_developer.model.ticket import Code, Grid, Paragraph
from database_developer.trackers.blocks import blocks_of

CELLS = ("name", "type"), (("id", "int"), ("note", ""))


@pytest.mark.parametrize(
    "text",
    [
        "name\ttype\nid\tint\nnote\t\n",
        "||name||type||\n|id|int|\n|note||\n",
        "```\n+------+------+\n| name | type |\n+------+------+\n"
        "| id   | int  |\n| note |      |\n+------+------+\n```\n",
        "```csv\nname,type\nid,int\nnote,\n```\n",
        "```tsv\nname\ttype\nid\tint\nnote\t\n```\n",
        "<table>\n<tr><th>name</th><th>type</th></tr>\n"
        "<tr><td><b>id</b></td><td>int</td></tr>\n<tr><td>note</td><td></td></tr>\n</table>\n",
        "```\nname\ttype\nid\tint\nnote\t\n```\n",
    ],
    ids=["tabs", "wiki", "drawn", "csv", "tsv", "html", "tabs in a fence"],
)
def test_a_table_is_read(text: str) -> None:
    [grid] = blocks_of(text)
    assert isinstance(grid, Grid)
    assert (grid.header, grid.rows) == CELLS


def test_text_around_a_table_keeps_its_lines() -> None:
    before, grid, after = blocks_of("These are\nthe columns:\nname\ttype\nid\tint\nand nothing else\n")
    assert (before, after) == (
        Paragraph(text="These are the columns:", line=1),
        Paragraph(text="and nothing else", line=5),
    )
    assert isinstance(grid, Grid)
    assert grid.line == 3


@pytest.mark.parametrize(
    "text",
    ["a | b\n", "one\ttab only\n", "Use |x| for the absolute value.\n", "|lonely|\n"],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    [block] = blocks_of(text)
    assert isinstance(block, Paragraph)
    assert "".join(text.split()) == "".join(block.text.split())


def test_a_fence_of_a_language_stays_code() -> None:
    [block] = blocks_of("```python\nx\ty\n1\t2\n```\n")
    assert isinstance(block, Code)


def test_a_table_among_code_stays_code() -> None:
    [block] = blocks_of("```\nx\ty\n1\t2\nprint(1)\n```\n")
    assert isinstance(block, Code)
