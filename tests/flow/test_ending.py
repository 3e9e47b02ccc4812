"""However a run ends, it leaves no server, no database and no half-written file."""

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

from database_developer.postgres.server import PREFIX, open_run
from support.projects import Project, example_project

SMALL = "KAN-34"


@pytest.fixture(scope="module")
def cache() -> Iterator[Path]:
    """The place of a server that nobody else uses, made once and started anew for each test."""
    folder = Path(tempfile.mkdtemp(prefix="dbde"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def alone(tmp_path: Path, cache: Path) -> Iterator[Project]:
    """A project whose server nobody else uses."""
    yield example_project(tmp_path / "project", cache)
    assert no_server(cache)


def no_server(cache: Path, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not list(cache.glob("clusters/*/data/postmaster.pid")):
            return True
        time.sleep(0.05)
    return False


def started(project: Project) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "database_developer", SMALL, "--project", str(project.folder)]
    environment = {**os.environ, "DBD_CACHE": str(project.cache)}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Half way" in line:
            return process
    raise AssertionError(process.communicate())


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow), signal.SIGKILL]
)
def test_a_run_that_is_stopped_leaves_nothing(alone: Project, number: signal.Signals) -> None:
    before = alone.files()
    process = started(alone)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    if number is signal.SIGKILL:
        assert process.returncode == -signal.SIGKILL
    else:
        assert process.returncode == 130
        assert "stopped" in said
    assert no_server(alone.cache)
    written = alone.files()
    assert written.keys() - before.keys() <= {f"tickets/{SMALL}.comments.md"}
    if number is not signal.SIGKILL:
        assert "The database work stopped" in written[f"tickets/{SMALL}.comments.md"]
    assert not list(alone.folder.rglob("*.unfinished"))
    with open_run(cache=alone.cache) as run:
        left = run.admin.rows("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        assert left == []
        assert run.admin.rows("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [PREFIX]) == [(run.name,)]


def test_two_runs_of_one_ticket_do_not_meet(alone: Project) -> None:
    first = started(alone)
    second = alone.json(SMALL)
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert f"another run of {SMALL}" in second["error"]["what"]


@pytest.mark.slow
def test_two_tickets_at_once(alone: Project) -> None:
    first = started(alone)
    second = alone.json("KAN-29", "--out", str(alone.folder.parent / "out"))
    first.communicate(timeout=120)
    assert (first.returncode, second["exit_code"]) == (0, 0)
