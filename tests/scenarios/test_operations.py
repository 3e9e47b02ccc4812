"""Each folder in operations/ is a change that a DBA could write; the laws hold for every one.

They hold on the newest server, on an older one, and where every name needs quotes.
"""

from __future__ import annotations

import pytest

from database_developer.migration.operations import OPERATIONS
from database_developer.postgres.server import Run
from support.debian import older_version
from support.scenarios import FOLDER, ROLLOUTS, Scenario, hold, is_known, moved, scenarios

SCENARIOS = scenarios()
OLDER = older_version() or 17  # where there is none, the tests are skipped by name
KNOWN_TO_THE_OLDER = [it for it in SCENARIOS if it.since <= OLDER]
NEWER = [it for it in SCENARIOS if it.since > OLDER]

# Scenarios whose names cannot all be made awkward, with the reason.
NOT_MOVED: dict[str, str] = {}
MOVED = [it for it in SCENARIOS if it.name not in NOT_MOVED]
FIRST_OF_ITS_KIND = {it.kind: it for it in reversed(MOVED)}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_scenario(scenario: Scenario, run: Run) -> None:
    hold(run, scenario)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", KNOWN_TO_THE_OLDER, ids=lambda it: f"{it.name}-on-{OLDER}")
def test_scenario_on_an_older_server(scenario: Scenario, older_run: Run) -> None:
    hold(older_run, scenario)


@pytest.mark.parametrize("scenario", NEWER, ids=lambda it: f"{it.name}-on-{OLDER}")
def test_the_older_server_does_not_know_what_is_said_to_be_newer(scenario: Scenario, older_run: Run) -> None:
    assert not is_known(older_run, scenario), f'take "since = {scenario.since}" out of its facts.toml'


@pytest.mark.parametrize("scenario", FIRST_OF_ITS_KIND.values(), ids=lambda it: it.name)
def test_scenario_in_another_schema_with_names_that_need_quotes(scenario: Scenario, run: Run) -> None:
    hold(run, moved(scenario))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [it for it in MOVED if it != FIRST_OF_ITS_KIND[it.kind]], ids=lambda it: it.name)
def test_every_other_scenario_with_names_that_need_quotes(scenario: Scenario, run: Run) -> None:
    hold(run, moved(scenario))


def test_every_operation_has_a_scenario() -> None:
    shown = {it.kind for it in (*SCENARIOS, *scenarios(ROLLOUTS))}
    missing = sorted({operation.kind for operation in OPERATIONS} - shown)
    assert not missing, f"make a folder in {FOLDER} or {ROLLOUTS} for {missing}"
