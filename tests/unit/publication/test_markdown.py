from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from database_developer.publication import markdown
from unit.publication.sample import NASTY

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = st.text(
    st.one_of(st.sampled_from(list("`*_[]()<>|~#-+=!&;\\$1.) \n")), st.characters(exclude_categories=["Cs"]))
)


def shown(source: str) -> str:
    """The text that a reader sees."""
    tokens: list[Any] = [child for token in PARSER.parse(source) for child in token.children or ()]
    return "".join(token.content for token in tokens if token.type in {"text", "code_inline", "text_special"})


def kinds(source: str) -> set[str]:
    tokens = PARSER.parse(source)
    return {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}


PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "code_inline", "text_special"}


@given(TEXT)
def test_a_line_is_one_paragraph_that_reads_as_the_text(text: str) -> None:
    written = markdown.line(text)
    assert kinds(written) <= PLAIN
    assert shown(written).replace("`", "").split() == markdown.plain(text).replace("`", "").split()


@given(TEXT.filter(str.strip))
def test_an_item_stays_one_item(text: str) -> None:
    tokens = PARSER.parse(markdown.bullets([markdown.line(text), "last"]))
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert kinds(markdown.bullets([markdown.line(text)])) <= PLAIN | {
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
    }


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3))
def test_a_table_keeps_its_cells(rows: list[tuple[str, str]]) -> None:
    cells = [(markdown.line(first), markdown.code(second)) for first, second in rows]
    tokens = PARSER.parse(markdown.table(("one", "two"), cells))
    assert [token.type for token in tokens].count("td_open") == 2 * len(rows)
    assert [token.type for token in tokens].count("tr_open") == 1 + len(rows)


@given(TEXT)
def test_a_code_span_holds_the_text_as_it_is(text: str) -> None:
    written = markdown.code(text)
    assert kinds(written) <= PLAIN
    assert shown(written).split() == markdown.plain(text).split()


@given(TEXT)
def test_a_code_block_is_never_left(text: str) -> None:
    tokens = PARSER.parse(markdown.fenced(text, "sql") + "\n\nafter\n")
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]


def test_code_spans_of_the_ticket_stay() -> None:
    assert markdown.line("the `event_type` is *not* a_name_") == "the `event_type` is \\*not\\* a_name\\_"


@pytest.mark.parametrize("text", ["# x", "- x", "1. x", "> x", "| x", "=== ", "+ x", "    x", "[ ] x"])
def test_nothing_starts_a_block(text: str) -> None:
    assert kinds(markdown.line(text)) <= PLAIN


def test_a_nasty_text_does_no_harm() -> None:
    assert kinds(f"before {markdown.line(NASTY)} after") <= PLAIN
