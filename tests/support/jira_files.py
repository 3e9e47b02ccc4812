"""Atlassian's own files, where they are at hand: they are no part of the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "jira"


def folder() -> Path:
    return Path(os.environ.get("DBD_SHARED_JIRA") or _BESIDE)


def load(name: str) -> Any:
    """The JSON of a file; the test that asks for it is skipped where it is missing."""
    path = folder() / name
    if not path.exists():
        pytest.skip(f"Atlassian's {name} is not at hand; say where by DBD_SHARED_JIRA")
    return json.loads(path.read_text("utf-8"))
