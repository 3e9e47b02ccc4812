"""A comment bears its mark whatever it says, in both markups, and on Cloud is a document by the official schema."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.errors import TicketUnreadable, UsageError
from database_developer.model.message import (
    Box,
    Boxes,
    Mention,
    Message,
    Notice,
    Point,
    Points,
    Snippet,
    Text,
    Title,
    Words,
)
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.marking import is_marked, mark
from support.fake_jira import documents

TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["{code}", "----", "* ", "|a|", "h1. x", "{quote}", "[~ada]"]))
LINES = st.lists(
    st.one_of(
        st.builds(Text, text=TEXTS, is_strong=st.booleans()), st.builds(Mention, account=TEXTS, name=st.just("Ada"))
    ),
    max_size=3,
).map(tuple)
PARTS = st.one_of(
    st.builds(Title, text=TEXTS),
    st.builds(Words, line=LINES),
    st.builds(Snippet, text=TEXTS, language=st.sampled_from(["", "sql"])),
    st.builds(Notice, kind=st.sampled_from(["info", "error"]), line=LINES),
    st.builds(Boxes, boxes=st.lists(st.builds(Box, line=LINES, is_ticked=st.booleans()), max_size=2).map(tuple)),
    st.builds(Points, points=st.lists(st.builds(Point, line=LINES), max_size=2).map(tuple)),
)
MESSAGES = st.builds(Message, parts=st.lists(PARTS, max_size=4).map(tuple))
MARKERS = st.from_regex(r"[A-Za-z0-9_.:-]{1,40}", fullmatch=True)


@settings(max_examples=150, deadline=None)
@given(MESSAGES, MARKERS)
def test_the_mark_is_found_again(message: Message, marker: str) -> None:
    for body in (bodies.as_document(message, marker), bodies.as_wiki(message, marker)):
        blocks = bodies.read(body, "KAN-29", "body").blocks
        assert is_marked(blocks, marker)
        assert is_marked(blocks)
        assert not is_marked(blocks, marker + "2")


@settings(max_examples=150, deadline=None)
@given(MESSAGES, MARKERS)
def test_what_is_sent_to_cloud_is_a_valid_document(message: Message, marker: str) -> None:
    if not documents.are_here():
        pytest.skip(documents.MISSING)
    assert documents.is_valid_adf(bodies.as_document(message, marker))


@pytest.mark.parametrize("marker", ["", " ", "a\nb", "x" * 200, " report"])
def test_what_cannot_be_a_marker_is_refused(marker: str) -> None:
    with pytest.raises(UsageError):
        mark(marker)


@pytest.mark.parametrize("body", [3, True, [], 1.5])
def test_a_body_of_no_markup_is_refused(body: object) -> None:
    with pytest.raises(TicketUnreadable, match="neither a document nor a text"):
        bodies.read(body, "KAN-29", "fields.description")
