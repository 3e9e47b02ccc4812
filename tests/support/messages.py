"""Messages of every shape, with ordinary and with hostile words."""

from __future__ import annotations

from hypothesis import strategies as st

from database_developer.model.message import (
    Box,
    Boxes,
    CodeText,
    Line,
    LinkText,
    Mention,
    Message,
    Notice,
    Part,
    Point,
    Points,
    Sheet,
    Snippet,
    Text,
    Title,
    Words,
)
from support.block_words import words_of

HOSTILE = (
    "{code}", "{code:sql}", "{noformat}", "{quote}", "{panel:title=x}", "{color:red}", "{color}", "{{", "}}", "|", "||",
    "h1. ", "h6. title", "bq. said", "* ", "# ", "- ", "** deep", "----", "!pic.png!", "!pic.png|thumbnail!",
    "[~admin]",
    "[~accountid:5b1]", "[text|http://evil.test]", "[^file.sql]", "\\", "\\\\", "\\*", "*bold*", "_em_", "-gone-",
    "+in+", "^up^", "~down~", "??cite??", "(x)", "(/)", "(!)", "varchar(n)", ":)", ";)", "&amp;", "&#123;", "&", "<b>",
    "[ ] box", "[x] box", "`", "``", "long-term", "a_b_c", "snake_case_", "*", "_", "@here", "http://x.test/a_b|c",
    "\r\n", "\n", "\n\n", "\t", "\x00", "\u202e", "\ud83d", "\U0001f600", "\u2028", "1. ", "a|b", "{anchor:x}", "{x}",
    "[", "]", "{", "}", "$", "#", "{expand:T}", "~~", "---", "--",
)  # fmt: skip
TEXTS = st.lists(
    st.text(max_size=8) | st.sampled_from(HOSTILE) | st.from_regex(r"[a-z]{2,8} ?", fullmatch=True), max_size=5
).map("".join)
ADDRESSES = st.sampled_from(
    [
        "https://example.test/a?b=1&c=%20#d",
        "http://x.test/a|b]c{d}",
        "javascript:alert(1)",
        "http://[",
        "",
        "http://x.test/a b",
    ]
)


def spans(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Line]:
    span = (
        st.builds(Text, text=texts, is_strong=st.booleans())
        | st.builds(CodeText, text=texts)
        | st.builds(LinkText, text=texts, url=ADDRESSES)
        | st.builds(Mention, account=texts, name=texts)
    )
    return st.lists(span, max_size=4).map(tuple)


def parts(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Part]:
    line = spans(texts)
    cells = st.lists(line, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Title, text=texts, level=st.integers(0, 9)),
        st.builds(Words, line=line),
        st.builds(
            Points,
            points=st.lists(st.builds(Point, line=line, inner=st.lists(line, max_size=2).map(tuple)), max_size=3).map(
                tuple
            ),
            is_numbered=st.booleans(),
        ),
        st.builds(Boxes, boxes=st.lists(st.builds(Box, line=line, is_ticked=st.booleans()), max_size=3).map(tuple)),
        st.builds(Snippet, text=texts, language=st.sampled_from(["sql", "", "C++", "x y", "{code}"])),
        st.builds(Sheet, header=cells, rows=st.lists(cells, max_size=3).map(tuple)),
        st.builds(Notice, kind=st.sampled_from(["info", "success", "warning", "error", "odd"]), line=line),
    )


def messages(texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Message]:
    return st.lists(parts(texts), max_size=5).map(lambda found: Message(parts=tuple(found)))


def words_said(message: Message) -> set[str]:
    """Every word of the message's texts."""
    found = (span.name if isinstance(span, Mention) else span.text for line in message.lines() for span in line)
    return {word for text in found for word in words_of(text)}
