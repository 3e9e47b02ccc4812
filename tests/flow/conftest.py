"""A project of its own for each test of the whole way."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.postgres.server import Run
from database_developer.proof.exercises import faults
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
