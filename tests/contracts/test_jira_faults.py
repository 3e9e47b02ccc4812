"""Every fault of a Jira, whatever we do at that moment: a clear error or none, nothing lost, nothing doubled."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from database_developer.errors import (
    DatabaseDeveloperError,
    NotLoggedIn,
    TicketNotFound,
    TicketUnreadable,
    TrackerRefused,
    TrackerUnavailable,
)
from database_developer.model.errand import Attach, LogWork, Move, Stage
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.tracker import JiraTracker
from database_developer.trackers.jira.waits import Patience
from support.fake_jira import FakeJira, faults
from support.fake_jira.faults import Fault
from support.fake_jira.fixtures import checked
from support.fake_jira.records import ScreenField
from support.fake_jira.samples import TASK
from support.jira_trackers import account_of, report, tracker_on

CONTENT = b"SELECT 1;\n"
QUICK = Patience(attempts=3, silence=0.3)


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.slow)], ids=["cloud", "data center"])
def any_jira(request: pytest.FixtureRequest) -> Iterator[FakeJira]:
    """Cloud always, Data Center among the slow ones: what meets the faults is the same code."""
    with checked(is_cloud=request.param, first_id=10000 if request.param else 23000) as fake:
        yield fake


@dataclass(frozen=True)
class Work:
    """Something we do, the request that is hit by the fault, and what there must be once it is done."""

    method: str
    part: str
    do: Callable[[JiraTracker, Path], object]
    done: Callable[[FakeJira], int]  # how often it was done
    writes: bool = True


def load(tracker: JiraTracker, _: Path) -> object:
    return tracker.load(TASK)


def say(tracker: JiraTracker, _: Path) -> object:
    return tracker.do(TASK, report("The work is done."))


def move(tracker: JiraTracker, _: Path) -> object:
    return tracker.do(TASK, Move(stage=Stage.STARTED))


def attach(tracker: JiraTracker, folder: Path) -> object:
    file = folder / "a.sql"
    file.write_bytes(CONTENT)
    return tracker.do(TASK, Attach(name="a.sql", path=str(file), digest=hashlib.sha256(CONTENT).hexdigest()))


def comments(fake: FakeJira) -> int:
    return len([one for one in fake.world.issues[TASK].comments if one.author.name == "dana"])


def moves(fake: FakeJira) -> int:
    return len([one for one in fake.world.issues[TASK].changes if one.items[0]["field"] == "status"])


def files(fake: FakeJira) -> int:
    return len([one for one in fake.world.issues[TASK].attachments if one.author.name == "dana"])


def log_work(tracker: JiraTracker, _: Path) -> object:
    return tracker.do(TASK, LogWork(run="run-1", started="2026-01-05T09:00:00+00:00", seconds=60))


def worklogs(fake: FakeJira) -> int:
    return len(fake.world.issues[TASK].worklogs)


WORKS = {
    "load": Work("GET", f"/issue/{TASK}", load, lambda _: 1, writes=False),
    "say": Work("POST", f"/issue/{TASK}/comment", say, comments),
    "move": Work("POST", f"/issue/{TASK}/transitions", move, moves),
    "attach": Work("POST", f"/issue/{TASK}/attachments", attach, files),
}


@pytest.fixture(params=WORKS)
def work(request: pytest.FixtureRequest) -> Work:
    return WORKS[request.param]


def attempt(fake: FakeJira, work: Work, folder: Path) -> DatabaseDeveloperError | None:
    """Do the work with little patience; the error of it, which must be one of the house's and clear."""
    with tracker_on(fake, patience=QUICK, worklog=True) as tracker:
        try:
            work.do(tracker, folder)
        except DatabaseDeveloperError as error:
            assert error.what
            assert error.what == " ".join(error.what.split())
            assert "Traceback" not in str(error)
            assert fake.token not in str(error)
            return error
    return None


def afterwards(fake: FakeJira, work: Work, folder: Path) -> None:
    """Without the fault the same work ends well, and it is done once, whatever went before."""
    fake.faults.clear()
    for _ in range(2):
        assert attempt(fake, work, folder) is None
    assert work.done(fake) == 1
    assert len(fake.world.issues[TASK].comments) == 1 + comments(fake)


REFUSED = {
    401: NotLoggedIn,
    403: TrackerRefused,
    404: TicketNotFound,
    409: TrackerRefused,
    413: TrackerRefused,
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_is_told_and_not_tried_again(any_jira: FakeJira, work: Work, tmp_path: Path, code: int) -> None:
    any_jira.faults.always(work.method, work.part, faults.status(code))
    error = attempt(any_jira, work, tmp_path)
    assert type(error) is (TrackerRefused if (code, work.part[-11:]) == (404, "transitions") else REFUSED[code])
    if work.writes and code != 404:  # where something is not there, one looks again
        assert len(any_jira.asked(work.method, work.part)) == 1
    afterwards(any_jira, work, tmp_path)


@pytest.mark.parametrize("code", [500, 502, 503])
@pytest.mark.parametrize("times", [1, 9])
def test_trouble_on_the_server(any_jira: FakeJira, work: Work, tmp_path: Path, code: int, times: int) -> None:
    any_jira.faults.next(work.method, work.part, faults.status(code), times=times)
    error = attempt(any_jira, work, tmp_path)
    assert isinstance(error, TrackerUnavailable) if times > 1 else error is None
    afterwards(any_jira, work, tmp_path)


def told(fake: FakeJira, form: str) -> Fault:
    now = fake.clock.now()
    return {
        "seconds": lambda: faults.rate_limited(7),
        "a date": lambda: faults.rate_limited(now + timedelta(seconds=9)),
        "zero": lambda: faults.rate_limited(0),
        "nothing": faults.rate_limited,
        "words": lambda: faults.rate_limited("soon"),
        "the past": lambda: faults.rate_limited(now - timedelta(days=1)),
        "a reset": lambda: faults.rate_limited(reset=now + timedelta(minutes=5)),
        "503": lambda: faults.unavailable(3),
    }[form]()


WAITS = {
    "seconds": (7, 7),
    "a date": (9, 9),
    "zero": (1, 1),
    "nothing": (1, 2),
    "words": (1, 2),
    "the past": (1, 1),
    "503": (3, 3),
}


@pytest.mark.parametrize("form", WAITS)
def test_too_often_means_to_wait_as_long_as_is_said(any_jira: FakeJira, work: Work, tmp_path: Path, form: str) -> None:
    any_jira.faults.next(work.method, work.part, told(any_jira, form))
    assert attempt(any_jira, work, tmp_path) is None
    least, most = WAITS[form]
    assert most >= max(any_jira.clock.slept) >= least
    afterwards(any_jira, work, tmp_path)


@pytest.mark.parametrize(("fault", "seconds"), [("an hour", 3600), ("a reset", 300)])
def test_a_wait_that_is_too_long_is_not_waited_for(
    any_jira: FakeJira, work: Work, tmp_path: Path, fault: str, seconds: int
) -> None:
    any_jira.faults.next(
        work.method, work.part, faults.rate_limited(3600) if fault == "an hour" else told(any_jira, fault)
    )
    error = attempt(any_jira, work, tmp_path)
    assert isinstance(error, TrackerUnavailable)
    assert f"{seconds} seconds" in error.what
    assert sum(any_jira.clock.slept) < 60
    afterwards(any_jira, work, tmp_path)


@pytest.mark.parametrize("form", ["zero", "nothing", "503"])
def test_who_is_always_too_busy_is_given_up(any_jira: FakeJira, work: Work, tmp_path: Path, form: str) -> None:
    any_jira.faults.always(work.method, work.part, told(any_jira, form))
    assert isinstance(attempt(any_jira, work, tmp_path), TrackerUnavailable)
    assert len(any_jira.asked(work.method, work.part)) <= QUICK.attempts
    afterwards(any_jira, work, tmp_path)


BROKEN: dict[str, Callable[[], Fault]] = {
    "reset before the work": lambda: faults.reset(lands=False),
    "reset after the work": lambda: faults.reset(lands=True),
    "half an answer": faults.half,
    "half an answer, nothing done": lambda: faults.half(lands=False),
    "wrong JSON": faults.wrong_json,
    "wrong JSON, nothing done": lambda: faults.wrong_json(lands=False),
    "no answer": lambda: faults.held(Event()),
    "no answer, nothing done": lambda: faults.held(Event(), lands=False),
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("times", [1, 6])
def test_an_answer_that_never_came_or_came_broken(
    any_jira: FakeJira, work: Work, tmp_path: Path, how: str, times: int
) -> None:
    for _ in range(times):
        any_jira.faults.next(work.method, work.part, BROKEN[how]())
    error = attempt(any_jira, work, tmp_path)
    assert error is None or isinstance(error, TrackerUnavailable)
    if times == 1 and work.writes:
        assert error is None
        assert len(any_jira.asked(work.method, work.part)) == (2 if how.endswith(("before the work", "done")) else 1)
    any_jira.faults.open_gates()
    afterwards(any_jira, work, tmp_path)


def test_an_answer_that_comes_too_slowly_is_given_up(any_jira: FakeJira, work: Work, tmp_path: Path) -> None:
    """Each byte comes in time, and the last one never: the clock goes ten seconds at each look."""
    any_jira.faults.always(work.method, work.part, faults.dripping(Event(), pause=0.001))
    clock = any_jira.clock

    def later() -> object:
        clock.sleep(10)
        return clock.now()

    patience = Patience(attempts=2, silence=1)
    with Connection(account_of(any_jira), patience=patience, sleep=clock.sleep, now=later) as connection:  # type: ignore[arg-type]
        tracker = JiraTracker(connection, JiraSettings())
        if work.writes:  # what was done is found by looking
            assert work.do(tracker, tmp_path)
        else:
            with pytest.raises(TrackerUnavailable, match="takes too long"):
                work.do(tracker, tmp_path)
    any_jira.faults.open_gates()
    afterwards(any_jira, work, tmp_path)


@pytest.mark.parametrize("answer", [[], {}, "text", None, {"id": None}, {"key": 3}])
def test_json_of_another_kind(any_jira: FakeJira, work: Work, tmp_path: Path, answer: object) -> None:
    any_jira.faults.next(work.method, work.part, faults.other_json(answer))
    error = attempt(any_jira, work, tmp_path)
    assert error is None or isinstance(error, TrackerUnavailable | TicketUnreadable | TrackerRefused)
    if not work.writes:
        assert isinstance(error, TicketUnreadable | TrackerUnavailable)
    afterwards(any_jira, work, tmp_path)


def test_a_login_page_is_known_as_one(any_jira: FakeJira, work: Work, tmp_path: Path) -> None:
    any_jira.faults.next(work.method, work.part, faults.login_page())
    error = attempt(any_jira, work, tmp_path)
    assert isinstance(error, NotLoggedIn)
    assert "dbd doctor" in error.hint
    afterwards(any_jira, work, tmp_path)


def test_credentials_that_expire_midway(any_jira: FakeJira, work: Work, tmp_path: Path) -> None:
    world, token = any_jira.world, any_jira.token
    any_jira.faults.next(work.method, work.part, faults.just_before(lambda: world.expire(token)))
    error = attempt(any_jira, work, tmp_path)
    assert isinstance(error, NotLoggedIn)
    assert "dbd login" in error.hint
    world.add_token(token, "dana")
    afterwards(any_jira, work, tmp_path)


def test_a_bad_token_is_told_from_a_missing_task(any_jira: FakeJira, work: Work, tmp_path: Path) -> None:
    any_jira.world.expire(any_jira.token)
    assert isinstance(attempt(any_jira, work, tmp_path), NotLoggedIn)


def test_a_bad_token_is_known_even_where_the_server_says_nothing_of_it(any_jira: FakeJira, tmp_path: Path) -> None:
    any_jira.faults.next("GET", f"/issue/{TASK}", faults.status(404))
    any_jira.faults.next("GET", "/myself", faults.status(401))
    assert isinstance(attempt(any_jira, WORKS["load"], tmp_path), NotLoggedIn)


def test_a_transition_that_is_gone_for_good(any_jira: FakeJira, tmp_path: Path) -> None:
    any_jira.faults.next("GET", "/transitions", faults.meanwhile(lambda: any_jira.world.withdraw("Start work")))
    error = attempt(any_jira, WORKS["move"], tmp_path)
    assert isinstance(error, TrackerRefused)
    assert "Start work" in error.what
    assert moves(any_jira) == 0


def test_a_required_field_without_a_value(any_jira: FakeJira, tmp_path: Path) -> None:
    world = any_jira.world
    world.workflow = [world.transition("Start work", "In Progress", ("To Do",), (ScreenField(field="duedate"),))]
    error = attempt(any_jira, WORKS["move"], tmp_path)
    assert isinstance(error, TrackerRefused)
    assert '"Due date"' in error.what
    assert any_jira.asked("POST", "/transitions") == []


def test_a_file_that_is_too_large(any_jira: FakeJira, tmp_path: Path) -> None:
    any_jira.world.attachment_limit = 4
    error = attempt(any_jira, WORKS["attach"], tmp_path)
    assert isinstance(error, TrackerRefused)
    assert "4 bytes" in error.what
    assert files(any_jira) == 0


WRITES = {name: work for name, work in WORKS.items() if work.writes}
WRITES["work"] = Work("POST", f"/issue/{TASK}/worklog", log_work, worklogs)


@pytest.mark.parametrize("name", WRITES)
def test_two_runs_at_once_do_it_once(any_jira: FakeJira, tmp_path: Path, name: str) -> None:
    """Both look before either writes: they meet at a barrier on their way."""
    work = WRITES[name]
    both = Barrier(2, timeout=10)
    errors: list[object] = []

    def run(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        with tracker_on(any_jira, patience=Patience(), worklog=True) as tracker:
            tracker.load(TASK)
            original = tracker.site.wait_to_write

            def meet(key: str) -> None:
                tracker.site.wait_to_write = original  # type: ignore[method-assign]
                both.wait()
                original(key)

            tracker.site.wait_to_write = meet  # type: ignore[method-assign]
            try:
                work.do(tracker, folder)
            except DatabaseDeveloperError as error:
                errors.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert len(any_jira.asked(work.method, work.part)) == 2
    assert work.done(any_jira) == 1
    afterwards(any_jira, work, tmp_path)


def test_what_hits_the_note_on_the_issue_harms_nothing(any_jira: FakeJira, work: Work, tmp_path: Path) -> None:
    any_jira.faults.always("*", "/properties/", faults.status(500))
    assert attempt(any_jira, work, tmp_path) is None
    afterwards(any_jira, work, tmp_path)


def test_no_server_at_all(tmp_path: Path) -> None:
    with FakeJira(is_cloud=True) as fake:
        account = account_of(fake)
    with Connection(account, patience=QUICK, sleep=fake.clock.sleep, now=fake.clock.now) as connection:
        tracker = JiraTracker(connection, JiraSettings())
        for work in WORKS.values():
            with pytest.raises(TrackerUnavailable, match="cannot be reached"):
                work.do(tracker, tmp_path)
