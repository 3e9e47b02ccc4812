"""Every check of the catalogue is run over the forward script and over the rollback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.proof import Observation, Verdict
from database_developer.proof.bench import Bench
from database_developer.proof.checks import CHECKS
from database_developer.proof.checks.check import Check, Finding, Level, Subject
from database_developer.proof.exercises.exercise import Exercise, observed

ID = "checks"


def run(bench: Bench) -> Iterator[Observation]:
    """Look at both directions with each check."""
    subjects = _subjects(bench)
    for check in CHECKS:
        yield _checked(check, [(subject.direction, finding) for subject in subjects for finding in check.find(subject)])


def _subjects(bench: Bench) -> tuple[Subject, Subject]:
    migration = bench.migration
    forward = Subject(
        direction="forward",
        before=migration.before,
        after=migration.after,
        statements=migration.forward,
        facts=bench.facts,
        phase=migration.phase,
    )
    rollback = replace(
        forward, direction="rollback", before=migration.after, after=migration.before, statements=migration.backward
    )
    return forward, rollback


def _checked(check: Check, found: list[tuple[str, Finding]]) -> Observation:
    if not found:
        return observed(
            f"{ID}/{check.id}", check.claim, True, "nothing found in either script", {"group": str(check.group)}
        )
    direction, first = found[0]
    seen = f"{direction}: {first.where}: {first.what}" + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
    evidence = {
        "group": str(check.group),
        "findings": [
            {"script": script, "where": finding.where, "what": finding.what, "hint": finding.hint}
            for script, finding in found
        ],
    }
    observation = observed(f"{ID}/{check.id}", check.claim, False, seen, evidence)
    only_rollback = all(script == "rollback" for script, _ in found)
    level = check.rollback_level if only_rollback and check.rollback_level else check.level
    return observation if level is Level.ERROR else replace(observation, verdict=Verdict.WARNING)


EXERCISE = Exercise(id=ID, title="Checks", run=run)
