"""Every fault of a Jira, met by ``dbd`` itself: a clear message, an exit code, nothing lost and nothing doubled."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from click.testing import Result

from database_developer.postgres.server import Run
from database_developer.proof import prover
from database_developer.trackers.jira import connection
from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from database_developer.trackers.jira.waits import Patience
from support.fake_jira import FakeJira, faults
from support.fake_jira.faults import Fault
from support.fake_jira.fixtures import checked
from support.fake_jira.records import ScreenField
from support.jira_projects import SMALL, JiraProject
from support.projects import Project, example_project
from support.server import cache_folder
from support.watching import until

MISSING, AWAY, REFUSED, NOT_LOGGED_IN = 3, 21, 22, 23
PLACES = {
    "load": ("GET", f"/issue/{SMALL}"),
    "comment": ("POST", f"/issue/{SMALL}/comment"),
    "move": ("POST", f"/issue/{SMALL}/transitions"),
    "file": ("POST", f"/issue/{SMALL}/attachments"),
}


def expiring(fake: FakeJira) -> Fault:
    return faults.just_before(lambda: fake.world.expire(fake.token))


def later(fake: FakeJira, **more: float) -> Fault:
    return faults.rate_limited(fake.clock.now() + timedelta(**more))


# What Jira does from some moment on, and how a command ends that meets it.
FAULTS: dict[str, tuple[Callable[[FakeJira], Fault], int]] = {
    "401": (lambda _: faults.status(401), NOT_LOGGED_IN),
    "403": (lambda _: faults.status(403), REFUSED),
    "404": (lambda _: faults.status(404), MISSING),
    "409": (lambda _: faults.status(409), REFUSED),
    "413": (lambda _: faults.status(413), REFUSED),
    "429 in seconds": (lambda _: faults.rate_limited(2), AWAY),
    "429 with a date": (lambda fake: later(fake, seconds=2), AWAY),
    "429 with zero": (lambda _: faults.rate_limited(0), AWAY),
    "429 with words": (lambda _: faults.rate_limited("soon"), AWAY),
    "429 with a past date": (lambda fake: later(fake, days=-1), AWAY),
    "429 without a word": (lambda _: faults.rate_limited(), AWAY),
    "429 with a reset": (lambda fake: faults.rate_limited(reset=fake.clock.now() + timedelta(minutes=1)), AWAY),
    "429 for an hour": (lambda _: faults.rate_limited(3600), AWAY),
    "500": (lambda _: faults.status(500), AWAY),
    "503": (lambda _: faults.status(503), AWAY),
    "503 in seconds": (lambda _: faults.unavailable(2), AWAY),
    "reset before the work": (lambda _: faults.reset(lands=False), AWAY),
    "reset after the work": (lambda _: faults.reset(lands=True), AWAY),
    "half an answer": (lambda _: faults.half(), AWAY),
    "half an answer, nothing done": (lambda _: faults.half(lands=False), AWAY),
    "no answer": (lambda _: faults.held(Event()), AWAY),
    "no answer, nothing done": (lambda _: faults.held(Event(), lands=False), AWAY),
    "wrong JSON": (lambda _: faults.wrong_json(), AWAY),
    "wrong JSON, nothing done": (lambda _: faults.wrong_json(lands=False), AWAY),
    "a login page": (lambda _: faults.login_page(), NOT_LOGGED_IN),
    "an expired token": (expiring, NOT_LOGGED_IN),
}
DONE_ALL_THE_SAME = ("reset after the work", "half an answer", "no answer", "wrong JSON")


@pytest.fixture(scope="module")
def worked(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a project whose ticket is done while Jira took nothing: all waits in the outbox."""
    with pytest.MonkeyPatch.context() as patched, checked(is_cloud=True) as fake:
        patched.setattr(prover, "EXERCISES", prover.EXERCISES[:1])
        jira = opened(fake, tmp_path_factory.mktemp("worked") / "project", patched)
        for method in ("POST", "PUT"):
            fake.faults.always(method, f"/issue/{SMALL}", faults.status(503))
        jira.small()
        assert jira.run(SMALL).exit_code == 0
        fake.faults.clear()
        yield jira.project.folder


def opened(fake: FakeJira, folder: Path, patched: pytest.MonkeyPatch) -> JiraProject:
    """A project on this fake, by whose clock the program sleeps; its patience is little."""
    fake.world.issues.clear()
    project = Project(folder, cache_folder()) if folder.exists() else example_project(folder, cache_folder())
    for name, value in ((URL, fake.url), (EMAIL, fake.email), (TOKEN, fake.token)):
        patched.setenv(name, value)
    patched.setattr(connection, "Patience", partial(Patience, attempts=3, silence=0.15))
    patched.setitem(connection.Connection.__init__.__kwdefaults__, "sleep", fake.clock.sleep)
    patched.setitem(connection.Connection.__init__.__kwdefaults__, "now", fake.clock.now)
    return JiraProject(project, fake)


@pytest.fixture
def waiting(worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JiraProject]:
    """That project in a copy of its own, on a Jira that has heard nothing of it."""
    with checked(is_cloud=True) as fake:
        shutil.copytree(worked, tmp_path / "project")
        jira = opened(fake, tmp_path / "project", monkeypatch)
        jira.small()
        yield jira


def send(jira: JiraProject, place: str) -> Result:
    """The command that meets the fault of this place."""
    if place == "load":
        return jira.run(SMALL, "--until", "read", "--force")
    return jira.dbd("publish", SMALL)


def assert_clear(result: Result, jira: JiraProject) -> None:
    """What went wrong is said on a line of its own, with its id, the place and what to do; no secret is shown."""
    (line, *_) = [it for it in result.stderr.splitlines() if it.startswith("error [")]
    assert SMALL in line or jira.fake.url in line
    assert "hint: " in result.stderr or "left to send" in result.stderr
    assert "Traceback" not in result.output
    assert jira.fake.token not in result.output


def assert_sent_once(jira: JiraProject) -> None:
    """Without the fault the same command ends well; all is there, and all is there once, however often it is sent."""
    fake = jira.fake
    fake.faults.clear()
    fake.faults.open_gates()
    fake.world.add_token(fake.token, "dana")
    for _ in range(2):
        result = jira.dbd("publish", SMALL)
        assert result.exit_code == 0, result.output
    assert "nothing waits for KAN-61" in result.output
    (body,) = jira.ours(SMALL)
    assert "Proven: none of" in json.dumps(body)
    assert len(jira.issue(SMALL).comments) == 1
    assert jira.steps(SMALL) == ["In Progress", "In Review"]
    names = jira.attached(SMALL)
    assert len(names) == len(set(names)) >= 6
    assert {"report.md", "evidence.json", "kan_61.sql"} <= set(names)


QUICK_LOADS = ("401", "403", "404", "429 in seconds", "500", "wrong JSON", "an expired token")


def marks(place: str, name: str) -> tuple[pytest.MarkDecorator, ...]:
    """All faults at a comment are quick, the commonest when a ticket is loaded too."""
    is_quick = place == "comment" or (place == "load" and name in QUICK_LOADS)
    return () if is_quick else (pytest.mark.slow,)


CASES = [pytest.param(place, name, marks=marks(place, name)) for place in PLACES for name in FAULTS]


@pytest.mark.parametrize(("place", "name"), CASES)
def test_a_fault_that_stays_is_told_and_what_waits_is_sent_later(waiting: JiraProject, place: str, name: str) -> None:
    make, code = FAULTS[name]
    waiting.fake.faults.always(*PLACES[place], make(waiting.fake))
    result = send(waiting, place)
    if place != "load" and name in DONE_ALL_THE_SAME:
        assert result.exit_code == 0, result.output  # one looks, and it is there
    else:
        assert result.exit_code == (REFUSED if (place, name) == ("move", "404") else code), result.output
        assert_clear(result, waiting)
    assert_sent_once(waiting)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.usefixtures("run", "short_proof")
def test_a_fault_that_comes_once_harms_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    place = tuple(PLACES)[1 + list(FAULTS).index(name) % 3]
    with checked(is_cloud=True) as fake:
        jira = opened(fake, tmp_path / "project", monkeypatch)
        jira.small()
        fake.faults.next(*PLACES[place], FAULTS[name][0](fake))
        result = jira.run(SMALL)
        assert result.exit_code == 0, result.output  # the work itself is done, whatever Jira says
        assert (jira.project.folder / "reports" / SMALL / "report.md").exists()
        if (jira.project.folder / ".dbd" / "runs" / SMALL / "outbox").exists():
            assert "to send: dbd publish KAN-61" in result.output
        assert_sent_once(jira)


def test_a_transition_that_is_gone_meanwhile_is_told(waiting: JiraProject) -> None:
    world = waiting.fake.world
    workflow = list(world.workflow)
    gone = faults.meanwhile(lambda: world.withdraw("Start work"))
    waiting.fake.faults.next("GET", "/transitions", Fault(), gone)  # one looks for a way to the end first
    result = waiting.dbd("publish", SMALL)
    assert result.exit_code == REFUSED
    assert 'the transition "Start work" was refused' in " ".join(result.output.split())
    assert waiting.issue(SMALL).status.name == "To Do"
    assert len(waiting.ours(SMALL)) == 1  # all else went its way
    world.workflow[:] = workflow
    assert_sent_once(waiting)


def test_a_required_field_without_a_value_is_named_with_where_to_set_it(waiting: JiraProject) -> None:
    world = waiting.fake.world
    world.workflow = [
        world.transition("Start work", "In Progress", ("To Do",)),
        world.transition("Review", "In Review", ("In Progress",), (ScreenField(field="duedate"),)),
    ]
    result = waiting.dbd("publish", SMALL)
    assert result.exit_code == REFUSED
    said = " ".join(result.output.split())
    assert 'the transition "Review" asks for "Due date", and no value is set' in said
    assert "[tracker.fields]" in said
    waiting.says('fields = { "Due date" = "2026-02-01" }')
    assert_sent_once(waiting)


def process(folder: Path, *words: str) -> subprocess.Popen[str]:
    """``dbd`` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "database_developer", *words, "--project", str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.slow
def test_two_machines_at_once_leave_everything_once(waiting: JiraProject, tmp_path: Path) -> None:
    """One of them may be told that the other was quicker; then the next look finds it done."""
    folders = [waiting.project.folder, tmp_path / "other"]
    shutil.copytree(*folders)
    for one in [process(folder, "publish", SMALL) for folder in folders]:
        said, _ = one.communicate(timeout=120)
        assert one.returncode in (0, AWAY, REFUSED), said
    assert_sent_once(waiting)
    assert waiting.dbd("publish", SMALL).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("place", ["comment", "move", "file"])
def test_a_run_that_is_killed_between_the_work_and_its_answer_goes_on(waiting: JiraProject, place: str) -> None:
    waiting.fake.faults.next(*PLACES[place], faults.held(Event()))
    one = process(waiting.project.folder, "publish", SMALL)
    try:
        until(lambda: waiting.fake.asked(*PLACES[place]), 60)
    finally:
        one.kill()
        one.wait(10)
    assert_sent_once(waiting)
