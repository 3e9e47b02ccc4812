"""One comment for each marker, ours alone, whoever meddles with it."""

from __future__ import annotations

from typing import Any

import pytest

from database_developer.errors import TrackerRefused
from database_developer.model.errand import Say
from database_developer.model.message import Message, Snippet, Title, Words, words
from support.fake_jira import FakeJira, faults
from support.fake_jira.markup import words as words_of
from support.fake_jira.samples import TASK
from support.jira_trackers import report, said, tracker_on


def ours(fake: FakeJira) -> list[str]:
    return [words_of(one.body) for one in fake.world.issues[TASK].comments if one.author.name == "dana"]


def test_a_comment_is_posted_once_and_then_brought_up_to_date(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        told = [tracker.do(TASK, report(text)) for text in ("first", "first", "second")]
    assert told == [
        f'left the comment "report" on {TASK}',
        "",
        f'brought the comment "report" on {TASK} up to date',
    ]
    assert [text.split() for text in ours(any_jira)] == [["second", "Written", "by", "database-developer", "(report)"]]
    assert len(any_jira.asked("POST", "/comment")) == len(any_jira.asked("PUT", "/comment")) == 1


def test_each_marker_has_its_comment(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        for marker in ("report", "questions", "report"):
            tracker.do(TASK, report("text", marker))
    assert len(ours(any_jira)) == 2


def test_another_run_knows_the_comment_even_where_nobody_noted_it(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, report("first"))
    any_jira.world.issues[TASK].properties.clear()
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, report("second"))
    assert len(ours(any_jira)) == 1
    assert "second" in ours(any_jira)[0]


def test_a_deleted_comment_is_posted_anew(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, report("first"))
        any_jira.world.issues[TASK].comments.pop()
        assert tracker.do(TASK, report("first"))
    assert len(ours(any_jira)) == 1


@pytest.mark.parametrize("author", ["ada", "dana"])
def test_a_comment_that_a_person_wrote_is_never_touched(any_jira: FakeJira, author: str) -> None:
    """Even where the note on the issue names it, and even where the person shares our account."""
    human = any_jira.world.comment(TASK, "I wrote this myself.", by=author)
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, report("first"))
        noted = any_jira.world.issues[TASK].properties["database-developer"]
        noted["comments"]["report"] = {"id": human.id, "digest": "x"}
        tracker.do(TASK, report("second"))
    assert words_of(human.body).strip() == "I wrote this myself."
    assert not [one for one in any_jira.log if one.method == "PUT" and one.path.endswith(f"/comment/{human.id}")]


@pytest.mark.parametrize(
    "noted", [None, 3, [], {"comments": []}, {"comments": {"report": 3}}, {"comments": {"report": {"id": 7}}}]
)
def test_a_note_that_is_not_ours_does_no_harm(any_jira: FakeJira, noted: Any) -> None:
    any_jira.world.issues[TASK].properties["database-developer"] = noted
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, report("first"))
        tracker.do(TASK, report("first"))
    assert len(ours(any_jira)) == 1


def test_the_reporter_is_mentioned(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, Say(marker="questions", message=said("Which one?"), to_reporter=True))
    ada = any_jira.world.users["ada"]
    body = any_jira.world.issues[TASK].comments[-1].body
    if any_jira.world.is_cloud:
        assert body["content"][0]["content"][0]["attrs"] == {"id": ada.id, "text": "@Ada Reporter"}
    else:
        assert body.startswith("[~ada]")


def test_a_document_that_is_refused_is_sent_as_wiki_text(cloud_jira: FakeJira) -> None:
    cloud_jira.faults.next("POST", "/rest/api/3/issue/KAN-29/comment", faults.status(400))
    with tracker_on(cloud_jira) as tracker:
        tracker.do(TASK, report("first"))
        tracker.do(TASK, report("second"))
    assert [one.path.split("/")[3] for one in cloud_jira.asked("POST", "/comment")] == ["3", "2"]
    assert len(ours(cloud_jira)) == 1


def test_wiki_text_of_cloud_mentions_by_account_id(cloud_jira: FakeJira) -> None:
    cloud_jira.faults.next("POST", "/rest/api/3/issue/KAN-29/comment", faults.status(400))
    with tracker_on(cloud_jira) as tracker:
        tracker.do(TASK, Say(marker="questions", message=said("Which one?"), to_reporter=True))
    sent = cloud_jira.asked("POST", "/rest/api/2/")[0].json()["body"]
    assert sent.startswith(f"[~accountid:{cloud_jira.world.users['ada'].id}]")


def test_the_reporter_is_not_mentioned_where_that_is_us(any_jira: FakeJira) -> None:
    any_jira.world.add_issue("KAN-50", "Of Dana", by="dana")
    with tracker_on(any_jira) as tracker:
        tracker.do("KAN-50", Say(marker="questions", message=said("Which one?"), to_reporter=True))
    assert words_of(any_jira.world.issues["KAN-50"].comments[0].body).startswith("Which one?")


def test_a_very_long_message_still_bears_its_mark(any_jira: FakeJira) -> None:
    long = Message(parts=(Title(text="Long"), Snippet(text="SELECT 'x'\n" * 9000, language="sql")))
    with tracker_on(any_jira) as tracker:
        tracker.do(TASK, Say(marker="report", message=long))
        any_jira.world.issues[TASK].properties.clear()
        tracker.do(TASK, Say(marker="report", message=long))
    assert len(ours(any_jira)) == 1


def test_an_empty_message_is_one(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        assert tracker.do(TASK, Say(marker="report", message=Message(parts=())))
        assert tracker.do(TASK, Say(marker="report", message=Message(parts=(Words(line=words("x")),))))
    assert len(ours(any_jira)) == 1


def test_who_may_not_comment_is_told_which_permission_is_lacking(any_jira: FakeJira) -> None:
    any_jira.world.add_token("reader", "dana", without=("ADD_COMMENTS",))
    with tracker_on(any_jira, token="reader") as tracker, pytest.raises(TrackerRefused) as refusal:
        tracker.do(TASK, report("first"))
    assert '"ADD_COMMENTS"' in refusal.value.what
    assert any_jira.writes(TASK) == []


def test_who_may_not_note_anything_on_the_issue_comments_all_the_same(any_jira: FakeJira) -> None:
    any_jira.world.add_token("guest", "dana", without=("EDIT_ISSUES",))
    with tracker_on(any_jira, token="guest") as tracker:
        for text in ("first", "second"):
            tracker.do(TASK, report(text))
    assert len(ours(any_jira)) == 1


def test_writes_to_one_issue_are_a_second_apart(any_jira: FakeJira) -> None:
    any_jira.limit.spacing = 1.0
    with tracker_on(any_jira) as tracker:
        for text in ("first", "second", "third"):
            tracker.do(TASK, report(text))
    assert [one.status for one in any_jira.writes(TASK) if one.status == 429] == []
    assert len(any_jira.writes(TASK)) == 6
