"""A project of its own for each test of the whole way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import keyring
import pytest
from keyring.backends import null

from database_developer.pipeline import post
from database_developer.postgres.server import Run
from database_developer.proof import prover
from database_developer.proof.exercises import faults
from database_developer.trackers.jira import connection, site
from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from database_developer.trackers.jira.waits import Patience
from support.fake_jira.fixtures import checked
from support.jira_projects import JiraProject
from support.projects import Project, example_project
from support.server import cache_folder


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Project:
    """A copy of the example project; the server is already running."""
    return example_project(tmp_path / "project", cache_folder())


@pytest.fixture(autouse=True)
def few_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner is cut off at its first and last boundary only, to save time: others try them all."""
    monkeypatch.setattr(faults, "MOST_CUTS", 2)


Opened = Callable[[bool], JiraProject]
SHORT = ("there-and-back", "constraints-bite", "checks")


@pytest.fixture
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little patience with the tracker, and no distance between writes: what is sent is the same."""
    monkeypatch.setattr(site, "BETWEEN_WRITES", 0.0)
    monkeypatch.setattr(post, "BETWEEN_UPDATES", 0.0)
    monkeypatch.setattr(connection, "Patience", partial(Patience, attempts=1, silence=5))


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's keyring is looked into."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    keyring.set_keyring(null.Keyring())


@pytest.fixture
def short_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the quickest exercises are done where a test is about something else: others try them all."""
    monkeypatch.setattr(prover, "EXERCISES", tuple(one for one in prover.EXERCISES if one.id in SHORT))


@pytest.fixture
def jira_project(project: Project, monkeypatch: pytest.MonkeyPatch, no_waits: None) -> Iterator[Opened]:
    """Makes the project one whose tickets are in a Jira: of Cloud, or of Data Center."""
    with ExitStack() as stack:

        def opened(is_cloud: bool) -> JiraProject:
            fake = stack.enter_context(checked(is_cloud=is_cloud, first_id=10000 if is_cloud else 23000))
            fake.world.issues.clear()
            monkeypatch.setenv(URL, fake.url)
            monkeypatch.setenv(EMAIL, fake.email if is_cloud else "")
            monkeypatch.setenv(TOKEN, fake.token)
            return JiraProject(project, fake)

        yield opened


@pytest.fixture(params=["cloud", pytest.param("data center", marks=pytest.mark.slow)])
def jira(request: pytest.FixtureRequest, jira_project: Opened, short_proof: None) -> JiraProject:
    return jira_project(request.param == "cloud")


@pytest.fixture
def cloud(jira_project: Opened, short_proof: None) -> JiraProject:
    return jira_project(True)
