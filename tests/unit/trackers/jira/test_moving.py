"""A ticket goes on to the right status by whatever leads there, and never back."""

from __future__ import annotations

from typing import Any

import pytest

from database_developer.errors import TrackerRefused
from database_developer.model.errand import Move, Stage
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.statuses import Status, merit
from support.fake_jira import FakeJira, faults
from support.fake_jira.records import ScreenField
from support.fake_jira.records import Status as Record
from support.fake_jira.samples import TASK
from support.jira_trackers import tracker_on


def at(fake: FakeJira) -> str:
    return fake.world.issues[TASK].status.name


def moved(fake: FakeJira, *stages: Stage, **settings: Any) -> list[str]:
    with tracker_on(fake, **settings) as tracker:
        return [tracker.do(TASK, Move(stage=stage)) for stage in stages]


def status(fake: FakeJira, name: str, category: str) -> None:
    fake.world.statuses[name] = Record(id=fake.world.new_id(), name=name, category=category)


def test_from_to_do_by_way_of_work_to_review(any_jira: FakeJira) -> None:
    assert moved(any_jira, Stage.STARTED, Stage.STARTED, Stage.PROVEN, Stage.PROVEN, Stage.STARTED) == [
        f'moved {TASK} from "To Do" to "In Progress"',
        "",
        f'moved {TASK} from "In Progress" to "In Review"',
        "",
        "",
    ]
    sent = [one.json()["transition"]["id"] for one in any_jira.asked("POST", "/transitions")]
    assert all(isinstance(id_, str) for id_ in sent)
    assert len(sent) == 2


def test_a_proven_ticket_that_was_never_begun_is_begun_first(any_jira: FakeJira) -> None:
    moved(any_jira, Stage.PROVEN)
    assert at(any_jira) == "In Review"


@pytest.mark.parametrize("done", ["Done", "In Review"])
def test_a_ticket_is_never_moved_back(any_jira: FakeJira, done: str) -> None:
    any_jira.world.move_to(TASK, done)
    assert moved(any_jira, Stage.STARTED, Stage.PROVEN) == ["", ""]
    assert at(any_jira) == done


def test_to_ask_is_no_move_unless_a_status_is_set_for_it(any_jira: FakeJira) -> None:
    status(any_jira, "Waiting for reporter", "indeterminate")
    any_jira.world.workflow.append(any_jira.world.transition("Ask", "Waiting for reporter"))
    any_jira.world.workflow.append(any_jira.world.transition("Go on", "In Progress", ("Waiting for reporter",)))
    assert moved(any_jira, Stage.STARTED, Stage.ASKING) == [f'moved {TASK} from "To Do" to "In Progress"', ""]
    named = {Stage.ASKING: ("waiting for reporter",)}
    told = moved(any_jira, Stage.ASKING, Stage.ASKING, Stage.STARTED, statuses=named)
    assert [bool(one) for one in told] == [True, False, True]
    assert at(any_jira) == "In Progress"


def test_the_settings_name_statuses(any_jira: FakeJira) -> None:
    status(any_jira, "In Arbeit", "indeterminate")
    any_jira.world.workflow.append(any_jira.world.transition("Los", "In Arbeit", ("To Do",)))
    moved(any_jira, Stage.STARTED, statuses={Stage.STARTED: ("in arbeit",)})
    assert at(any_jira) == "In Arbeit"


def test_a_named_status_is_no_reason_to_go_back(any_jira: FakeJira) -> None:
    any_jira.world.move_to(TASK, "In Review")
    named = {Stage.STARTED: ("In Progress",), Stage.PROVEN: ("Ready for QA",)}
    assert moved(any_jira, Stage.STARTED, Stage.PROVEN, statuses=named) == ["", ""]
    assert at(any_jira) == "In Review"


def test_done_may_be_named_for_what_is_proven(any_jira: FakeJira) -> None:
    any_jira.world.move_to(TASK, "In Review")
    moved(any_jira, Stage.PROVEN, statuses={Stage.PROVEN: ("done",)}, fields={"Resolution": "Done"})
    assert at(any_jira) == "Done"


def test_a_status_that_cannot_be_reached_is_told_with_those_that_can(any_jira: FakeJira) -> None:
    with pytest.raises(TrackerRefused) as refusal:
        moved(any_jira, Stage.STARTED, statuses={Stage.STARTED: ("Doing",)})
    assert '"Doing"' in refusal.value.what
    assert '"In Progress"' in refusal.value.hint
    assert at(any_jira) == "To Do"


def test_without_a_review_a_proven_ticket_is_done_with_its_screen_filled_in(any_jira: FakeJira) -> None:
    any_jira.world.withdraw("Ask for review")
    screen = (ScreenField(field="resolution", allowed=("Done", "Won't Do")),)
    any_jira.world.workflow.append(any_jira.world.transition("Close", "Done", ("In Progress",), screen))
    any_jira.world.move_to(TASK, "In Progress")
    with pytest.raises(TrackerRefused) as refusal:
        moved(any_jira, Stage.PROVEN)
    assert '"Resolution"' in refusal.value.what
    assert '[tracker.fields], such as "Resolution"' in refusal.value.hint
    assert '"Won\'t Do"' in refusal.value.hint
    with pytest.raises(TrackerRefused, match='"Fixed" is no value of "Resolution"'):
        moved(any_jira, Stage.PROVEN, fields={"resolution": "Fixed"})
    assert any_jira.asked("POST", "/transitions") == []
    moved(any_jira, Stage.PROVEN, fields={"resolution": "done"})
    assert (at(any_jira), any_jira.world.issues[TASK].resolution) == ("Done", "Done")


def test_what_no_setting_says_is_asked_once(any_jira: FakeJira) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def answer(question: str, choices: tuple[str, ...]) -> str:
        asked.append((question, choices))
        return "Done" if choices else ""

    world = any_jira.world
    screen = (ScreenField(field="resolution", allowed=("Done", "Won't Do")), ScreenField(field="duedate"))
    world.workflow = [world.transition("Start work", "In Progress", ("To Do",), screen)]
    with tracker_on(any_jira, ask=answer) as tracker:
        for _ in range(2):  # what somebody leaves open is not asked again
            with pytest.raises(TrackerRefused, match='"Due date", and no value is set'):
                tracker.do(TASK, Move(stage=Stage.STARTED))
        world.workflow = [world.transition("Start work", "In Progress", ("To Do",), screen[:1])]
        tracker.do(TASK, Move(stage=Stage.STARTED))
    assert at(any_jira) == "In Progress"
    assert world.issues[TASK].resolution == "Done"
    assert [bool(choices) for _, choices in asked] == [True, False]
    assert 'of KAN-29 asks for "Resolution"' in asked[0][0]


def test_numbers_and_long_texts_on_a_screen(any_jira: FakeJira) -> None:
    names = any_jira.world.custom
    screen = (ScreenField(field=names["points"]), ScreenField(field=names["acceptance"]))
    any_jira.world.workflow = [any_jira.world.transition("Start work", "In Progress", ("To Do",), screen)]
    fields = {"Story point estimate": "5", "Acceptance criteria": "All is well"}
    moved(any_jira, Stage.STARTED, fields=fields)
    assert at(any_jira) == "In Progress"
    assert any_jira.world.issues[TASK].values[names["points"]] == 5


def test_a_way_that_vanishes_is_looked_for_again(any_jira: FakeJira) -> None:
    world = any_jira.world

    def changed() -> None:
        world.withdraw("Start work")
        world.workflow.append(world.transition("Begin", "In Progress", ("To Do",)))

    any_jira.faults.next("GET", "/transitions", faults.meanwhile(changed))
    moved(any_jira, Stage.STARTED)
    assert at(any_jira) == "In Progress"
    assert [one.status for one in any_jira.asked("POST", "/transitions")] == [400, 204]


def test_somebody_else_moves_it_meanwhile(any_jira: FakeJira) -> None:
    any_jira.faults.next(
        "GET", "/transitions", faults.meanwhile(lambda: any_jira.world.move_to(TASK, "In Progress", by="ada"))
    )
    assert moved(any_jira, Stage.STARTED) == [""]


def test_who_may_not_move_it_is_told_so(any_jira: FakeJira) -> None:
    any_jira.world.add_token("reader", "dana", without=("TRANSITION_ISSUES",))
    with tracker_on(any_jira, token="reader") as tracker, pytest.raises(TrackerRefused, match='"TRANSITION_ISSUES"'):
        tracker.do(TASK, Move(stage=Stage.STARTED))


BEST = {
    Stage.STARTED: [
        (["In Review", "Blocked", "In Progress", "Doing"], "In Progress"),
        (["Testing", "Development"], "Development"),
        (["On Hold", "QA"], ""),
    ],
    Stage.PROVEN: [
        (["QA", "Code Review", "In Progress"], "Code Review"),
        (["In Progress", "Ready for testing"], "Ready for testing"),
        (["In Progress", "Waiting for review"], ""),
    ],
}


@pytest.mark.parametrize(
    ("stage", "names", "best"), [(stage, *case) for stage, cases in BEST.items() for case in cases]
)
def test_names_say_which_status_is_meant(stage: Stage, names: list[str], best: str) -> None:
    found = [(merit(Status(name=name, category="indeterminate"), stage, JiraSettings()), name) for name in names]
    assert next((name for value, name in sorted(found, reverse=True) if value), "") == best


@pytest.mark.parametrize("name", ["Won't Do", "Cancelled", "Rejected", "Duplicate"])
def test_what_was_given_up_is_not_proven(name: str) -> None:
    assert merit(Status(name=name, category="done"), Stage.PROVEN, JiraSettings()) == 0
