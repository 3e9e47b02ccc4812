"""The embedded server: started once, shared, stopped with its last user, swept after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from database_developer.errors import ServerUnavailable, StatementFailed
from database_developer.postgres.server import PREFIX, Run, open_run
from database_developer.postgres.session import Session

USER = """
import sys, time
from pathlib import Path
from database_developer.postgres.server import open_run
with open_run(cache=Path(sys.argv[1])) as run:
    shadow = run.create("left")
    print(run.name, flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def cache() -> Iterator[Path]:
    """A cache of its own, short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="dbdt"))
    folder.chmod(0o755)
    yield folder
    until(lambda: not servers(folder))
    shutil.rmtree(folder, ignore_errors=True)


def using(cache: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", USER, str(cache), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def servers(cache: Path) -> list[Path]:
    return list(cache.glob("clusters/*/data/postmaster.pid"))


def until(holds: object, seconds: float = 20) -> bool:
    assert callable(holds)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_the_server_stops_with_its_last_user(cache: Path) -> None:
    with open_run(cache=cache) as run:
        assert run.version == 18
        assert servers(cache)
    assert until(lambda: not servers(cache))


def test_a_killed_user_leaves_no_server_and_no_database(cache: Path) -> None:
    process = using(cache, 60)
    assert process.stdout is not None
    name = process.stdout.readline().strip()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert until(lambda: not servers(cache))
    with open_run(cache=cache) as run:
        left = run.admin.rows("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
        roles = run.admin.rows("SELECT rolname FROM pg_roles WHERE rolname = %s", [name])
    assert (left, roles) == ([], [])


def test_two_at_once_share_the_server(cache: Path) -> None:
    first, second = using(cache, 1), using(cache, 1)
    assert (first.wait(timeout=60), second.wait(timeout=60)) == (0, 0)
    assert until(lambda: not servers(cache))


def test_a_dead_run_is_swept_and_a_living_one_is_not(run: Run) -> None:
    with Session.open(run.base) as session:
        session.run(f"CREATE ROLE {PREFIX}1_dead")
        session.run(f"CREATE DATABASE {PREFIX}1_dead_0_left OWNER {PREFIX}1_dead")
    with run.shadow("alive") as alive, open_run(cache=cache_of(run)) as other:
        assert other.admin.rows("SELECT 1 FROM pg_database WHERE datname = %s", [alive.name])
        assert not other.admin.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", [f"{PREFIX}1_dead"])
        assert not other.admin.rows("SELECT 1 FROM pg_database WHERE datname = %s", [f"{PREFIX}1_dead_0_left"])


def cache_of(run: Run) -> Path:
    sockets = Path(run.base.split()[0].removeprefix("host="))
    return sockets.parents[2]


def test_a_broken_cluster_is_made_anew(cache: Path) -> None:
    with open_run(cache=cache):
        data = next(cache.glob("clusters/*/data"))
    assert until(lambda: not servers(cache))
    (data / "global" / "pg_control").unlink()
    with open_run(cache=cache) as run:
        assert run.admin.value("SELECT 1") == 1


def test_after_surrender_the_role_is_an_ordinary_owner(cache: Path) -> None:
    with open_run(cache=cache) as run, run.shadow("mine") as shadow:
        run.surrender()
        assert not run.is_superuser
        with shadow.session() as session:
            session.run("CREATE TABLE t (a int)")
            with pytest.raises(StatementFailed) as refused:
                session.run("COPY t TO PROGRAM 'cat'")
            assert refused.value.sqlstate == "42501"


def test_an_address_that_leads_nowhere_is_named() -> None:
    with (
        pytest.raises(ServerUnavailable, match="cannot connect"),
        open_run(cache=Path("/nowhere"), server="postgresql://127.0.0.1:1/none"),
    ):
        pass


def test_programs_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(ServerUnavailable, match="cannot run"), open_run(cache=tmp_path, postgres_bin=tmp_path):
        pass
