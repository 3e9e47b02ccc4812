"""A run draws what it changes; where that cannot be, it goes on and says so."""

from __future__ import annotations

import pytest

from database_developer.pipeline import drawing
from support.projects import Project

SHIPMENTS = "Create a table shipments:\n\n- code: text, required\n"


def test_a_run_leaves_a_picture_and_a_failed_one_stops_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, short_proof: None
) -> None:
    project.ticket("KAN-61", SHIPMENTS, "Shipments")
    picture = project.folder / ".dbd" / "runs" / "KAN-61" / "KAN-61-schema.png"
    assert project.json("KAN-61")["exit_code"] == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    picture.unlink()
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
    document = project.json("KAN-61", "--force")
    assert document["exit_code"] == 0
    assert any("the picture of the schema was not drawn" in line for line in document["remarks"])
    assert not picture.exists()
