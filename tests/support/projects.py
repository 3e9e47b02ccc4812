"""A project folder of a test's own, and ``dbd`` run in it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from database_developer.cli.main import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "dashboard"


@dataclass(frozen=True)
class Project:
    """A folder with tickets and migrations, and the cache of the tests' server."""

    folder: Path
    cache: Path

    def dbd(self, *arguments: str) -> Result:
        flags = ["--project", str(self.folder), "--cache", str(self.cache), "--rows", "3000"]
        return CliRunner().invoke(main, [*arguments, *flags], catch_exceptions=False)

    def json(self, *arguments: str) -> dict[str, Any]:
        result = self.dbd(*arguments, "--json")
        document: dict[str, Any] = json.loads(result.stdout)
        assert document["exit_code"] == result.exit_code
        return document

    def ticket(self, key: str, body: str, summary: str = "A ticket") -> None:
        text = f"---\nkey: {key}\nsummary: {summary}\nstatus: To Do\n---\n\n{body}\n"
        (self.folder / "tickets" / f"{key}.md").write_text(text, "utf-8")

    def text(self, key: str) -> str:
        return (self.folder / "tickets" / f"{key}.md").read_text("utf-8")

    def files(self) -> dict[str, str]:
        """Everything outside the run folders."""
        return {
            str(path.relative_to(self.folder)): path.read_text("utf-8")
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".dbd" not in path.parts
        }


def example_project(folder: Path, cache: Path) -> Project:
    """A copy of the example with its tickets and first migration, and nothing that a run made."""
    for name in ("tickets", "migrations"):
        (folder / name).mkdir(parents=True)
    for path in (EXAMPLE / "tickets").glob("KAN-??.md"):
        shutil.copy(path, folder / "tickets" / path.name)
    shutil.copy(EXAMPLE / "migrations" / "20260101000000_base.up.sql", folder / "migrations")
    return Project(folder=folder, cache=cache)
