"""One server for the test session, one database for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from database_developer.postgres.server import Run, open_run
from database_developer.postgres.shadow import Shadow
from support.server import cache_folder


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    with open_run(cache=cache_folder()) as opened:
        yield opened


@dataclass(frozen=True)
class Database:
    """A fresh, empty database."""

    shadow: Shadow

    @property
    def url(self) -> str:
        return self.shadow.url

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)


@pytest.fixture
def database(run: Run) -> Iterator[Database]:
    with run.shadow("test") as shadow:
        yield Database(shadow)


@pytest.fixture
def other_database(run: Run) -> Iterator[Database]:
    with run.shadow("other") as shadow:
        yield Database(shadow)
