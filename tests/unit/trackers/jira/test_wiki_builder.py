"""Messages as wiki text: each reads as it was said, whatever was said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from database_developer.model.message import (
    Box,
    Boxes,
    CodeText,
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
from database_developer.trackers.jira.wiki import build, read
from database_developer.trackers.shortening import NOTE
from support.block_words import missing, text_of
from support.messages import HOSTILE, messages

EVERYTHING = Message(
    parts=(
        Title(text="h1. {Proven}", level=3),
        Words(line=(Text(text="See ", is_strong=True), LinkText(text="a|b", url="http://r.test/1|2"), Text(text=" by "),
                    Mention(account="bo", name="Bo B"))),
        Points(points=(Point(line=words("which `user_id`?"), inner=(words("a) int"),)),), is_numbered=True),
        Boxes(boxes=(Box(line=words("rows kept"), is_ticked=True), Box(line=words("fast"), is_ticked=False))),
        Snippet(text="SELECT 1;\nSELECT 2;", language="SQL"),
        Sheet(header=(words("a"), words("b")), rows=((words("1|2"),),)),
        Notice(kind="success", line=words("all 12 checks passed")),
    )
)  # fmt: skip


def test_it_is_plain_wiki_text() -> None:
    assert build(EVERYTHING) == (
        "h3. h1&#46; &#123;Proven&#125;\n\n"
        "*See* [a&#124;b|http://r.test/1%7C2] by [~bo]\n\n"
        "# which {{user_id}}?\n#* a) int\n\n"
        "* (/) rows kept\n* ☐ fast\n\n"
        "{code:sql}\nSELECT 1;\nSELECT 2;\n{code}\n\n"
        "||a||b||\n|1&#124;2| |\n\n"
        "{panel:bgColor=#e3fcef}\n(/) all 12 checks passed\n{panel}\n"
    )


def test_every_part_is_what_it_was() -> None:
    inner = ItemList(items=(Item(text="a) int", line=6),), line=6)
    assert read(build(EVERYTHING)).blocks == (
        Heading(text="h1. {Proven}", level=3, line=1),
        Paragraph(text="See a|b (http://r.test/1%7C2) by @bo", line=3),
        ItemList(items=(Item(text="which `user_id`?", line=5, blocks=(inner,)),), line=5, ordered=True),
        ItemList(
            items=(Item(text="rows kept", line=8, checked=True), Item(text="fast", line=9, checked=False)), line=8
        ),
        Code(text="SELECT 1;\nSELECT 2;\n", line=12, language="sql"),
        Grid(header=("a", "b"), rows=(("1|2", ""),), line=16),
        Quotation(blocks=(Paragraph(text="(/) all 12 checks passed", line=20),), line=19),
    )


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one.isprintable()])
@pytest.mark.parametrize("form", ["{0}", "{0}after", "x {0}{0} y", "{0}a{0} b", "a{0}"])
def test_hostile_words_stay_words(hostile: str, form: str) -> None:
    text = " ".join(form.format(hostile).split())
    line = (Text(text=text),)
    said = (
        Title(text=text), Words(line=line), Points(points=(Point(line=line),)), Sheet(header=(line, line), rows=()),
        Words(line=(CodeText(text=text),)),
    )  # fmt: skip
    heading, paragraph, items, grid, code = read(build(Message(parts=said))).blocks
    assert isinstance(heading, Heading) and heading.text == text
    assert isinstance(paragraph, Paragraph) and paragraph.text == text
    assert isinstance(items, ItemList) and items.items[0].text == text
    assert isinstance(grid, Grid) and grid.header == (text, text)
    assert isinstance(code, Paragraph) and code.text.strip("` ") == text.strip("` ")


@given(messages())
@settings(max_examples=120, deadline=None)
def test_any_message_reads_as_it_was_said_and_mentions_nobody_else(message: Message) -> None:
    built = build(message, limit=10**9)
    built.encode("utf-8")
    found = text_of(read(built).blocks)
    assert not missing(said_in(message), found)
    named = [span.account for line in message.lines() for span in line if isinstance(span, Mention)]
    assert all(any(one.startswith(name) for name in named if name) for one in built.split("[~")[1:])


def said_in(message: Message) -> set[str]:
    """Every word; for people their account, which Jira shows as the name."""
    spans = (span for line in message.lines() for span in line)
    texts = (
        (span.name if not is_account(span) else span.account) if isinstance(span, Mention) else span.text
        for span in spans
    )
    return {word for text in texts for word in re.findall(r"\w+", text)}


def is_account(span: Mention) -> bool:
    return re.fullmatch(r"[\w.@:+-]+", span.account) is not None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("SELECT 1;", "{code:sql}\n"), ("a {noformat} b", "{code:sql}\n"), ("a {code} b", "{noformat}\n"),
        ("a {Code:x} b", "{noformat}\n"), ("a {code}{noformat} b", "{{a"), ("x [~admin]", "{{x"),
    ],
)  # fmt: skip
def test_code_cannot_end_itself(text: str, start: str) -> None:
    built = build(Message(parts=(Snippet(text=text, language="sql"), Words(line=words("after")))))
    assert built.startswith(start)
    first, after = read(built).blocks
    assert text in text_of(first)
    assert after == Paragraph(text="after", line=built.count("\n"))


def test_a_language_that_jira_has_no_colours_for_is_left_out() -> None:
    assert build(Message(parts=(Snippet(text="x", language="mermaid"),))) == "{noformat}\nx\n{noformat}\n"


@pytest.mark.parametrize("text", ["\U0001f600 {word}" * 20_000, "word " * 20])
def test_a_long_message_is_shortened_and_says_so(text: str) -> None:
    built = build(Message(parts=tuple(Words(line=words(text)) for _ in range(40_000 // len(text) + 1))))
    assert 30_000 < len(built.encode("utf-16-le")) // 2 <= 32_767
    assert built.endswith(NOTE + "\n")
