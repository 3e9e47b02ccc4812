"""The files that we write for a scenario, forward and back, with what is known when each runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from database_developer.migration.formats import plain_sql
from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Migration
from database_developer.model.schema import Schema
from database_developer.postgres.server import Run
from support.lending import lent
from support.scenarios import Scenario, schema_of

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """One file: its name, its text, the schema that it starts from, and what was known of the data."""

    name: str
    text: str
    before: Schema
    facts: Facts
    migration: Migration


def written_files(run: Run, scenario: Scenario) -> tuple[WrittenFile, ...]:
    """The forward and the backward file of the plan for the scenario."""
    with lent(run) as shadow:
        before, after = schema_of(shadow, scenario.before), schema_of(shadow, scenario.after)
    facts = Facts(server_version=run.version, rows=scenario.counts)
    migration = plan(before, after, scenario.renamings, facts)
    return tuple(_files(scenario, migration, facts))


def _files(scenario: Scenario, migration: Migration, facts: Facts) -> Iterator[WrittenFile]:
    texts = plain_sql.write(migration, "KAN-1", scenario.name, MOMENT, facts.server_version)
    for name, text in texts.items():
        before = migration.before if name.endswith(".up.sql") else migration.after
        yield WrittenFile(name=name, text=text, before=before, facts=facts, migration=migration)
