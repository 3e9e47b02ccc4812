"""Planning takes work in proportion to the number of tables; calls are counted, for time says too little."""

from __future__ import annotations

import cProfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import CodeType

import pytest

from database_developer.diff.compare import compare
from database_developer.diff.fingerprint import fingerprint
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.migration.planner import plan
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts
from database_developer.model.names import part_of
from database_developer.model.schema import (
    EMPTY,
    Column,
    Enum,
    Partitioning,
    PartitionOf,
    Schema,
    Table,
    TableKind,
    View,
)
from unit.migration.building import check, column, foreign_key, index, name, required, table, view

FEW, MANY = 200, 400
FACTOR = 2.5  # twice the tables; what looks at every table for each table grows four times
OFTEN = 500  # below so many calls a function is none that every table is put through
Pair = tuple[Schema, Schema]
RENAMED = Renaming(before=part_of("column", name("t150"), "name"), after=part_of("column", name("t150"), "full_name"))


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda pair: compare(*pair, (RENAMED,)), id="diff"),
        pytest.param(lambda pair: plan(*pair, (RENAMED,), Facts()), id="plan"),
        pytest.param(lambda pair: plan_rollout(*pair, (RENAMED,), Facts()), id="rollout"),
        pytest.param(lambda pair: fingerprint(pair[0]), id="fingerprint"),
    ],
)
def test_the_same_changes_among_twice_the_tables_take_twice_the_work(work: Callable[[Pair], object]) -> None:
    assert_linear(work, changed)


@pytest.mark.parametrize("planned", [plan, plan_rollout])
def test_so_they_do_where_many_tables_are_partitions_of_one(planned: Callable[..., object]) -> None:
    assert_linear(lambda pair: planned(*pair, (RENAMED,), Facts()), partitioned)


def test_twice_as_many_new_tables_take_twice_the_work() -> None:
    assert_linear(lambda pair: plan(*pair, (), Facts()), new)


def test_the_changes_are_the_same_whatever_the_number_of_tables() -> None:
    few, many = (compare(*changed(tables), (RENAMED,)) for tables in (FEW, MANY))
    assert few == many
    assert len(few.items) == 22
    assert len(plan_rollout(*changed(FEW), (RENAMED,), Facts()).migrations) == 3


def assert_linear(work: Callable[[Pair], object], pair: Callable[[int], Pair]) -> None:
    """No function is called more than in proportion to the tables, nor all together."""
    few, many = (calls(work, pair(tables)) for tables in (FEW, MANY))
    assert many.total() < FACTOR * few.total()
    worse = {it: (few[it], count) for it, count in many.items() if count > OFTEN and count > FACTOR * few[it]}
    assert not worse, f"calls among {FEW} and among {MANY} tables: {worse}"


def calls(work: Callable[[Pair], object], pair: Pair) -> Counter[str]:
    """How often each function was called."""
    profile = cProfile.Profile()
    profile.runcall(work, pair)
    found: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code
        place = f"{code.co_filename}:{code.co_firstlineno} {code.co_name}" if isinstance(code, CodeType) else code
        found[place] += entry.callcount
    return found


def changed(tables: int) -> Pair:
    """So many tables, and the same changes of them whatever the number."""
    before = whole(things(tables))
    after = {key: dict(mapping) for key, mapping in ((it, getattr(before, it)) for it in ("tables", "views", "enums"))}
    for place, change in enumerate(CHANGES):
        own = name(f"t{place * 10}")
        made = change(before.tables[own])
        if made is None:
            del after["tables"][own]
        else:
            after["tables"][own] = made
    after["tables"][name("fresh")] = table(
        "fresh", column("of", "bigint"), constraints=[foreign_key("fresh_fk", "of", "t0")]
    )
    after["enums"][name("mood")] = Enum(name=name("mood"), labels=("low", "middle", "high"))
    after["views"][name("v7")] = replace(before.views[name("v7")], comment="the seventh")
    after["views"][name("v9")] = view(
        "v9", " SELECT id,\n    status\n   FROM public.t9", "t9", columns=("id", "status")
    )
    return before, replace(before, **after)


def partitioned(tables: int) -> Pair:
    """As ``changed``, beside a table cut into a quarter as many parts, which gets a column."""
    before, after = changed(tables)
    return tuple(  # type: ignore[return-value]
        replace(it, tables={**it.tables, **{part.name: part for part in cut(tables // 4, extra)}})
        for it, extra in ((before, ()), (after, (column("more"),)))
    )


def new(tables: int) -> Pair:
    """From nothing to so many tables."""
    return EMPTY, whole(things(tables // 2))


def things(tables: int) -> Iterator[Table | View | Enum]:
    yield Enum(name=name("mood"), labels=("low", "high"))
    for number in range(tables):
        yield standing(number)
        yield view(f"v{number}", f" SELECT id\n   FROM public.t{number}", f"t{number}")


def standing(number: int) -> Table:
    """A table with a reference to the one before it, a check and an index."""
    own = f"t{number}"
    rules = [check(f"{own}_status", "status <> ''::text", "status")]
    if number % 2:
        rules.append(foreign_key(f"{own}_fk", "parent", f"t{number - 1}"))
    columns = (
        required("status", default="'new'::text"),
        column("name"),
        column("mood", "mood"),
        column("parent", "bigint"),
    )
    return table(own, *columns, constraints=rules, indexes=(index(f"{own}_name", "name"),))


def cut(parts: int, extra: tuple[Column, ...]) -> Iterator[Table]:
    key = Partitioning(key="RANGE (id)")
    top = table("events", *extra, kind=TableKind.PARTITIONED, partitioning=key)
    yield top
    for number in range(parts):
        bound = PartitionOf(parent=top.name, bound=f"FOR VALUES FROM ({number}) TO ({number + 1})")
        own = f"events_{number:03}"
        yield Table(
            name=name(own),
            columns=tuple(replace(it, inherited=True) for it in top.columns),
            constraints=tuple(replace(it, name=f"{own}_pkey", inherited=True) for it in top.constraints),
            partition_of=bound,
        )


def whole(found: Iterator[Table | View | Enum]) -> Schema:
    kinds: dict[type, dict[object, object]] = {Table: {}, View: {}, Enum: {}}
    for thing in found:
        kinds[type(thing)][thing.name] = thing
    return replace(EMPTY, tables=kinds[Table], views=kinds[View], enums=kinds[Enum])  # type: ignore[arg-type]


def with_column(changed_column: Column) -> Callable[[Table], Table]:
    def change(own: Table) -> Table:
        return replace(
            own, columns=tuple(changed_column if it.name == changed_column.name else it for it in own.columns)
        )

    return change


CHANGES: tuple[Callable[[Table], Table | None], ...] = (
    lambda own: replace(own, columns=(*own.columns, column("nickname"))),
    lambda own: replace(own, comment="the second"),
    lambda own: replace(own, columns=(*own.columns, required("locale", default="'en'::text"))),
    lambda own: replace(own, constraints=own.constraints[:1]),
    with_column(column("parent", "numeric(20,4)")),
    lambda own: replace(own, indexes=(index(f"{own.name.name}_status", "status"), *own.indexes)),
    lambda own: replace(own, indexes=()),
    with_column(required("name")),
    with_column(column("name", default="''::text")),
    with_column(required("status")),
    lambda own: replace(own, columns=own.columns[:-1]),
    lambda own: replace(own, constraints=(*own.constraints, foreign_key("z_fk", "parent", "t1"))),
    lambda own: replace(own, constraints=(*own.constraints, check("z_check", "id > 0", "id"))),
    with_column(column("name", comment="what it is called")),
    lambda own: replace(own, row_security=True),
    lambda own: replace(
        own,
        columns=tuple(replace(it, name="full_name") if it.name == "name" else it for it in own.columns),
        indexes=(index(f"{own.name.name}_name", "full_name"),),
    ),
    lambda own: replace(own, options=("fillfactor=80",)),
)
