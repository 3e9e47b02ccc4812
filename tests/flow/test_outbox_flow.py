"""The tracker is away: the work is done all the same, and what waits is sent by the next run, once."""

from __future__ import annotations

import pytest

from database_developer.errors import TrackerUnavailable
from database_developer.model.errand import Errand
from database_developer.trackers.markdown import MarkdownTracker
from support.projects import Project


def test_what_waits_is_sent_by_the_next_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: MarkdownTracker, key: str, errand: Errand) -> str:
        raise TrackerUnavailable("the tracker is away")

    project.ticket("KAN-61", "Create a table shipments:\n\n- code: text, required\n", "Shipments")
    with monkeypatch.context() as patched:
        patched.setattr(MarkdownTracker, "do", away)
        document = project.json("KAN-61")
    assert document["exit_code"] == 0
    assert any("the tracker is away" in line for line in document["remarks"])
    assert "status: To Do" in project.text("KAN-61")
    again = project.json("KAN-61")
    assert "is done already" in again["headline"]
    assert "status: In Review" in project.text("KAN-61")
    assert "Proven" in project.files()["tickets/KAN-61.comments.md"]
    assert not (project.folder / ".dbd" / "runs" / "KAN-61" / "outbox").exists()
