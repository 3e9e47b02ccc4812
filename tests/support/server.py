"""Where the tests' server lives."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a database is made there in a third of the time
ROOM = 4 * 2**30  # bytes; it holds some hundred megabytes, and a full place would fail a test


@cache
def cache_folder() -> Path:
    """A cache of the tests' own, kept between sessions so that the cluster is made once; in memory if there is room."""
    named = os.environ.get("DBD_TEST_CACHE")
    return Path(named) if named else _own(IN_MEMORY if _has_room() else Path(tempfile.gettempdir()))


def tools_folder() -> Path:
    """Where programs are kept that some tests fetch."""
    return _own(Path(tempfile.gettempdir()))


def _has_room() -> bool:
    return IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM


def _own(place: Path) -> Path:
    return place / f"database-developer-tests-{os.geteuid()}"
