"""The laws of a plan over generated schemas: any schema can be reached from any other, and left again."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from database_developer.postgres.server import Run
from support.journeys import rows_survive, there_and_back
from support.lending import lent_with
from support.schemas import generated_schema_sql

# Every example makes and drops databases, so that shrinking one would take minutes; the first is shown as it is.
RELAXED = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)


STAYING = ("CREATE TABLE", "CREATE TYPE", "CREATE DOMAIN", "CREATE FUNCTION")
ADDED = ('"its ', "count")  # columns of these types, or that call these functions


OWN = re.compile(r"ALTER TABLE (?P<table>.+?) ADD FOREIGN KEY \((?P<column>[^,]+?)\) REFERENCES (?P=table) ")


def fillable(statements: list[str]) -> list[str]:
    """Without what seeding cannot fill: a check of whole rows, a required reference to a table's own counting key."""
    return [it for it in statements if "is_whole" not in it and not _needs_itself(it, statements)]


def _needs_itself(statement: str, statements: list[str]) -> bool:
    own = OWN.match(statement)
    if own is None:
        return False
    (made,) = (it for it in statements if it.startswith(f"CREATE TABLE {own['table']} ("))
    return re.search(rf"{re.escape(own['column'])} [^,]*NOT NULL", made) is not None


@RELAXED
@given(old=generated_schema_sql(), new=generated_schema_sql())
def test_any_schema_is_reached_from_any_other(run: Run, old: list[str], new: list[str]) -> None:
    with lent_with(run, old) as before, lent_with(run, new) as after:
        there_and_back(run, before, after)


@RELAXED
@given(new=generated_schema_sql())
def test_a_plan_from_nothing_makes_the_schema(run: Run, new: list[str]) -> None:
    with lent_with(run, []) as before, lent_with(run, new) as after:
        there_and_back(run, before, after)


@RELAXED
@given(old=generated_schema_sql(), data=st.data())
def test_rows_survive_a_change_and_its_rollback(run: Run, old: list[str], data: st.DataObject) -> None:
    """Law 7: the tables stay, so that rows are there to survive; what hangs on them changes."""
    old = fillable(old)
    tables = [it for it in old if it.startswith(STAYING) or it.split(" ADD ")[-1][:5] in ADDED]
    hanging = [statement for statement in old if statement not in tables]
    kept = data.draw(st.lists(st.sampled_from(hanging), unique=True)) if hanging else []
    added = ["CREATE TABLE another (id int PRIMARY KEY, note text NOT NULL)", "CREATE INDEX ON another (note)"]
    changed = [*tables, *(statement for statement in hanging if statement in kept), *added]
    with lent_with(run, old) as before, lent_with(run, changed) as after:
        event("shown" if rows_survive(run, before, after, 20) else "not shown")


@pytest.mark.slow
@settings(RELAXED, max_examples=60)
@given(old=generated_schema_sql(), new=generated_schema_sql())
def test_any_schema_is_reached_from_any_other_many_times(run: Run, old: list[str], new: list[str]) -> None:
    with lent_with(run, old) as before, lent_with(run, new) as after:
        there_and_back(run, before, after)
