"""Batches find their size, and a backfill holds back where others need the server."""

from __future__ import annotations

import pytest

from database_developer.running.backfills.pace import Pace, must_rest


def after(pace: Pace, speed: float, batches: int = 20) -> Pace:
    """The pace after batches on a server that changes so many rows a second."""
    for _ in range(batches):
        rows = pace.part_of(10_000)
        pace.took(rows, rows, rows / speed)
    return pace


@pytest.mark.parametrize("speed", [2_000.0, 20_000.0, 100_000.0])
def test_a_batch_comes_to_take_what_it_aims_at(speed: float) -> None:
    pace = after(Pace(target=0.05, largest=10_000), speed)
    assert pace.part_of(10_000) / speed == pytest.approx(0.05, rel=0.15)


def test_a_batch_is_never_larger_than_a_range_nor_smaller_than_a_row() -> None:
    assert after(Pace(target=0.05, largest=5_000), 10_000_000.0).size == 5_000
    assert after(Pace(target=0.05, largest=5_000), 0.1).size == 1


@pytest.mark.parametrize(
    ("rows", "size", "part"), [(10_000, 4_900, 5_000), (10_000, 20_000, 10_000), (7, 3, 4), (0, 5, 0)]
)
def test_a_range_is_cut_into_equal_parts(rows: int, size: int, part: int) -> None:
    assert Pace(target=1, largest=100_000, size=size).part_of(rows) == part


def test_it_rests_where_the_server_becomes_slow() -> None:
    pace = after(Pace(target=0.05, largest=10_000), 100_000.0)
    assert pace.took(1_000, 1_000, 0.01) == 0.0
    assert pace.took(1_000, 1_000, 0.5) == pytest.approx(0.5)


def test_it_does_not_rest_for_ever_where_rows_are_heavier_than_the_first() -> None:
    pace = after(Pace(target=0.05, largest=10_000), 100_000.0)
    rests = [pace.took(1_000, 1_000, 0.5) for _ in range(60)]
    assert rests[0] > 0
    assert rests[-1] == 0


def test_rows_that_were_done_before_say_nothing_of_the_speed() -> None:
    pace = Pace(target=0.05, largest=10_000)
    pace.took(10_000, 0, 0.001)
    assert pace.best == 0.0


@pytest.mark.parametrize(
    ("lag", "is_resting", "rests"),
    [(0, False, False), (11, False, True), (9, False, False), (9, True, True), (4, True, False)],
)
def test_it_waits_for_replicas_until_they_have_caught_up_by_half(lag: float, is_resting: bool, rests: bool) -> None:
    assert must_rest(lag, 10, is_resting=is_resting) is rests
