"""The queue's tables, and the server that is kept for them."""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from procrastinate.testing import InMemoryConnector

from conftest import Database
from database_developer.errors import ServerUnavailable, UsageError
from database_developer.postgres import standing
from database_developer.postgres.kept import kept_server, with_search_path
from database_developer.watching import laying
from database_developer.watching.laying import laid
from database_developer.watching.ledger import Ledger
from database_developer.watching.queue import Queue, opened, rescue
from database_developer.watching.steady import SteadyJobs
from support.watching import Desk, Watching, until


def test_tables_are_laid_once_whoever_comes_first(other_database: Database) -> None:
    with ThreadPoolExecutor(4) as several:
        addresses = set(several.map(laid, [other_database.url] * 4))
    assert len(addresses) == 1
    assert Ledger(addresses.pop()).is_reachable()


def test_the_queue_stands_beside_others_in_a_database(other_database: Database) -> None:
    with other_database.connect() as connection:
        connection.execute(SchemaManager.get_schema().encode())
        connection.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('a', 'b')")
    assert Ledger(laid(other_database.url)).counts() == {}


def test_a_newer_release_changes_the_tables_once(
    other_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = laid(other_database.url)
    script = tmp_path / "99.00.00_01_pre_more.sql"
    script.write_text("CREATE TABLE more (id int); INSERT INTO more VALUES (1);")
    known = laying.scripts()
    monkeypatch.setattr(laying, "scripts", lambda: (*known, script))
    assert laid(other_database.url) == laid(other_database.url) == url
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT * FROM more").fetchall() == [(1,)]
    monkeypatch.setattr(laying, "scripts", lambda: known)
    with pytest.raises(UsageError, match=r"99\.00\.00_01_pre_more"):
        laid(other_database.url)


def test_an_address_that_is_none_is_refused_without_showing_it() -> None:
    with pytest.raises(ServerUnavailable) as caught:
        with_search_path("postgresql://me:secret@[:bad", "dbd_watch")
    assert "secret" not in str(caught.value)


def test_rescuers_put_a_job_back_once(url: str, queue: Queue) -> None:
    queue.put("KAN-1")
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda _: rescue(url, stalled=60, attempts=5), range(8)))
    assert [it for it in found if it] == [("KAN-1",)]
    assert Ledger(url).counts() == {"todo": 1}


def test_what_is_queued_again_already_is_not_put_back_beside_it(url: str, queue: Queue) -> None:
    queue.put("KAN-1")
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    queue.put("KAN-1")
    rescue(url, stalled=60, attempts=5)
    assert Ledger(url).counts() == {"todo": 1}
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT attempts FROM procrastinate_jobs").fetchall() == [(1,)]


def test_a_living_worker_keeps_its_job(url: str, queue: Queue) -> None:
    queue.put("KAN-1")
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1")
    assert rescue(url, stalled=60, attempts=5) == ()


def test_old_deliveries_are_forgotten(url: str) -> None:
    ledger = Ledger(url)
    ledger.remember({"old", "new"})
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE deliveries SET at = now() - interval '4 days' WHERE mark = 'old'")
    ledger.sweep()
    assert (ledger.knows({"old"}), ledger.knows({"new"})) == (False, True)


class Away(InMemoryConnector):
    """A queue that cannot be reached."""

    async def execute_query_one_async(self, query: str, **arguments: Any) -> dict[str, Any]:
        raise ConnectorException

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        raise ConnectorException


def test_a_worker_whose_queue_is_away_finds_no_job_and_does_not_end() -> None:
    steady = SteadyJobs(Away())
    assert asyncio.run(steady.fetch_job(queues=["tickets"], worker_id=1)) is None
    asyncio.run(steady.update_heartbeat(1))
    asyncio.run(steady.unregister_worker(1))
    assert steady.heard == 0, "a beat that nobody took is none"


@pytest.fixture
def place() -> Iterator[Path]:
    """A cache that the server's account can reach."""
    cache = Path(tempfile.mkdtemp(prefix="dbdq"))
    cache.chmod(0o755)
    yield cache
    standing.stop(cache / "queue", cache)
    shutil.rmtree(cache, ignore_errors=True)


@pytest.fixture
def kept(place: Path) -> Callable[[], AbstractContextManager[str]]:
    return lambda: kept_server(place / "queue", place, database="dbd_queue")


@pytest.mark.slow
def test_a_kept_server_stops_with_its_last_user_and_keeps_what_it_holds(
    kept: Callable[[], AbstractContextManager[str]], place: Path
) -> None:
    with kept() as url:
        with kept() as same, opened(laid(same)) as queue:
            queue.put("KAN-1")
        assert same == url
        assert Ledger(laid(url)).counts() == {"todo": 1}, "one of two users went, and it runs on"
    assert standing.find(place / "queue", place) is None
    with kept() as again:
        assert Ledger(laid(again)).counts() == {"todo": 1}


@pytest.mark.slow
def test_a_run_outlives_a_restart_of_the_queue_and_is_stopped_where_it_is_away_for_long(
    kept: Callable[[], AbstractContextManager[str]], place: Path, desk: Desk
) -> None:
    with kept() as url:
        desk.queue = url
        desk.does("KAN-1", seconds=2.5)
        desk.does("KAN-2", seconds=60)
        with desk.watching(stalled=8.0, workers=2) as watching:
            restarted_while(desk, place, "KAN-1")
            until(lambda: desk.log("KAN-1") == ["begin", "end"])
            until(lambda: Ledger(laid(url)).counts() == {})
            away_while(desk, place, "KAN-2")
            until(lambda: desk.log("KAN-2") == ["begin", "taken-back", "begin", "end"], 60)
            until(lambda: Ledger(laid(url)).counts() == {})
            ends(watching)
    assert desk.log("KAN-1") == ["begin", "end"]


def restarted_while(desk: Desk, place: Path, key: str) -> None:
    desk.ticket(key)
    until(lambda: desk.log(key) == ["begin"])
    standing.stop(place / "queue", place)
    standing.start(place / "queue", place)


def away_while(desk: Desk, place: Path, key: str) -> None:
    desk.ticket(key)
    until(lambda: desk.log(key) == ["begin"])
    standing.stop(place / "queue", place)
    until(lambda: desk.log(key) == ["begin", "taken-back"])
    desk.does(key, seconds=0)
    standing.start(place / "queue", place)


def ends(watching: Watching) -> None:
    watching.signal(signal.SIGTERM)
    assert watching.ended() == 0
