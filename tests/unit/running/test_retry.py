"""What fails because of locks is tried again, at moments nobody can foresee, and not for ever."""

from __future__ import annotations

from itertools import islice

import pytest

from database_developer.errors import LockNotObtained, StatementFailed
from database_developer.postgres.activity import Blocker
from database_developer.running.retry import FIRST_PAUSE, LONGEST_PAUSE, pauses, tried

READER = Blocker(pid=7, user="ann", application="psql", state="idle in transaction", since=None, query="SELECT 1")


def test_bounds_double_up_to_the_longest() -> None:
    bounds = list(islice(pauses(lambda low, high: high), 10))
    assert bounds[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert bounds[-1] == LONGEST_PAUSE


def test_pauses_are_anything_up_to_the_bound() -> None:
    seen = [next(pauses()) for _ in range(200)]
    assert all(0 <= pause <= FIRST_PAUSE for pause in seen)
    assert len(set(seen)) > 100


@pytest.mark.parametrize("sqlstate", ["55P03", "40P01", "40001"])
def test_locks_are_tried_again(sqlstate: str) -> None:
    tries: list[int] = []

    def action(number: int) -> None:
        tries.append(number)
        if number < 3:
            raise StatementFailed("not now", sqlstate=sqlstate)

    waits: list[tuple[Blocker, ...]] = []
    tried(action, total=60, where="", blockers=lambda: (READER,), waiting=lambda seen, pause: waits.append(seen))
    assert (tries, waits) == ([1, 2, 3], [(READER,), (READER,)])


@pytest.mark.parametrize("sqlstate", ["23505", "42P01", "57014", ""])
def test_nothing_else_is(sqlstate: str) -> None:
    tries: list[int] = []

    def action(number: int) -> None:
        tries.append(number)
        raise StatementFailed("never", sqlstate=sqlstate)

    with pytest.raises(StatementFailed):
        tried(action, total=60, where="", blockers=tuple, waiting=lambda seen, pause: None)
    assert tries == [1]


def test_in_the_end_the_blockers_are_named() -> None:
    def action(number: int) -> None:
        raise StatementFailed("not now", sqlstate="55P03")

    with pytest.raises(LockNotObtained, match=r'pid 7 \("ann" psql\), idle in transaction: SELECT 1') as caught:
        tried(action, total=0.2, where="a.sql:3", blockers=lambda: (READER,), waiting=lambda seen, pause: None)
    assert caught.value.where == "a.sql:3"
    assert "dbd resume" in caught.value.hint
