"""Boxes in a Markdown ticket are ticked where they stand, and no other byte is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.model.errand import Tick
from database_developer.trackers.markdown import MarkdownTracker
from database_developer.trackers.markdown_ticking import ticked, unticked

HEAD = "---\r\nkey: T-1\r\nsummary: A ticket\r\n---\r\n"
BODY = (
    "\r\n# Criteria\r\n\r\n- [ ] One `name` is there\r\n- [x] Two\r\n* [ ]  Three\r\n1. [ ] Four\n\n"
    "> - [ ] Quoted\n\n  - [ ] Not this one\n\n```\n- [ ] Two\n- [ ] Three\n```\nA [ ] Two in a text.\n"
)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("One `name` is there", "- [ ] One", "- [x] One"),
        ("Three", "* [ ]  Three", "* [x]  Three"),
        ("Four", "1. [ ] Four", "1. [x] Four"),
        ("Quoted", "> - [ ] Quoted", "> - [x] Quoted"),
    ],
)
def test_a_box_is_ticked_and_nothing_else(words: str, before: str, after: str) -> None:
    text = HEAD + BODY
    assert text.count(before) == 1
    assert ticked(text, (words,), "T-1.md") == text.replace(before, after)


@pytest.mark.parametrize("words", ["Two", "One", "one `name` is there", "", "Four and more"])
def test_what_is_ticked_already_or_has_other_words_stays(words: str) -> None:
    assert ticked(HEAD + BODY, (words,), "T-1.md") == HEAD + BODY


def test_a_file_keeps_its_bytes_and_its_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "T-1.md"
    path.write_bytes((HEAD + BODY).encode())
    tracker = MarkdownTracker(tmp_path)
    before = tracker.load("T-1").fingerprint
    for _ in range(2):
        tracker.do("T-1", Tick(criteria=("Three", "Quoted")))
    wanted = (HEAD + BODY).replace("* [ ]  Three", "* [x]  Three").replace("> - [ ] Quoted", "> - [x] Quoted")
    assert path.read_bytes() == wanted.encode()
    assert tracker.load("T-1").fingerprint == before


def test_other_words_are_another_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "T-1.md"
    tracker = MarkdownTracker(tmp_path)
    prints = set()
    for text in (BODY, BODY.replace("Three", "3"), BODY.replace("[ ] Four", "Four")):
        path.write_text(HEAD + text, "utf-8", newline="")
        prints.add(tracker.load("T-1").fingerprint)
    assert len(prints) == 3


def test_unticked_is_a_box_again() -> None:
    assert unticked("- [x] a\n  * [X] b\n[x] c\n") == "- [ ] a\n  * [ ] b\n[x] c\n"
