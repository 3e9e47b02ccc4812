"""The runner dies at each boundary there is; another one goes on from there, or takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from database_developer.errors import ConnectionLost
from database_developer.model.schema import Schema
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from database_developer.running.migrating import migrate, resume
from database_developer.running.options import Options
from database_developer.running.rolling_back import rollback
from database_developer.running.status import status
from database_developer.running.telling import Moment, Point
from support.long_change import NAME, assert_filled_once, assert_rows_as_before, long_change, start_anew
from support.running import NO_RECONNECT, OPTIONS, Crash, Heard, Watcher, assert_schema, end_runner

pytestmark = pytest.mark.slow
AT_ONCE = Options(limits=NO_RECONNECT)


@dataclass(frozen=True)
class Journey:
    """Where the long change starts and where it leads to, and the boundaries on its way there and back."""

    shadow: Shadow
    before: Schema
    after: Schema
    moments: tuple[Moment, ...]
    moments_back: tuple[Moment, ...]

    @contextmanager
    def anew(self) -> Iterator[Shadow]:
        """The database as it is at the start."""
        start_anew(self.shadow.url)
        yield self.shadow


@pytest.fixture(scope="module")
def journey(run: Run) -> Iterator[Journey]:
    with run.shadow("journey") as shadow:
        start_anew(shadow.url)
        before = shadow.schema()
        there, back = Watcher(), Watcher()
        migrate(shadow.url, long_change(), OPTIONS, observer=there)
        after = shadow.schema()
        assert_filled_once(shadow.url)
        rollback(shadow.url, long_change(), OPTIONS, observer=back)
        assert_schema(shadow.schema(), before, "after the rollback")
        yield Journey(shadow, before, after, tuple(there.moments), tuple(back.moments))


def test_there_are_boundaries_of_each_kind(journey: Journey) -> None:
    assert {moment.point for moment in journey.moments} == set(Point)
    assert sum(moment.point is Point.BATCH_RUN for moment in journey.moments) == 3


def stopped(url: str, observer: Watcher, how: str, direction: str = "up") -> None:
    """Run until the observer ends it."""
    act = migrate if direction == "up" else rollback
    if how == "crash":
        with pytest.raises(Crash):
            act(url, long_change(), OPTIONS, observer=observer)
        return
    observer.action = lambda moment: end_runner(url)
    try:
        act(url, long_change(), AT_ONCE, observer=observer)
    except ConnectionLost as error:
        assert "dbd resume" in error.hint


@pytest.mark.parametrize("how", ["crash", "terminated"])
def test_resumed_from_anywhere(journey: Journey, how: str) -> None:
    for number, moment in enumerate(journey.moments):
        with journey.anew() as shadow:
            stopped(shadow.url, Watcher(stop_at=number), how)
            resume(shadow.url, long_change(), OPTIONS)
            assert_schema(shadow.schema(), journey.after, f"resumed after {moment}")
            assert_filled_once(shadow.url)
            found = status(shadow.url, long_change())
            assert (len(found.applied), found.unfinished, found.pending) == (1, (), ()), moment


@pytest.mark.parametrize("how", ["crash", "terminated"])
def test_taken_back_from_anywhere(journey: Journey, how: str) -> None:
    for number, moment in enumerate(journey.moments):
        with journey.anew() as shadow:
            stopped(shadow.url, Watcher(stop_at=number), how)
            rollback(shadow.url, long_change(), OPTIONS)
            assert_schema(shadow.schema(), journey.before, f"taken back after {moment}")
            assert_rows_as_before(shadow.url)
            found = status(shadow.url, long_change())
            assert (found.applied, found.unfinished, found.pending) == ((), (), (NAME,)), moment


def test_a_rollback_is_resumed_from_anywhere(journey: Journey) -> None:
    for number, moment in enumerate(journey.moments_back):
        with journey.anew() as shadow:
            migrate(shadow.url, long_change(), OPTIONS)
            stopped(shadow.url, Watcher(stop_at=number), "crash", "down")
            resume(shadow.url, long_change(), OPTIONS)
            assert_schema(shadow.schema(), journey.before, f"resumed after {moment}")
            assert_rows_as_before(shadow.url)


def test_a_lost_connection_is_found_again_anywhere(journey: Journey) -> None:
    """Without anybody's help: the journal says whether a block was committed."""
    for number, moment in enumerate(journey.moments):
        with journey.anew() as shadow:
            heard, url = Heard(), shadow.url
            watcher = Watcher(stop_at=number, action=lambda _, url=url: end_runner(url))
            outcome = migrate(url, long_change(), OPTIONS, heard, observer=watcher)
            assert len(outcome.taken) == 1, moment
            assert_schema(shadow.schema(), journey.after, f"after {moment}")
            assert_filled_once(url)


def test_twice_killed_is_no_worse(journey: Journey) -> None:
    """Killed, resumed and killed again, until it is through."""
    with journey.anew() as shadow:
        for _ in range(len(journey.moments)):
            try:
                migrate(shadow.url, long_change(), OPTIONS, observer=Watcher(stop_at=6))
            except Crash:
                continue
            break
        assert_schema(shadow.schema(), journey.after, "in the end")
        assert_filled_once(shadow.url)


def test_migrate_says_that_it_goes_on(journey: Journey) -> None:
    with journey.anew() as shadow:
        stopped(shadow.url, Watcher(stop_at=8), "crash")
        found = status(shadow.url, long_change())
        assert found.unfinished[0].done < found.unfinished[0].of
        assert not found.is_sound
        heard = Heard()
        migrate(shadow.url, long_change(), OPTIONS, heard)
        assert any("going on with" in line for line in heard.remarks)
        assert_filled_once(shadow.url)
