"""Watchers as processes: never two runs of a ticket, and nothing lost however one ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress

import pytest

from database_developer.watching.ledger import Ledger
from database_developer.watching.runs import Runs
from database_developer.watching.watcher import put_back
from support.watching import Desk, options_of, until


def test_two_watchers_never_run_a_ticket_together(desk: Desk, url: str) -> None:
    keys = [f"KAN-{number}" for number in range(1, 6)]
    with desk.watching(workers=2), desk.watching(workers=2):
        for key in keys:
            desk.does(key, seconds=0.3)
            desk.ticket(key)
        until(lambda: all("begin" in desk.log(key) for key in keys))
        for key in keys:
            desk.ticket(key, "It changed while it was run.")
        until(lambda: all(desk.log(key) == ["begin", "end"] * 2 for key in keys))
        until(lambda: Ledger(url).counts() == {})  # done jobs leave nothing behind
    assert (desk.folder / "stub" / "log").read_text().count("overlap") == 0


def test_several_workers_of_one_watcher_run_side_by_side(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.does(f"KAN-{number}", seconds=30)
        desk.ticket(f"KAN-{number}")
    with desk.watching(workers=2, grace=0.0) as watching:
        until(lambda: sum(desk.log(f"KAN-{number}") == ["begin"] for number in (1, 2, 3)) == 2)
        watching.signal(signal.SIGTERM)
        assert watching.ended() == 0


def test_a_killed_worker_leaves_its_ticket_to_another_and_no_run_behind(desk: Desk) -> None:
    desk.does("KAN-1", seconds=60)
    desk.ticket("KAN-1")
    with desk.watching() as first:
        until(lambda: desk.log("KAN-1") == ["begin"])
        desk.does("KAN-1", seconds=0)
        with desk.watching() as second:
            first.signal(signal.SIGKILL)
            until(lambda: desk.log("KAN-1") == ["begin", "taken-back", "begin", "end"])
            assert "put back from a worker that is no more: KAN-1" in second.said()
    assert is_gone(desk.pids("KAN-1")[0])


def is_gone(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return False
    return True


@pytest.mark.slow
def test_a_run_that_kills_its_worker_again_and_again_is_given_up(desk: Desk, url: str) -> None:
    desk.does("KAN-1", seconds=60, may_find_mark=True)
    desk.ticket("KAN-1")
    for attempt in (1, 2):
        with desk.watching(attempts=2, stalled=1.5) as watching:
            until(lambda attempt=attempt: desk.log("KAN-1").count("begin") == attempt)
            watching.signal(signal.SIGKILL)
            watching.ended()
    with desk.watching(attempts=2, stalled=1.5):
        until(lambda: [it.key for it in Ledger(url).dead()] == ["KAN-1"])


def test_a_signal_lets_the_run_finish_and_takes_no_other(desk: Desk, url: str) -> None:
    for key in ("KAN-1", "KAN-2"):
        desk.does(key, seconds=1.5)
        desk.ticket(key)
    with desk.watching() as watching:
        until(lambda: desk.log("KAN-1") == ["begin"])
        watching.signal(signal.SIGTERM)
        assert watching.ended() == 0
    assert (desk.log("KAN-1"), desk.log("KAN-2")) == (["begin", "end"], [])
    assert Ledger(url).counts() == {"todo": 1}


def test_after_the_grace_runs_are_stopped_as_by_ctrl_c_and_put_back(desk: Desk, url: str) -> None:
    desk.does("KAN-1", seconds=60)
    desk.ticket("KAN-1")
    with desk.watching(grace=0.3) as watching:
        until(lambda: desk.log("KAN-1") == ["begin"])
        watching.signal(signal.SIGTERM)
        assert watching.ended() == 0
    assert desk.log("KAN-1") == ["begin", "taken-back"]
    assert Ledger(url).counts() == {"todo": 1}
    desk.does("KAN-1", seconds=0)
    with desk.watching():
        until(lambda: desk.log("KAN-1")[2:] == ["begin", "end"])


def test_a_second_signal_stops_at_once_and_the_ticket_stays_queued(desk: Desk, url: str) -> None:
    desk.does("KAN-1", seconds=60)
    desk.ticket("KAN-1")
    with desk.watching(grace=60.0) as watching:
        until(lambda: desk.log("KAN-1") == ["begin"])
        watching.signal(signal.SIGTERM)
        until(lambda: stops_at_once(watching.signal, watching.said()))
        assert watching.ended() == 0
    assert desk.log("KAN-1") == ["begin"]
    assert Ledger(url).counts() == {"todo": 1}


def stops_at_once(send: object, said: str) -> bool:
    """Sends the second signal until it is taken for one: those that come together are one."""
    if "stopping at once" in said:
        return True
    with suppress(ProcessLookupError):
        send(signal.SIGTERM)  # type: ignore[operator]
    return False


@pytest.mark.parametrize("exit_code", [11, 20, 21])
def test_what_may_pass_is_tried_again_until_it_does(desk: Desk, url: str, exit_code: int) -> None:
    desk.does("KAN-1", exit_code=exit_code, says={"error": {"id": "away", "what": "not now"}})
    desk.ticket("KAN-1")
    with desk.watching(attempts=50):
        until(lambda: desk.log("KAN-1").count("end") >= 2)
        desk.does("KAN-1", exit_code=0)
        until(lambda: Ledger(url).counts() == {})
    assert Ledger(url).dead() == ()


def test_what_never_passes_is_given_up_and_can_be_put_back(desk: Desk, url: str) -> None:
    desk.does("KAN-1", exit_code=21, says={"error": {"id": "tracker-unavailable", "what": "it is away"}})
    desk.ticket("KAN-1")
    with desk.watching(attempts=3):
        until(lambda: Ledger(url).dead())
        assert desk.log("KAN-1").count("begin") == 3
        dead = Ledger(url).dead()[0]
        assert (dead.key, dead.attempts, dead.said) == ("KAN-1", 3, "tracker-unavailable: it is away")
        assert dead.at is not None
        desk.does("KAN-1", exit_code=0)
        assert put_back(options_of({"queue": desk.queue, "stub": str(desk.stub)}), "kan-1") == "KAN-1"
        until(lambda: desk.log("KAN-1").count("end") == 4)
        until(lambda: Ledger(url).counts() == {})
    assert Ledger(url).dead() == ()


def test_what_was_given_up_is_off_the_list_once_its_changed_ticket_is_done(desk: Desk, url: str) -> None:
    desk.does("KAN-1", exit_code=23)
    desk.ticket("KAN-1")
    with desk.watching():
        until(lambda: Ledger(url).dead())
        desk.does("KAN-1", exit_code=0)
        desk.ticket("KAN-1", "It changed.")
        until(lambda: Ledger(url).dead() == ())


@pytest.mark.parametrize(
    ("exit_code", "is_dead"), [(4, False), (6, False), (9, False), (10, False), (1, True), (23, True)]
)
def test_questions_and_refusals_are_not_tried_again(desk: Desk, url: str, exit_code: int, is_dead: bool) -> None:
    desk.does("KAN-1", exit_code=exit_code)
    desk.does("KAN-2", seconds=0)
    desk.ticket("KAN-1")
    with desk.watching():
        until(lambda: "end" in desk.log("KAN-1"))
        desk.ticket("KAN-2")  # by the time it is done, some more looks were taken
        until(lambda: "end" in desk.log("KAN-2"))
    assert desk.log("KAN-1") == ["begin", "end"]
    assert bool(Ledger(url).dead()) == is_dead


def test_a_ticket_that_waits_for_answers_is_run_again_when_it_changes(desk: Desk) -> None:
    desk.does("KAN-1", exit_code=4)
    desk.ticket("KAN-1")
    with desk.watching():
        until(lambda: desk.log("KAN-1") == ["begin", "end"])
        desk.ticket("KAN-1", "Now with the answer.")
        until(lambda: desk.log("KAN-1") == ["begin", "end"] * 2)


def test_the_secret_is_not_told_to_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBD_WEBHOOK_SECRET", "hidden")
    monkeypatch.setenv("DBD_ROWS", "3000")
    program = "import os, json; print(json.dumps({'headline': [v for v in os.environ if v.startswith('DBD_')]}))"
    ended = asyncio.run(Runs(command=(sys.executable, "-c", program), patience=1).run("KAN-1"))
    assert "DBD_ROWS" in ended.said
    assert "DBD_WEBHOOK_SECRET" not in ended.said


def test_a_failed_run_makes_way_for_the_changed_ticket_that_waits(desk: Desk, url: str) -> None:
    desk.does("KAN-1", seconds=1, exit_code=21)
    desk.ticket("KAN-1")
    with desk.watching(backoff=60.0):
        until(lambda: desk.log("KAN-1") == ["begin"])
        desk.does("KAN-1", exit_code=0)
        desk.ticket("KAN-1", "It changed.")
        until(lambda: Ledger(url).counts().get("todo") == 1)
        until(lambda: desk.log("KAN-1") == ["begin", "end"] * 2)
        until(lambda: Ledger(url).counts() == {})


@pytest.mark.slow
def test_the_heart_beats_on_while_runs_finish(desk: Desk) -> None:
    desk.does("KAN-1", seconds=4)
    desk.ticket("KAN-1")
    with (
        desk.watching(stalled=1.5) as first,
        desk.watching(stalled=1.5, every=None, webhook=True, secret="a") as second,
    ):
        until(lambda: desk.log("KAN-1") == ["begin"])
        (first if "begun" in first.said() else second).signal(signal.SIGTERM)
        until(lambda: len(desk.log("KAN-1")) > 1)
    assert desk.log("KAN-1") == ["begin", "end"]


def test_an_error_that_nobody_thought_of_ends_the_watcher(desk: Desk) -> None:
    with desk.watching(broken=True) as watching:
        assert watching.ended() == 1
        assert "ZeroDivisionError" in watching.said()
