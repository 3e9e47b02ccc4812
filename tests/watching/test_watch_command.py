"""``dbd watch`` as it is typed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Database
from database_developer.cli import watch as command
from database_developer.cli.main import main
from database_developer.watching.ledger import Ledger
from database_developer.watching.queue import Queue
from database_developer.watching.runs import SECRET
from support.projects import Project, example_project
from support.server import cache_folder
from support.watching import until


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return example_project(tmp_path / "project", cache_folder())


def dbd(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["watch", "--project", str(project.folder), *arguments], catch_exceptions=False)


def test_without_the_extra_it_says_how_to_install_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "procrastinate" else find(name))
    result = dbd(project)
    assert result.exit_code == 2
    assert 'team mode needs "procrastinate"' in result.stderr
    assert "database-developer[team]" in result.stderr


def test_nothing_of_the_extra_is_imported_until_it_is_wanted() -> None:
    program = (
        "import sys, database_developer.cli.main; print([m for m in sys.modules if m.startswith(('proc', 'prom'))])"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert json.loads(out.replace("'", '"')) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--webhook", "127.0.0.1:0"), "need a secret"),
        (("--no-poll",), "nothing to watch"),
        (("--health", "8091"), '"8091" is no address'),
        (("--webhook", "127.0.0.1:99999"), "is no address"),
        (("--retry", "KAN-1"), '"KAN-1" is not in the dead-letter list'),
    ],
)
def test_what_makes_no_sense_is_refused(
    project: Project, database: Database, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    result = dbd(project, "--queue", database.url, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_queue_that_cannot_be_reached_is_said_without_its_password(project: Project) -> None:
    result = dbd(project, "--queue", "postgresql://me:hidden@127.0.0.1:1/x")
    assert result.exit_code == 11
    assert "hidden" not in result.output + result.stderr


def test_the_dead_letter_list_is_shown_and_emptied(
    project: Project, database: Database, url: str, queue: Queue
) -> None:
    assert dbd(project, "--queue", database.url, "--dead").output == "No ticket was given up.\n"
    give_up(url, queue, "KAN-29")
    row = json.loads(dbd(project, "--queue", database.url, "--dead", "--json").output)[0]
    assert (row["key"], row["attempts"], row["said"]) == ("KAN-29", 1, "away: not now")
    assert "KAN-29" in dbd(project, "--queue", database.url, "--dead").output
    assert dbd(project, "--queue", database.url, "--retry", "kan-29").output == "KAN-29 is in the queue again.\n"
    assert Ledger(url).counts() == {"todo": 1}
    assert dbd(project, "--queue", database.url, "--retry", "KAN-29").exit_code == 2


def give_up(url: str, queue: Queue, key: str) -> None:
    ledger = Ledger(url)
    queue.put(key)
    ledger._run("UPDATE procrastinate_jobs SET status = 'doing'", [])
    ledger._run("SELECT procrastinate_finish_job_v1(max(id), 'failed', false) FROM procrastinate_jobs", [])
    ledger.end(key, 21, "away: not now")


def test_runs_are_started_with_the_flags_given_here(project: Project) -> None:
    options = dict.fromkeys(("schema", "database", "server", "postgres_bin", "cache", "out", "allow", "queue"))
    given = {**options, "project": ".", "tickets": "a b", "migrations": None, "rows": "500", "queue": "secret"}
    words = command._command(given)
    assert words[1:4] == ("-m", "database_developer", "run")
    assert {"--tickets=a b", "--rows=500", "--on-a-leash", "--json"} <= set(words)
    assert words[-1] == "--"
    assert not any("secret" in word for word in words)


def started(arguments: list[str], project: Project, out: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "database_developer", *arguments, "--project", str(project.folder)]
    environment = {**os.environ, "DBD_CACHE": str(project.cache), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with out.open("w") as file:
        return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=file, stderr=file, env=environment, text=True)


@pytest.mark.slow
def test_a_run_on_a_leash_ends_when_whoever_holds_it_is_gone(project: Project, tmp_path: Path) -> None:
    before, out = project.files(), tmp_path / "out"
    process = started(["run", "KAN-29", "--on-a-leash"], project, out)
    until(lambda: "Half way" in out.read_text(), 60)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(30) == 130
    changed = {name for name, text in project.files().items() if before.get(name) != text}
    assert changed <= {"tickets/KAN-29.md", "tickets/KAN-29.comments.md"}


@pytest.fixture
def swept(project: Project) -> Iterator[None]:
    """No queue of the test's is left in the cache."""
    before = set((project.cache / "dev").glob("queue-*"))
    yield
    for folder in set((project.cache / "dev").glob("queue-*")) - before:
        shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.usefixtures("swept")
def test_a_ticket_is_run_for_real_on_a_queue_of_the_projects_own(project: Project, tmp_path: Path) -> None:
    for path in (project.folder / "tickets").glob("*.md"):
        path.unlink()
    project.ticket("KAN-50", "Add a column `nickname` (text, optional) to the table `users`.")
    out = tmp_path / "out"
    process = started(["watch", "--health", "none", "--every", "1"], project, out)
    until(lambda: "KAN-50: " in out.read_text() and "exit code" in out.read_text(), 120)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert "exit code 0" in out.read_text()
    assert list((project.folder / "migrations").glob("*kan_50*.up.sql"))
