"""``dbd watch`` as it is typed, on tasks of a Jira: each is run for real, once, and its comment stands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Database
from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from database_developer.watching.runs import SECRET as NAME_OF_SECRET
from support.fake_jira import faults, webhooks
from support.fake_jira.clock import WallClock
from support.fake_jira.fixtures import checked
from support.jira_projects import JiraProject
from support.projects import example_project
from support.server import cache_folder
from support.watching import SECRET, Watching, until

pytestmark = pytest.mark.slow

LONG = 120  # seconds, for a run on a busy machine


@dataclass(frozen=True)
class Team:
    """A project whose tasks are in a Jira, and the queue that its watchers share."""

    jira: JiraProject
    queue: str
    folder: Path

    def words(self, *arguments: str) -> list[str]:
        flags = ["--project", str(self.jira.project.folder), "--queue", self.queue]
        return [sys.executable, "-m", "database_developer", "watch", *flags, *arguments]

    def environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, sys.path))
        cache = str(self.jira.project.cache)
        return {**os.environ, "DBD_CACHE": cache, "DBD_ROWS": "3000", "PYTHONPATH": path, NAME_OF_SECRET: SECRET}

    @contextmanager
    def watching(self, *arguments: str) -> Iterator[Watching]:
        path = self.folder / "said"
        with path.open("w") as out:
            words = self.words("--health", "none", *arguments)
            process = subprocess.Popen(words, stdout=out, stderr=out, env=self.environment(), text=True)
        watching = Watching(process=process, path=path)
        try:
            until(lambda: "watching with" in watching.said(), LONG)
            yield watching
        finally:
            process.kill()
            process.wait(10)

    def says(self, *arguments: str) -> str:
        """What a command says that ends by itself."""
        words = self.words(*arguments)
        return subprocess.run(words, env=self.environment(), capture_output=True, text=True, check=True).stdout

    def is_proven(self, key: str) -> bool:
        return self.jira.issue(key).status.name == "In Review"

    def assert_told_once(self, key: str) -> None:
        assert self.jira.steps(key) == ["In Progress", "In Review"]
        (body,) = self.jira.ours(key)
        assert "Proven: none of" in json.dumps(body)
        assert len(self.jira.fake.asked("POST", f"/issue/{key}/comment")) == 1
        assert len(set(self.jira.attached(key))) == len(self.jira.attached(key)) >= 5


@pytest.fixture(params=["cloud"])
def team(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Team]:
    is_cloud = request.param == "cloud"
    with checked(is_cloud=is_cloud, clock=WallClock()) as fake:
        fake.world.issues.clear()
        monkeypatch.setenv(URL, fake.url)
        monkeypatch.setenv(EMAIL, fake.email if is_cloud else "")
        monkeypatch.setenv(TOKEN, fake.token)
        jira = JiraProject(example_project(tmp_path / "project", cache_folder()), fake)
        jira.says('project = "KAN"')
        yield Team(jira=jira, queue=database.url, folder=tmp_path)


def table(name: str) -> str:
    return f"Create a table {name}:\n\n- code: text, required, unique\n"


def test_tasks_appear_and_each_is_done_once(team: Team) -> None:
    team.jira.small("KAN-61", table("shipments"))
    with team.watching("--every", "1", "--workers", "2") as watching:
        until(lambda: "KAN-61: begun" in watching.said(), LONG)
        team.jira.small("KAN-62", table("parcels"))
        team.jira.small("SHOP-3", table("carts"))
        until(lambda: team.is_proven("KAN-61") and team.is_proven("KAN-62"), LONG)
        until(lambda: watching.said().count("exit code 0") == 2, LONG)
        team.jira.small("KAN-63", table("pallets"))
        until(lambda: team.jira.issue("KAN-63").status.name == "In Progress", LONG)
        watching.signal(signal.SIGTERM)
        assert watching.process.wait(LONG) == 0
        assert watching.said().rstrip().endswith("stopped")
        assert [watching.said().count(f"KAN-{number}: begun") for number in (61, 62, 63)] == [1, 1, 1]
    for key in ("KAN-61", "KAN-62", "KAN-63"):
        team.assert_told_once(key)
    assert team.jira.fake.writes("SHOP-3") == []


def test_what_jira_refuses_is_on_the_dead_letter_list_until_somebody_puts_it_back(team: Team) -> None:
    team.jira.fake.faults.always("GET", "/issue/KAN-61", faults.status(403))
    team.jira.small("KAN-61", table("shipments"))
    with team.watching("--every", "1") as watching:
        until(lambda: "KAN-61: given up: tracker-refused" in watching.said(), LONG)
        (dead,) = json.loads(team.says("--dead", "--json"))
        assert (dead["key"], dead["attempts"]) == ("KAN-61", 1)
        assert team.jira.fake.writes("KAN-61") == []
        team.jira.fake.faults.clear()
        assert team.says("--retry", "kan-61") == "KAN-61 is in the queue again.\n"
        until(lambda: "KAN-61: done" in watching.said(), LONG)
    assert team.says("--dead") == "No ticket was given up.\n"
    team.assert_told_once("KAN-61")


@pytest.mark.parametrize("team", ["data center"], indirect=True)
def test_webhooks_alone_lead_to_one_run_and_one_comment(team: Team) -> None:
    for key in ("KAN-61", "KAN-62"):
        team.jira.small(key, table("shipments"))
    with team.watching("--no-poll", "--webhook", "127.0.0.1:0") as watching:
        address = f"http://127.0.0.1:{watching.port('webhooks')}/webhook"

        def told(**more: str) -> int:
            return webhooks.deliver(team.jira.fake, address, "KAN-61", **{"secret": SECRET, **more}).status_code  # type: ignore[arg-type]

        assert told(secret="forged") == 401
        assert [told(identifier="one"), told(identifier="one")] == [202, 200]
        until(lambda: "KAN-61: done" in watching.said(), LONG)
        assert told() == 202  # of what the run itself has written
        until(lambda: "KAN-61: left alone: it did not change" in watching.said(), LONG)
    team.assert_told_once("KAN-61")
    assert team.jira.fake.writes("KAN-62") == []
