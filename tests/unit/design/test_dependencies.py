"""The laws of dependencies, for any dependencies among a few attributes, and on rows that obey them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from database_developer.design.dependencies import Dependency, closure, cover, decomposed, follows, keys, projected

ATTRIBUTES = frozenset("abcde")
SIDES = st.frozensets(st.sampled_from(sorted(ATTRIBUTES)), min_size=1, max_size=3)
DEPENDENCIES = st.lists(st.builds(Dependency, SIDES, SIDES), max_size=5).map(tuple)
Row = dict[str, int]


@given(SIDES, SIDES, DEPENDENCIES)
def test_a_closure_holds_its_start_grows_with_it_and_is_closed(
    some: frozenset[str], more: frozenset[str], told: tuple[Dependency, ...]
) -> None:
    reached = closure(some, told)
    assert some <= reached <= closure(some | more, told)
    assert closure(reached, told) == reached


@given(DEPENDENCIES)
def test_a_key_tells_everything_and_no_part_of_it_does(told: tuple[Dependency, ...]) -> None:
    found = keys(ATTRIBUTES, told)
    assert found
    for key in found:
        assert closure(key, told) == ATTRIBUTES
        assert all(closure(key - {name}, told) != ATTRIBUTES for name in key)


@given(DEPENDENCIES)
def test_the_cover_says_the_same_and_nothing_twice(told: tuple[Dependency, ...]) -> None:
    short = cover(told)
    assert all(follows(one, short) for one in told)
    assert all(follows(one, told) for one in short)
    for one in short:
        rest = tuple(other for other in short if other != one)
        assert len(one.right) == 1
        assert not follows(one, rest)


@given(DEPENDENCIES)
def test_in_every_part_whatever_tells_something_tells_all(told: tuple[Dependency, ...]) -> None:
    parts = decomposed(ATTRIBUTES, told)
    assert frozenset().union(*(part.attributes for part in parts)) == ATTRIBUTES
    for part in parts:
        assert part.attributes <= closure(part.key, told)
        assert all(part.attributes <= closure(one.left, told) for one in projected(part.attributes, told))


@given(DEPENDENCIES, st.lists(st.tuples(*[st.integers(0, 2)] * 5), max_size=12))
def test_the_parts_joined_give_the_rows_that_were_there(
    told: tuple[Dependency, ...], values: list[tuple[int, ...]]
) -> None:
    rows = _obeying([dict(zip(sorted(ATTRIBUTES), value, strict=True)) for value in values], told)
    joined: list[Row] = [{}]
    for part in decomposed(ATTRIBUTES, told):
        projection = _distinct([{name: row[name] for name in part.attributes} for row in rows])
        joined = [{**one, **other} for one, other in product(joined, projection) if _agree(one, other)]
    assert _frozen(joined) == _frozen(rows)


def test_what_is_told_in_words_is_where_a_table_is_cut() -> None:
    told = (
        Dependency(frozenset({"id"}), frozenset({"name", "postcode", "city", "country"})),
        Dependency(frozenset({"postcode"}), frozenset({"city"})),
        Dependency(frozenset({"city"}), frozenset({"country"})),
    )
    parts = decomposed(frozenset({"id", "name", "postcode", "city", "country"}), told)
    assert {(part.attributes, part.key) for part in parts} == {
        (frozenset({"id", "name", "postcode"}), frozenset({"id"})),
        (frozenset({"postcode", "city"}), frozenset({"postcode"})),
        (frozenset({"city", "country"}), frozenset({"city"})),
    }


def _obeying(rows: list[Row], told: tuple[Dependency, ...]) -> list[Row]:
    """The rows that agree with all before them."""
    kept: list[Row] = []
    for row in rows:
        pairs = ((one, other) for one in told for other in kept)
        if all(not _same(row, other, one.left) or _same(row, other, one.right) for one, other in pairs):
            kept.append(row)
    return kept


def _same(row: Row, other: Row, names: frozenset[str]) -> bool:
    return all(row[name] == other[name] for name in names)


def _agree(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _distinct(rows: list[Row]) -> list[Row]:
    return [dict(items) for items in _frozen(rows)]


def _frozen(rows: list[Row]) -> set[tuple[tuple[str, int], ...]]:
    return {tuple(sorted(row.items())) for row in rows}
