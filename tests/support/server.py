"""Where the tests' server lives."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def cache_folder() -> Path:
    """A cache of the tests' own, kept between sessions so that the cluster is made once."""
    return Path(os.environ.get("DBD_TEST_CACHE", f"{tempfile.gettempdir()}/database-developer-tests-{os.geteuid()}"))
