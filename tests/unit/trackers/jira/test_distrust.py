"""Whatever member of an answer is missing or of another type: a house error or none, and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from database_developer.errors import DatabaseDeveloperError, TicketNotFound
from database_developer.model.errand import Errand, LogWork, Move, Refer, Stage, Tick
from database_developer.trackers.jira.tracker import JiraTracker
from support.fake_jira import FakeJira, faults
from support.fake_jira.asking import client
from support.fake_jira.fixtures import checked
from support.fake_jira.samples import TASK
from support.jira_trackers import report, tracker_on

WRONG: tuple[Any, ...] = (None, 3, "x", [], {}, [None], {"x": [3]}, True, 1e400)
EVERYTHING = {"fields": "*all,-worklog", "expand": "names,schema,changelog", "properties": "database-developer"}
FEW, MANY = 6, 40  # places in one answer: a task has hundreds, much alike
Json = Any


def does(errand: Errand) -> Callable[[JiraTracker], object]:
    return lambda tracker: tracker.do(TASK, errand)


WORK = LogWork(run="r", started="2026-01-05T09:00:00+00:00", seconds=60)
LINK = Refer(id="r", url="https://e.org", title="E")
# The request whose answer is spoilt: what it is asked with, and what we do that needs it.
CASES: dict[str, tuple[str, dict[str, Any], Callable[[JiraTracker], object]]] = {
    "issue": (f"/issue/{TASK}", EVERYTHING, lambda tracker: tracker.load(TASK)),
    "issue for a box": (f"/issue/{TASK}", EVERYTHING, does(Tick(criteria=("Every order has a status",)))),
    "comments": (f"/issue/{TASK}/comment", {}, lambda tracker: tracker.load(TASK)),
    "comments for ours": (f"/issue/{TASK}/comment", {}, does(report("x"))),
    "myself": ("/myself", {}, lambda tracker: tracker.load(TASK)),
    "server": ("/serverInfo", {}, lambda tracker: tracker.list()),
    "ways": (f"/issue/{TASK}/transitions", {"expand": "transitions.fields"}, does(Move(stage=Stage.STARTED))),
    "permissions": ("/mypermissions", {"permissions": "ADD_COMMENTS"}, does(report("x"))),
    "note": (f"/issue/{TASK}/properties/database-developer", {}, does(report("y"))),
    "worklogs": (f"/issue/{TASK}/worklog", {}, does(WORK)),
    "links": (f"/issue/{TASK}/remotelink", {}, does(LINK)),
    "recent": ("/issue/picker", {}, lambda tracker: tracker.search("KAN-28")),
}


def places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something could be another thing, the outermost first; of like things in a list one is enough."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("avatarUrls", "self", "content") or not isinstance(inner, dict | list):
                yield from places(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def spoilt(value: Json, path: tuple[Any, ...], wrong: Json) -> Json:
    if not path:
        return wrong
    whole = copy.deepcopy(value)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    return whole


def arranged(fake: FakeJira) -> None:
    """Something of each kind, so that there is something to be spoilt."""
    world = fake.world
    world.comment(TASK, "x\nWritten by database-developer (report)", by="dana")
    world.log_work(TASK, 60, by="dana", started="2026-01-05T09:00:00.000+0000")
    world.viewed.append(TASK)
    world.issues[TASK].properties["database-developer"] = {"comments": {"report": {"id": "1", "digest": "x"}}}
    world.note(world.issues[TASK], "ada", "summary", ("", "a"), ("", "b"))
    link = {"id": 1, "self": "https://e.org/1", "globalId": "g", "object": {"url": "https://e.org", "title": "E"}}
    world.issues[TASK].remote_links["g"] = link


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("is_cloud", [True, False])
@pytest.mark.parametrize("most", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_no_answer_is_trusted(name: str, is_cloud: bool, most: int) -> None:
    part, params, do = CASES[name]
    with checked(is_cloud=is_cloud) as fake:
        arranged(fake)
        version = 2 if name == "server" else 0
        with client(fake, version=version) as asked:
            right = asked.get(part, params=params).json()
        found = list(places(right))
        for number, path in enumerate(found[:: 1 + len(found) // most]):
            wrong = spoilt(right, path, WRONG[number % len(WRONG)])
            fake.faults.always("GET", part, faults.other_json(wrong))
            with tracker_on(fake, tick=True, worklog=True, jql="project = KAN") as tracker:
                attempt(tracker, do, path)
            fake.faults.clear()
        fake.violations.clear()  # a spoilt text, ticked, is a spoilt text


def attempt(tracker: JiraTracker, do: Callable[[JiraTracker], object], path: tuple[Any, ...]) -> None:
    try:
        do(tracker)
    except DatabaseDeveloperError as error:
        assert error.what
        assert not isinstance(error, TicketNotFound) or "KAN-" in str(error), path
