"""Each folder in rollouts/ is a change that an application has to follow; each of its phases keeps the laws."""

from __future__ import annotations

import pytest

from database_developer.postgres.server import Run
from support.debian import older_version
from support.rollouts import hold_in_phases
from support.scenarios import ROLLOUTS, Scenario, moved, scenarios

SCENARIOS = scenarios(ROLLOUTS)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_rollout(scenario: Scenario, run: Run) -> None:
    hold_in_phases(run, scenario)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: f"{it.name}-on-{older_version()}")
def test_rollout_on_an_older_server(scenario: Scenario, older_run: Run) -> None:
    hold_in_phases(older_run, scenario)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_rollout_in_another_schema_with_names_that_need_quotes(scenario: Scenario, run: Run) -> None:
    hold_in_phases(run, moved(scenario))
