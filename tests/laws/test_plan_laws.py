"""The laws of a plan over generated schemas: any schema can be reached from any other, and left again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from database_developer.postgres.server import Run
from support.journeys import made, there_and_back
from support.schemas import generated_schema_sql

# Every example makes and drops databases, so that shrinking one would take minutes; the first is shown as it is.
RELAXED = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)


@RELAXED
@given(old=generated_schema_sql(), new=generated_schema_sql())
def test_any_schema_is_reached_from_any_other(run: Run, old: list[str], new: list[str]) -> None:
    before, after = made(run, "old", old), made(run, "new", new)
    try:
        there_and_back(run, before, after)
    finally:
        run.drop(before)
        run.drop(after)


@RELAXED
@given(new=generated_schema_sql())
def test_a_plan_from_nothing_makes_the_schema(run: Run, new: list[str]) -> None:
    before, after = made(run, "nothing", []), made(run, "new", new)
    try:
        there_and_back(run, before, after)
    finally:
        run.drop(before)
        run.drop(after)


@pytest.mark.slow
@settings(RELAXED, max_examples=100)
@given(old=generated_schema_sql(), new=generated_schema_sql())
def test_any_schema_is_reached_from_any_other_many_times(run: Run, old: list[str], new: list[str]) -> None:
    before, after = made(run, "old", old), made(run, "new", new)
    try:
        there_and_back(run, before, after)
    finally:
        run.drop(before)
        run.drop(after)
