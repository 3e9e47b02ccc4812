"""An issue as it is read: its text, what hangs on it, and what is said where something is not as it should be."""

from __future__ import annotations

from typing import Any

import pytest

from database_developer.errors import TicketUnreadable
from database_developer.model.errand import Attach, Move, Stage, Tick
from database_developer.model.ticket import Detail, Heading, ItemList, Link
from support.fake_jira import FakeJira, faults
from support.fake_jira.fixtures import checked
from support.fake_jira.records import Field
from support.fake_jira.samples import TASK
from support.jira_trackers import report, tracker_on


def test_a_task_with_all_that_hangs_on_it(any_jira: FakeJira) -> None:
    any_jira.world.issues[TASK].assignee = any_jira.world.users["dana"]
    with tracker_on(any_jira) as tracker:
        task = tracker.load("kan-29")
    assert (task.key, task.summary, task.status, task.type) == (TASK, "Add status to orders", "To Do", "Task")
    assert (task.priority, task.labels, task.parent, task.subtasks) == ("Medium", ("database",), "KAN-7", ("KAN-32",))
    assert task.links == (Link(kind="blocks", key="KAN-31"),)
    assert task.details == (
        Detail(name="reporter", value="Ada Reporter"),
        Detail(name="assignee", value="Dana Database"),
        Detail(name="story points", value="3"),
        Detail(name="sprint", value="Sprint 3"),
    )
    assert [(file.name, file.text) for file in task.attachments] == [("states.csv", "state\nnew\npaid\nshipped\n")]
    assert [(one.author, one.is_reporter, one.role) for one in task.comments] == [("Ada Reporter", True, "")]
    assert task.origin == f"{any_jira.url}/browse/{TASK}"
    assert task.notes == ()


def test_a_link_is_told_in_the_words_of_its_direction(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        assert tracker.load("KAN-31").links == (Link(kind="is blocked by", key=TASK),)


def test_long_texts_of_custom_fields_stand_below_the_body_under_their_names(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        blocks = tracker.load(TASK).blocks
    heading, boxes = blocks[-2:]
    assert isinstance(heading, Heading)
    assert isinstance(boxes, ItemList)
    assert heading.text == "Acceptance criteria"
    assert [(item.text, item.checked) for item in boxes.items] == [
        ("Every order has a status", False),
        ("Old orders are shipped", False),
    ]
    lines = [block.line for block in blocks]
    assert lines == sorted(set(lines))


def test_a_field_of_another_kind_is_read_where_the_settings_name_it(any_jira: FakeJira) -> None:
    with tracker_on(any_jira, sections=("SPRINT",)) as tracker:
        names = [block.text for block in tracker.load(TASK).blocks if isinstance(block, Heading)]
    assert names == ["Acceptance criteria", "Sprint"]


def test_details_in_another_language_are_noted_where_the_settings_name_them(any_jira: FakeJira) -> None:
    world = any_jira.world
    world.fields["customfield_77"] = Field(id="customfield_77", name="Aufwand", type="number", custom="x:float")
    world.issues[TASK].values["customfield_77"] = 8.0
    with tracker_on(any_jira, details=("aufwand",)) as tracker:
        assert Detail(name="Aufwand", value="8") in tracker.load(TASK).details


def test_a_moved_task_is_read_under_the_key_it_has_now(any_jira: FakeJira) -> None:
    any_jira.world.rename("KAN-30", "SHOP-44")
    with tracker_on(any_jira) as tracker:
        task = tracker.load("KAN-30")
        tracker.do("KAN-30", report("hello"))
    assert task.key == "SHOP-44"
    assert task.notes == ('"KAN-30" was moved: it is "SHOP-44" now',)
    assert len(any_jira.world.issues["SHOP-44"].comments) == 1


def test_all_pages_of_comments_are_read(any_jira: FakeJira) -> None:
    any_jira.world.page_limit = 3
    for number in range(7):
        any_jira.world.comment(TASK, f"remark {number}", by="dana")
    with tracker_on(any_jira) as tracker:
        assert len(tracker.load(TASK).comments) == 8


def test_our_own_doings_do_not_change_the_fingerprint(any_jira: FakeJira, tmp_path: Any) -> None:
    file = tmp_path / "a.sql"
    file.write_text("SELECT 1;\n")
    with tracker_on(any_jira, tick=True) as tracker:
        before = tracker.load(TASK)
        tracker.do(TASK, Move(stage=Stage.STARTED))
        tracker.do(TASK, report("done"))
        tracker.do(TASK, Attach(name="a.sql", path=str(file)))
        assert tracker.do(TASK, Tick(criteria=("Every order has a status",)))
        after = tracker.load(TASK)
        any_jira.world.comment(TASK, "And shipped ones last.")
        answered = tracker.load(TASK)
    assert after.fingerprint == before.fingerprint
    assert after.status == "In Progress"
    assert after.changed > before.changed
    assert answered.fingerprint != before.fingerprint
    assert [one.author for one in answered.comments] == ["Ada Reporter", "Ada Reporter"]


def test_a_comment_of_somebody_else_that_bears_our_mark_is_read(any_jira: FakeJira) -> None:
    any_jira.world.comment(TASK, "Look:\nWritten by database-developer (report)", by="ada")
    with tracker_on(any_jira) as tracker:
        assert len(tracker.load(TASK).comments) == 2


def test_a_file_that_cannot_be_had_is_noted(any_jira: FakeJira) -> None:
    any_jira.world.attach(TASK, "latin.sql", "größe".encode("latin-1"), "text/plain")
    any_jira.world.attach(TASK, "photo.png", b"\x89PNG", "image/png")
    any_jira.world.attach(TASK, "gone.sql", b"SELECT 1", "text/plain")
    gone = any_jira.world.issues[TASK].attachments[-1].id
    any_jira.faults.next("GET", gone, faults.status(404))
    with tracker_on(any_jira) as tracker:
        task = tracker.load(TASK)
    assert {file.name for file in task.attachments if file.text is None} == {"latin.sql", "photo.png", "gone.sql"}
    assert [note.split(":")[0] for note in task.notes] == [
        'the file "gone.sql" is not read',
        'the file "latin.sql" is not read',
    ]


def test_files_come_from_another_host_without_credentials(cloud_jira: FakeJira) -> None:
    with tracker_on(cloud_jira) as tracker:
        assert tracker.load(TASK).attachments[0].text
    assert [one.status for one in cloud_jira.media_log] == [200]
    assert not any("authorization" in one.headers for one in cloud_jira.media_log)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([], '"the answer" is a list, not an object'),
        ({}, '"key" is missing'),
        ({"key": 29}, '"key" is a number, not a text'),
        ({"key": TASK, "fields": "all"}, '"fields" is a text, not an object'),
        ({"key": TASK, "fields": {}}, '"fields.summary" is missing'),
        ({"key": TASK, "fields": {"summary": ["x"]}}, '"fields.summary" is a list, not a text'),
        ({"key": TASK, "fields": {"summary": "x", "labels": [1]}}, '"fields.labels[0]" is a number, not a text'),
        ({"key": TASK, "fields": {"summary": "x", "labels": "y"}}, '"fields.labels" is a text, not a list'),
        ({"key": TASK, "fields": {"summary": "x", "status": []}}, '"fields.status" is a list, not an object'),
        ({"key": TASK, "fields": {"summary": "x", "description": 3}}, '"fields.description" is neither'),
        ({"key": TASK, "fields": {"summary": "x", "subtasks": [{}]}}, '"fields.subtasks[0].key" is missing'),
        ({"key": TASK, "fields": {"summary": "x", "attachment": [None]}}, '"fields.attachment[0]" is nothing'),
        ({"key": TASK, "fields": {"summary": "x"}, "changelog": True}, '"changelog" is yes or no, not an object'),
    ],
)
def test_a_member_of_another_type_is_named(answer: Any, said: str) -> None:
    with checked(is_cloud=True) as fake, tracker_on(fake) as tracker:
        fake.faults.next("GET", f"/issue/{TASK}", faults.other_json(answer))
        with pytest.raises(TicketUnreadable) as refusal:
            tracker.load(TASK)
    assert said in refusal.value.what
    assert refusal.value.hint


def test_a_list_has_all_pages_but_no_more_than_two_hundred(any_jira: FakeJira) -> None:
    for number in range(100, 330):
        any_jira.world.add_issue(f"SHOP-{number}", "One more", labels=["database"])
    any_jira.world.page_limit = 40
    with tracker_on(any_jira) as tracker:
        tasks = tracker.list()
    assert len(tasks) == 200
    assert [task.key for task in tasks[:3]] == ["KAN-29", "KAN-30", "KAN-92"]
    assert [task.is_open for task in tasks[:3]] == [True, True, False]
