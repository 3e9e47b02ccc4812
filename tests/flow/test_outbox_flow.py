"""The tracker is away: the work is done all the same, and what waits is sent by the next run, once."""

from __future__ import annotations

import pytest

from database_developer.errors import TrackerUnavailable
from database_developer.model.errand import Errand
from database_developer.trackers.markdown import MarkdownTracker
from support.projects import Project


def test_what_waits_is_sent_by_the_next_run(
    project: Project, monkeypatch: pytest.MonkeyPatch, short_proof: None
) -> None:
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


@pytest.mark.parametrize("ticks", [True, False])
def test_boxes_of_a_ticket_in_a_file_are_ticked_where_the_team_wants_that(
    project: Project, short_proof: None, ticks: bool
) -> None:
    (project.folder / "dbd.toml").write_text(f"[tracker]\ntick = {str(ticks).lower()}\n", "utf-8")
    criteria = (
        "## Acceptance criteria\n\n- [ ] Every shipment has a code, and a constraint says so\n- [ ] It looks nice\n"
    )
    project.ticket("KAN-61", f"Create a table shipments:\n\n- code: text, required, unique\n\n{criteria}", "Shipments")
    before = project.text("KAN-61")
    assert project.json("KAN-61")["exit_code"] == 0
    wanted = before.replace("status: To Do", "status: In Review")
    wanted = wanted.replace("- [ ] Every", "- [x] Every") if ticks else wanted
    assert project.text("KAN-61") == wanted
    assert "is done already" in project.json("KAN-61")["headline"]
