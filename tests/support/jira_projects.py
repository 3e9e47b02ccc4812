"""A project whose tickets are in a Jira of the test's own, and ``dbd`` run in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from database_developer.cli.main import main
from support.fake_jira import FakeJira
from support.fake_jira.records import Issue
from support.jira_texts import fields_of
from support.projects import EXAMPLE, Project

SMALL = "KAN-61"
TEXT = "Create a table shipments:\n\n- code: text, required, unique\n"
FIRST, SECOND = "Every shipment has a code, and a constraint says so", "The shop looks nicer"


@dataclass(frozen=True)
class JiraProject:
    """A project's folder, and the fake that holds its tickets."""

    project: Project
    fake: FakeJira

    def dbd(self, *arguments: str, given: str | None = None) -> Result:
        """A command that takes none of a run's flags."""
        flags = ["--project", str(self.project.folder)]
        return CliRunner().invoke(main, [*arguments, *flags], input=given, catch_exceptions=False)

    def run(self, *arguments: str) -> Result:
        return self.project.dbd(*arguments)

    def says(self, settings: str) -> None:
        """Write the table ``[tracker]``."""
        (self.project.folder / "dbd.toml").write_text(f"[tracker]\n{settings}\n", "utf-8")

    def issue(self, key: str) -> Issue:
        return self.fake.world.issues[key]

    def example(self, key: str, **more: Any) -> Issue:
        """Put a ticket of the example into the Jira."""
        summary, text, labels = fields_of(EXAMPLE / "tickets", key, is_cloud=self.fake.world.is_cloud)
        return self.fake.world.add_issue(key, summary, description=text, labels=list(labels), **more)

    def small(self, key: str = SMALL, text: str = TEXT, **more: Any) -> Issue:
        """Put a ticket into the Jira that is soon done."""
        folder = self.project.folder / "tickets"
        self.project.ticket(key, text, "Shipments")
        summary, body, _ = fields_of(folder, key, is_cloud=self.fake.world.is_cloud)
        (folder / f"{key}.md").unlink()
        return self.fake.world.add_issue(key, summary, description=body, labels=["database"], **more)

    def ours(self, key: str) -> list[Any]:
        """The bodies of the program's comments."""
        return [one.body for one in self.issue(key).comments if one.author.name == "dana"]

    def steps(self, key: str) -> list[str]:
        """The statuses that it went through."""
        items = (item for change in self.issue(key).changes for item in change.items if item["field"] == "status")
        return [str(item["toString"]) for item in items]

    def attached(self, key: str) -> list[str]:
        return sorted(one.filename for one in self.issue(key).attachments)


def run_folder(project: Project, key: str) -> Path:
    return project.folder / ".dbd" / "runs" / key
