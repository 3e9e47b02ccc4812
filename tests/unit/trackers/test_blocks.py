"""Markdown cut into blocks: each kind, its line, and what of the marks stays."""

from __future__ import annotations

import pytest

from database_developer.model.ticket import Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers.blocks import blocks_of


def test_headings_and_paragraphs_say_their_lines() -> None:
    blocks = blocks_of("# One `c`\n\nfirst\nsecond\n\nTwo\n---\n", lines_before=10)
    assert blocks == (
        Heading(text="One `c`", level=1, line=11),
        Paragraph(text="first second", line=13),
        Heading(text="Two", level=2, line=16),
    )


def test_inline_marks() -> None:
    text = "a **b** *c* `d` ~~e~~ [f](http://g) <br>h <!-- i --> &amp; \\* ![j](k) <b>l</b>"
    assert blocks_of(text) == (Paragraph(text="a b c `d` ~~e~~ f h & * j l", line=1),)


def test_code_that_holds_a_back_tick_keeps_it() -> None:
    assert blocks_of("`` a`b ``") == (Paragraph(text="`` a`b ``", line=1),)


def test_lists_nest_and_boxes_are_told() -> None:
    blocks = blocks_of(
        "- [ ] open\n- [x] done\n  - inner\n\n    ```SQL\n    SELECT 1;\n    ```\n- [y] text\n\n1. one\n"
    )
    tasks, numbered = blocks
    assert isinstance(tasks, ItemList)
    assert [(item.text, item.checked, item.line) for item in tasks.items] == [
        ("open", False, 1),
        ("done", True, 2),
        ("[y] text", None, 8),
    ]
    inner = tasks.items[1].blocks[0]
    assert isinstance(inner, ItemList)
    assert inner.items[0].blocks == (Code(text="SELECT 1;\n", line=6, language="sql"),)
    assert numbered == ItemList(items=(Item(text="one", line=10),), line=10, ordered=True)


def test_tables_are_padded() -> None:
    grid = blocks_of("x\n\n| a | `b` |\n|---|---|\n| 1 | 2 |\n| 3 |\n")[1]
    assert grid == Grid(header=("a", "`b`"), rows=(("1", "2"), ("3", "")), line=3)


def test_code_says_its_language_and_first_line() -> None:
    blocks = blocks_of("```postgresql title=x\nSELECT 1;\n```\n\n    indented\n\n```\nplain\n```\n")
    assert blocks == (
        Code(text="SELECT 1;\n", line=2, language="postgresql"),
        Code(text="indented\n", line=5),
        Code(text="plain\n", line=8),
    )


def test_quotations_and_html() -> None:
    blocks = blocks_of("> quoted\n> text\n\n<!-- a\ncomment -->\n\n<details><summary>More</summary>\nwords</details>\n")
    assert blocks == (
        Quotation(blocks=(Paragraph(text="quoted text", line=1),), line=1),
        Paragraph(text="More words", line=7),
    )


def test_a_comment_alone_is_nothing() -> None:
    assert blocks_of("<!-- nothing -->") == ()
    assert blocks_of("text <!-- inside -->") == (Paragraph(text="text", line=1),)


def test_deep_nesting_is_survived() -> None:
    assert blocks_of(">" * 5_000 + " a")
    assert blocks_of("\n".join("  " * depth + "- a" for depth in range(300)))
    assert blocks_of("[" * 5_000)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a <s>b</s> and <del>c d</del>", "a ~~b~~ and ~~c d~~"),
        ("a -b c-, d", "a ~~b c~~, d"),
        ("well-known -5 or 5- and a - b - c", "well-known -5 or 5- and a - b - c"),
    ],
)
def test_struck_out_text_keeps_its_tildes(text: str, plain: str) -> None:
    assert blocks_of(text) == (Paragraph(text=plain, line=1),)
