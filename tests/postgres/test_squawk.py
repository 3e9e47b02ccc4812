"""What we write, looked through by another linter and by our own: nothing is found that is not known and measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from database_developer.migration.linting import Finding, Knowledge, lint
from database_developer.model.migration import Hazard
from database_developer.postgres.server import Run
from support.scenarios import Scenario, scenarios
from support.squawk_disagreements import AGREED, DISAGREEMENTS
from support.written import WrittenFile, written_files

pytestmark = pytest.mark.slow  # the files of all scenarios are written first

ROOT = Path(__file__).parents[2]
SQUAWK = Path(sys.executable).with_name("squawk")
SCENARIOS = scenarios()
TAKES_LONG = (Hazard.BLOCKING_SCAN, Hazard.REWRITE)

# Of what else our own linter finds in what we write, each is real, and why we write it nevertheless.
REAL = {
    "detach-partition": "a guard is a DO block, in which CONCURRENTLY is refused; it waits no longer than lock_timeout",
    "drop-column": "the change asks for it, or the rollback takes back what the change added",
    "drop-index-without-concurrently": "on a small table, one made by the same change, or a partitioned one",
    "drop-key": "the change asks for it",
    "drop-table": "the change asks for it, or the rollback takes back what the change added",
    "drop-view": "the change asks for it, or the rollback takes back what the change added",
    "identity-always": "the change asks for it",
    "index-dropped-before-replaced": "two different indexes that bear the same name one after the other",
    "index-if-not-exists": "a rollback may be repeated; whoever runs our files drops what was left invalid before",
    "loosened-column": "the change asks for it",
    "rename": "the change asks for it",
    "row-security-before-policy": "the change asks for it: the policies are those of another change",
    "several-tables-locked": "both must change together, or the rollback drops what is new",
    "unbatched-change": "rows that were written since the change, few, get a value in its rollback",
}


@pytest.fixture(scope="module")
def files(run: Run) -> dict[str, tuple[WrittenFile, ...]]:
    return {scenario.name: written_files(run, scenario) for scenario in SCENARIOS}


def findings_in(file: WrittenFile) -> tuple[Finding, ...]:
    knowledge = Knowledge(schema=file.before, server_version=file.facts.server_version)
    return lint(file.text, origin=file.name, knowledge=knowledge)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_our_own_linter_finds_only_what_the_plan_declares(
    files: dict[str, tuple[WrittenFile, ...]], scenario: Scenario
) -> None:
    for file in files[scenario.name]:
        statements = file.migration.forward if file.name.endswith(".up.sql") else file.migration.backward
        for finding in findings_in(file):
            sql = file.text[finding.span.start : finding.span.end].strip()
            concerned = [one for one in statements if sql in one.sql]
            if finding.hazard in TAKES_LONG:
                assert any(one.scans or one.rewrites for one in concerned), finding.message
            else:
                assert finding.rule in REAL, finding.message


def complaints(folder: Path, file: WrittenFile) -> list[dict[str, Any]]:
    """What squawk says of the file."""
    path = folder / file.name
    path.write_text(file.text, "utf-8")
    version = f"--pg-version={file.facts.server_version}.0"
    done = subprocess.run(
        [SQUAWK, version, "--reporter=json", str(path)], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode in (0, 1), done.stderr
    return list(json.loads(done.stdout or "[]"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_squawk_finds_only_what_is_known(
    files: dict[str, tuple[WrittenFile, ...]], scenario: Scenario, tmp_path: Path
) -> None:
    for file in files[scenario.name]:
        findings = findings_in(file)
        for complaint in complaints(tmp_path, file):
            rule, line = complaint["rule_name"], complaint["line"] + 1
            ours = {one.rule for one in findings if one.span.line <= line <= one.span.end_line}
            known = ours & AGREED.get(rule, set()) or rule in DISAGREEMENTS
            assert known, f"{file.name}:{line}: {rule}: {complaint['message']}\n{file.text.splitlines()[line - 1]}"


def test_squawk_does_find_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.sql"
    path.write_text("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);", "utf-8")
    done = subprocess.run([SQUAWK, "--reporter=json", str(path)], capture_output=True, text=True, check=False)
    assert "constraint-missing-not-valid" in {one["rule_name"] for one in json.loads(done.stdout)}


@pytest.mark.parametrize(("rule", "disagreement"), DISAGREEMENTS.items(), ids=DISAGREEMENTS)
def test_a_disagreement_is_decided_by_a_test_that_exists(rule: str, disagreement: Any) -> None:
    assert disagreement.why
    path, _, name = disagreement.decided_by.partition("::")
    text = (ROOT / path).read_text("utf-8")
    function, _, case = name.partition("[")
    assert f"def {function}(" in text
    assert not case or f'"{case.removesuffix("]")}"' in text
