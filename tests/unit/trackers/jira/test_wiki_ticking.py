"""Boxes of acceptance criteria ticked in wiki text: one character each, and no other byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.trackers.jira.wiki import tick

TEXT = (
    "h2. Acceptance criteria\r\n* [ ] *rows* kept\r\n** (x) fast\r\n# [x] done\r\n* ☐ drawn\r\n* ☑ drawn too\r\n"
    "{panel}\r\n- [ ] in a panel\r\n{panel}\r\n{code}\r\n* [ ] code\r\n{code}\r\n[ ] no item\r\n"
)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("rows kept", "* [ ] *rows*", "* [x] *rows*"),
        ("fast", "** (x) fast", "** (/) fast"),
        ("drawn", "* ☐ drawn", "* ☑ drawn"),
        ("in a panel", "- [ ] in a panel", "- [x] in a panel"),
    ],
)
def test_the_box_of_these_words_is_ticked(words: str, before: str, after: str) -> None:
    assert tick(TEXT, [words, "nothing else"]) == TEXT.replace(before, after)


@pytest.mark.parametrize("words", ["done", "drawn too", "code", "no item", "*rows* kept", "Fast", ""])
def test_nothing_to_tick_is_none(words: str) -> None:
    assert tick(TEXT, [words]) is None


def test_boxes_that_share_a_line_are_left_alone() -> None:
    assert tick("* [ ] a {quote}* [ ] b{quote}", ["a", "b"]) is None


LINES = st.lists(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["* ", "** ", "# ", "", "|", "{code}"]),
        st.sampled_from(["[ ] ", "(x) ", "[x] ", ""]),
        st.sampled_from(["alpha", "beta *b*", "", "{quote}"]),
        st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
    ),
    max_size=8,
).map("".join)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_ticking_changes_boxes_alone(text: str) -> None:
    ticked = tick(text, ["alpha", "beta b"])
    if ticked is not None:
        assert len(ticked) == len(text)
        changed = [(old, new) for old, new in zip(text, ticked, strict=True) if old != new]
        assert changed
        assert set(changed) <= {(" ", "x"), ("x", "/")}
        assert re.sub(r"\[[ x]\]|\([x/]\)", "?", ticked) == re.sub(r"\[[ x]\]|\([x/]\)", "?", text)
        assert tick(ticked, ["alpha", "beta b"]) is None
