"""The laws of a plan over tables that are cut in one way and another: attached, detached, made, dropped, converted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from database_developer.errors import NoPlan
from database_developer.postgres.server import Run
from support.journeys import there_and_back
from support.lending import lent_with
from support.partitions import generated_partitions_sql

RELAXED = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)


def reach(run: Run, old: list[str], new: list[str]) -> None:
    """There and back; rows that would have to be parted or put together are refused, by name and with a way out."""
    with lent_with(run, old) as before, lent_with(run, new) as after:
        try:
            there_and_back(run, before, after)
            event("reached")
        except NoPlan as refusal:
            assert "partition" in str(refusal)
            assert refusal.hint
            event("refused")


@RELAXED
@given(ends=generated_partitions_sql())
def test_tables_are_cut_otherwise(run: Run, ends: tuple[list[str], list[str]]) -> None:
    reach(run, *ends)


@pytest.mark.slow
@settings(RELAXED, max_examples=100)
@given(ends=generated_partitions_sql())
def test_tables_are_cut_otherwise_many_times(run: Run, ends: tuple[list[str], list[str]]) -> None:
    reach(run, *ends)
