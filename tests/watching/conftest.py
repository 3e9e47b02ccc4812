"""A desk, a ledger and a queue of each test's own; the queue's tables are laid once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Database
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from database_developer.watching.laying import laid
from database_developer.watching.ledger import Ledger
from database_developer.watching.queue import Queue, opened
from support.watching import Desk


@pytest.fixture(scope="session")
def laid_out(run: Run) -> Iterator[Shadow]:
    with run.shadow("laid") as shadow:
        laid(shadow.url)
        yield shadow


@pytest.fixture
def database(run: Run, laid_out: Shadow) -> Iterator[Database]:
    """With the tables laid already; an empty one is ``other_database``."""
    with run.shadow("test", template=laid_out) as shadow:
        yield Database(shadow)


@pytest.fixture
def url(database: Database) -> str:
    return laid(database.url)


@pytest.fixture
def ledger(url: str) -> Ledger:
    return Ledger(url)


@pytest.fixture
def queue(url: str) -> Iterator[Queue]:
    with opened(url) as found:
        yield found


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    for name in ("tickets", "stub"):
        (tmp_path / name).mkdir()
    return Desk(folder=tmp_path, queue=database.url)
