"""Messages as Markdown: each reads as it was said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.model.message import (
    CodeText,
    LinkText,
    Mention,
    Message,
    Point,
    Points,
    Sheet,
    Text,
    Title,
    Words,
    words,
)
from database_developer.model.ticket import Grid, Heading, Paragraph
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.message_markdown import rendered
from support.block_words import missing, text_of
from support.messages import HOSTILE, messages, words_said


def test_it_is_plain_markdown() -> None:
    message = Message(
        parts=(
            Title(text="C #", level=2),
            Words(line=(Text(text="All done. ", is_strong=True), LinkText(text="run", url="http://r.test/a b"),
                        Text(text=" by "), Mention(account="1", name="Bo"))),
            Points(points=(Point(line=words("which `id`?"), inner=(words("a) int"),)),), is_numbered=True),
            Sheet(header=(words("a|b"),), rows=()),
        )
    )  # fmt: skip
    assert rendered(message) == (
        "## C \\#\n\n**All done.** [run](<http://r.test/a%20b>) by @Bo\n\n1. which `id`?\n   - a) int\n\n"
        "| a\\|b |\n| --- |\n|   |\n"
    )


def test_bold_that_touches_a_word_is_left_plain() -> None:
    [paragraph] = blocks_of(
        rendered(Message(parts=(Words(line=(Text(text="a"), Text(text="(b)", is_strong=True), Text(text="c"))),)))
    )
    assert paragraph == Paragraph(text="a(b)c", line=1)


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one.isprintable() and "`" not in one])
def test_hostile_words_stay_words(hostile: str) -> None:
    text = f"{hostile}after {hostile} and {hostile}".strip()
    message = Message(
        parts=(Title(text=text), Words(line=(Text(text=text),)), Sheet(header=((Text(text=text),), ()), rows=()))
    )
    heading, paragraph, grid = blocks_of(rendered(message))
    said = " ".join(text.split())
    assert isinstance(heading, Heading) and heading.text == said
    assert isinstance(paragraph, Paragraph) and paragraph.text == said
    assert isinstance(grid, Grid) and grid.header[0] == said


@given(messages(st.text(max_size=12) | st.from_regex(r"[a-z]{2,8}", fullmatch=True)))
@settings(max_examples=100, deadline=None)
def test_any_message_reads_as_it_was_said(message: Message) -> None:
    assert not missing(words_said(message), text_of(blocks_of(rendered(message))))


@given(st.lists(st.text(max_size=6), min_size=2, max_size=4))
def test_code_beside_code_stays_apart(texts: list[str]) -> None:
    message = Message(parts=(Words(line=tuple(CodeText(text=text) for text in texts)),))
    assert not missing(words_said(message), text_of(blocks_of(rendered(message))))
