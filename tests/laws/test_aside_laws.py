"""Whatever a change removes, its rollback brings back: every row of every table and column that stood before."""

from __future__ import annotations

from hypothesis import event, given, settings

from database_developer.errors import DesignImpossible
from database_developer.postgres.server import Run
from laws.test_plan_laws import RELAXED, fillable
from support.journeys import rows_survive
from support.lending import lent_with
from support.schemas import generated_schema_sql


@settings(RELAXED, max_examples=15)
@given(old=generated_schema_sql(), new=generated_schema_sql())
def test_rows_survive_any_change_and_its_rollback(run: Run, old: list[str], new: list[str]) -> None:
    with lent_with(run, fillable(old)) as before, lent_with(run, new) as after:
        try:
            event("shown" if rows_survive(run, before, after, 10) else "not shown")
        except DesignImpossible:
            event("refused: rows or names forbid it")


@settings(RELAXED, max_examples=10)
@given(old=generated_schema_sql())
def test_rows_survive_the_removal_of_everything(run: Run, old: list[str]) -> None:
    with lent_with(run, fillable(old)) as before, lent_with(run, []) as after:
        assert rows_survive(run, before, after, 10)
