"""One server for the test session, one empty database for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from database_developer.postgres.server import Run, open_run
from database_developer.postgres.shadow import Shadow
from support.debian import MISSING, older_binaries, told
from support.lending import lent
from support.server import cache_folder


@pytest.fixture(scope="session", autouse=True)
def nobody_elses_jira() -> None:
    """No test speaks to the Jira of whoever runs it, nor links to the build that it runs in."""
    for name in tuple(os.environ):
        if name.startswith("JIRA_") or name in ("CI_JOB_URL", "BUILD_URL", "GITHUB_RUN_ID"):
            del os.environ[name]


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    with open_run(cache=cache_folder()) as opened:
        yield opened


@pytest.fixture(scope="session")
def older_run() -> Iterator[Run]:
    """The same on an older server: the only reason for which a test is skipped is that none is installed."""
    programs = older_binaries()
    if programs is None:
        pytest.skip(MISSING)
    with open_run(cache=cache_folder(), postgres_bin=programs) as opened:
        yield opened


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks a real language model, unless it is chosen by name with ``-m llm``."""
    if "llm" not in str(config.option.markexpr):
        left_out = [item for item in items if item.get_closest_marker("llm")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header() -> str:
    return told()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if older_binaries() is None:
        terminalreporter.write_line(told(), yellow=True, bold=True)


@dataclass(frozen=True)
class Database:
    """An empty database."""

    shadow: Shadow

    @property
    def url(self) -> str:
        return self.shadow.url

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)


@pytest.fixture
def database(run: Run) -> Iterator[Database]:
    with lent(run) as shadow:
        yield Database(shadow)


@pytest.fixture
def other_database(run: Run) -> Iterator[Database]:
    with lent(run) as shadow:
        yield Database(shadow)
