"""A desk, a ledger and a queue of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Database
from database_developer.watching.laying import laid
from database_developer.watching.ledger import Ledger
from database_developer.watching.queue import Queue, opened
from support.watching import Desk


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
