"""Messages as documents of Jira Cloud: each is valid, says every word, and fits."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from database_developer.model.message import (
    Box,
    Boxes,
    LinkText,
    Mention,
    Message,
    Notice,
    Point,
    Points,
    Sheet,
    Snippet,
    Text,
    Title,
    Words,
    words,
)
from database_developer.model.ticket import Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers.jira.adf import build, read
from database_developer.trackers.shortening import NOTE
from support.adf_grammar import is_valid_adf
from support.block_words import missing, text_of
from support.messages import messages, words_said

EVERYTHING = Message(
    parts=(
        Title(text="Proven", level=3),
        Words(line=(Text(text="See ", is_strong=True), LinkText(text="run", url="http://r.test/1"), Text(text=" by "),
                    Mention(account="5b1", name="Bo"))),
        Points(points=(Point(line=words("which `id`?"), inner=(words("a) int"),)),), is_numbered=True),
        Boxes(boxes=(Box(line=words("rows kept"), is_ticked=True), Box(line=words("fast"), is_ticked=False))),
        Snippet(text="SELECT 1;\nSELECT 2;", language="SQL"),
        Sheet(header=(words("a"), words("b")), rows=((words("1"),),)),
        Notice(kind="success", line=words("all 12 checks passed")),
    )
)  # fmt: skip


def test_every_part_is_what_it_was() -> None:
    document = build(EVERYTHING)
    assert is_valid_adf(document)
    assert read(document).blocks == (
        Heading(text="Proven", level=3, line=1),
        Paragraph(text="See run (http://r.test/1) by @Bo", line=3),
        ItemList(
            items=(
                Item(
                    text="which `id`?",
                    line=5,
                    blocks=(ItemList(items=(Item(text="a) int", line=6),), line=6),),
                ),
            ),
            line=5,
            ordered=True,
        ),
        ItemList(
            items=(Item(text="rows kept", line=8, checked=True), Item(text="fast", line=9, checked=False)), line=8
        ),
        Code(text="SELECT 1;\nSELECT 2;\n", line=12, language="sql"),
        Grid(header=("a", "b"), rows=(("1", ""),), line=16),
        Quotation(blocks=(Paragraph(text="all 12 checks passed", line=20),), line=20),
    )
    assert [one["type"] for one in document["content"]][-1] == "panel"
    assert document["content"][1]["content"][-1] == {"type": "mention", "attrs": {"id": "5b1", "text": "@Bo"}}


def test_boxes_keep_their_ids_from_one_comment_to_the_next() -> None:
    assert build(EVERYTHING, "progress") == build(EVERYTHING, "progress")
    first, other = (json.dumps(build(EVERYTHING, marker)) for marker in ("progress", "questions"))
    assert first != other


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    document = build(Message(parts=(Words(line=(LinkText(text="here", url=url),)),)))
    assert "link" not in json.dumps(document)
    assert is_valid_adf(document)


@given(messages())
@settings(max_examples=150, deadline=None)
def test_any_message_is_valid_and_reads_as_it_was_said(message: Message) -> None:
    document = build(message, limit=10**9)
    assert is_valid_adf(document)
    json.dumps(document, ensure_ascii=False).encode("utf-8")
    found = read(document)
    assert not missing(words_said(message), text_of(found.blocks))
    assert not [one for one in found.diagnostics if "extension" not in one]


LONG = [
    Message(parts=(Words(line=(Text(text="\U0001f600 word" * 40_000),)), Title(text="after"))),
    Message(parts=tuple(Words(line=words("x")) for _ in range(2_000))),
    Message(parts=(Points(points=(Point(line=()),) * 5_000),)),
    Message(parts=(Sheet(header=(words("a"),) * 3, rows=((words("b"),) * 3,) * 5_000),)),
    Message(parts=(Boxes(boxes=(Box(line=words("z" * 100), is_ticked=True),) * 1_000),)),
    Message(parts=(Snippet(text="line\n" * 50_000),)),
    Message(parts=(Words(line=(LinkText(text="x", url="http://x.test/" + "y" * 50_000),)),)),
]


@pytest.mark.parametrize("message", LONG, ids=lambda one: type(one.parts[0]).__name__)
def test_a_long_message_is_shortened_and_says_so(message: Message) -> None:
    document = build(message)
    assert is_valid_adf(document)
    assert len(json.dumps(document, ensure_ascii=False).encode("utf-16-le")) // 2 <= 32_767
    assert text_of(read(document).blocks).splitlines()[-1] == NOTE


def test_a_message_is_cut_no_shorter_than_need_be() -> None:
    size = len(json.dumps(build(LONG[0]), ensure_ascii=False).encode("utf-16-le")) // 2
    assert size > 32_000


def test_a_message_that_fits_is_whole() -> None:
    assert NOTE not in json.dumps(build(EVERYTHING), ensure_ascii=False)
