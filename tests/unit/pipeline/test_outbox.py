"""Errands wait as files: nothing is lost while the tracker is away, and nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.errors import DatabaseDeveloperError, TrackerRefused, TrackerUnavailable, UsageError
from database_developer.model.errand import Attach, Errand, LogWork, Move, Refer, Say, Stage, Tick
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
from database_developer.model.ticket import Ticket, TicketSummary
from database_developer.pipeline.errand_files import as_text, from_text
from database_developer.pipeline.outbox import Outbox
from database_developer.pipeline.post import Post


class Desk:
    """A tracker that only takes errands; ``trouble`` is what the next ones meet."""

    def __init__(self) -> None:
        self.taken: list[Errand] = []
        self.trouble: dict[type, DatabaseDeveloperError] = {}

    def list(self) -> tuple[TicketSummary, ...]:
        return ()

    def load(self, key: str) -> Ticket:
        return Ticket(key=key, summary="")

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        return ()

    def do(self, key: str, errand: Errand) -> str:
        if type(errand) in self.trouble:
            raise self.trouble[type(errand)]
        self.taken.append(errand)
        return f"{key}: {type(errand).__name__}"


AWAY = TrackerUnavailable("it is away", where="https://jira.example")


def say(text: str, marker: str = "dbd") -> Say:
    return Say(marker=marker, message=Message(parts=(Words(line=words(text)),)))


def post(folder: Path, desk: Desk, *, comments: bool = True) -> Post:
    return Post(key="T-1", tracker=desk, outbox=Outbox(folder=folder / "outbox"), comments=comments)


def test_what_is_sent_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = Desk()
    lines = post(tmp_path, desk).send(Move(stage=Stage.STARTED), say("hello"))
    assert lines == ("T-1: Move", "T-1: Say")
    assert [type(errand) for errand in desk.taken] == [Move, Say]
    assert not (tmp_path / "outbox").exists()


def test_what_cannot_be_sent_waits_in_order_and_is_sent_once(tmp_path: Path) -> None:
    desk = Desk()
    desk.trouble = dict.fromkeys((Move, Say), AWAY)
    lines = post(tmp_path, desk).send(Move(stage=Stage.STARTED), say("hello"))
    assert "it is away" in lines[0]
    assert "to send: dbd publish T-1" in lines[1]
    assert desk.taken == []
    desk.trouble = {}
    assert post(tmp_path, desk).send() == ("T-1: Move", "T-1: Say")
    assert post(tmp_path, desk).send() == ()
    assert desk.taken == [Move(stage=Stage.STARTED), say("hello")]


def test_a_later_text_of_the_same_comment_takes_its_place(tmp_path: Path) -> None:
    desk = Desk()
    desk.trouble = {Say: AWAY, Move: AWAY}
    for errand in (say("first"), say("other", "dbd:questions"), say("second"), Move(stage=Stage.STARTED)):
        post(tmp_path, desk).send(errand)
    post(tmp_path, desk).send(Move(stage=Stage.PROVEN))
    desk.trouble = {}
    post(tmp_path, desk).send()
    assert desk.taken == [say("other", "dbd:questions"), say("second"), Move(stage=Stage.PROVEN)]


def test_what_is_refused_stays_and_holds_up_nothing(tmp_path: Path) -> None:
    desk = Desk()
    desk.trouble = {Move: TrackerRefused("no such transition", hint="see the workflow")}
    lines = post(tmp_path, desk).send(Move(stage=Stage.PROVEN), say("hello"))
    assert desk.taken == [say("hello")]
    assert any("no such transition (see the workflow)" in line for line in lines)
    assert Outbox(folder=tmp_path / "outbox").waiting() == (Move(stage=Stage.PROVEN),)


def test_a_file_that_cannot_be_read_is_named_and_holds_up_nothing(tmp_path: Path) -> None:
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "000001-say.json").write_text('{"is": "Say"', "utf-8")
    desk = Desk()
    lines = post(tmp_path, desk).send(say("hello"))
    assert desk.taken == [say("hello")]
    assert any("000001-say.json" in line for line in lines)


def test_a_file_is_sent_as_it_was_when_it_was_put(tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    source.write_text("first", "utf-8")
    box = Outbox(folder=tmp_path / "outbox")
    box.put(Attach(name="report.md", path=str(source)))
    source.write_text("edited since", "utf-8")
    (waiting,) = box.waiting()
    assert isinstance(waiting, Attach)
    assert Path(waiting.path).read_text("utf-8") == "first"
    box.put(Attach(name="report.md", path=str(source)))
    (waiting,) = box.waiting()
    assert isinstance(waiting, Attach)
    assert Path(waiting.path).read_text("utf-8") == "edited since"
    desk = Desk()
    box.send(desk, "T-1")
    assert not box.folder.exists()


def test_without_comments_nothing_is_said(tmp_path: Path) -> None:
    desk = Desk()
    post(tmp_path, desk, comments=False).send(say("hello"), Move(stage=Stage.STARTED))
    assert desk.taken == [Move(stage=Stage.STARTED)]


def test_updates_on_the_way_are_few_and_stop_with_the_tracker(tmp_path: Path) -> None:
    desk = Desk()
    way = post(tmp_path, desk)
    for number in range(10):
        way.update(say(str(number)))
    assert desk.taken == [say("0")]
    desk.trouble = {Say: AWAY}
    way = post(tmp_path, desk)
    way.update(say("lost on the way"))
    way._updated = 0.0
    desk.trouble = {}
    way.update(say("not tried again"))
    assert desk.taken == [say("0")]
    way.send(say("the end"))
    assert desk.taken == [say("0"), say("the end")]


TEXTS = st.text(max_size=20)
LINES = st.lists(
    st.one_of(
        st.builds(Text, text=TEXTS, is_strong=st.booleans()),
        st.builds(CodeText, text=TEXTS),
        st.builds(LinkText, text=TEXTS, url=TEXTS),
        st.builds(Mention, account=TEXTS, name=TEXTS),
    ),
    max_size=3,
).map(tuple)
POINTS = st.builds(Point, line=LINES, inner=st.lists(LINES, max_size=2).map(tuple))
PARTS = st.one_of(
    st.builds(Title, text=TEXTS, level=st.integers(1, 6)),
    st.builds(Words, line=LINES),
    st.builds(
        Points,
        points=st.lists(st.builds(Point, line=LINES, inner=st.lists(LINES, max_size=2).map(tuple)), max_size=2).map(
            tuple
        ),
        is_numbered=st.booleans(),
    ),
    st.builds(Boxes, boxes=st.lists(st.builds(Box, line=LINES, is_ticked=st.booleans()), max_size=2).map(tuple)),
    st.builds(Snippet, text=TEXTS, language=TEXTS),
    st.builds(
        Sheet,
        header=st.lists(LINES, max_size=2).map(tuple),
        rows=st.lists(st.lists(LINES, max_size=2).map(tuple), max_size=2).map(tuple),
    ),
    st.builds(Notice, kind=st.sampled_from(["info", "success"]), line=LINES),
)
ERRANDS = st.one_of(
    st.builds(Move, stage=st.sampled_from(Stage)),
    st.builds(
        Say,
        marker=TEXTS,
        message=st.builds(Message, parts=st.lists(PARTS, max_size=4).map(tuple)),
        to_reporter=st.booleans(),
    ),
    st.builds(Attach, name=TEXTS, path=TEXTS, digest=TEXTS, media_type=TEXTS),
    st.builds(Refer, id=TEXTS, url=TEXTS, title=TEXTS),
    st.builds(LogWork, run=TEXTS, started=TEXTS, seconds=st.integers(0, 10**6)),
    st.builds(Tick, criteria=st.lists(TEXTS, max_size=3).map(tuple)),
)


@settings(max_examples=200, deadline=None)
@given(ERRANDS)
def test_every_errand_comes_back_from_its_file(errand: Errand) -> None:
    assert from_text(as_text(errand), "a file") == errand


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "null", "[]", "3", '{"is": "Drop"}', '{"is": ["Say"]}', '{"is": "Say", "marker": "x"}'),
        *('{"is": "Move", "stage": "gone"}', '{"is": "Move", "stage": "started", "more": 1}'),
    ],
)
def test_anything_else_in_a_file_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        from_text(text, "a file")
