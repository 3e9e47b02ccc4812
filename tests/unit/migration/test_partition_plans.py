"""Plans for partitions: what is refused and why, what comes first, and the bounds as conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.errors import DesignImpossible, NoPlan
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.partition_bounds import condition
from database_developer.migration.partition_locks import on_partitions
from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Migration, Statement
from database_developer.model.schema import Partitioning, PartitionOf, Schema, Table, TableKind
from unit.migration.building import column, foreign_key, index, name, schema, table

LARGE = Facts()


def cut(own: Table, key: str = "RANGE (id)") -> Table:
    return replace(own, kind=TableKind.PARTITIONED, partitioning=Partitioning(key=key))


def part(own: str, bound: str, *, of: str = "events") -> Table:
    """A partition, of which every part comes from above."""
    alone = table(own)
    return replace(
        alone,
        columns=tuple(replace(it, inherited=True) for it in alone.columns),
        constraints=tuple(replace(it, inherited=True) for it in alone.constraints),
        partition_of=PartitionOf(parent=name(of), bound=bound),
    )


def between(low: int, high: int) -> str:
    return f"FOR VALUES FROM ('{low}') TO ('{high}')"


def planned(before: Schema, after: Schema, facts: Facts = LARGE) -> Migration:
    return plan(before, after, (), facts)


def kinds(migration: Migration) -> list[str]:
    return [step.kind for step in migration.steps]


def test_rows_are_not_parted() -> None:
    events = table("events")
    halves = schema(cut(events), part("low", between(0, 5)), part("high", between(5, 9)))
    with pytest.raises(NoPlan, match='"events": kind table -> partitioned table') as caught:
        planned(schema(events), halves)
    assert "DEFAULT partition" in caught.value.hint
    with pytest.raises(NoPlan, match="no partition is told"):
        planned(schema(events), schema(cut(events)))


def test_rows_of_several_partitions_are_not_put_together() -> None:
    events = table("events")
    halves = schema(cut(events), part("low", between(0, 5)), part("high", between(5, 9)))
    with pytest.raises(NoPlan, match="its rows lie in 2 that go") as caught:
        planned(halves, schema(events))
    assert "into one partition" in caught.value.hint
    kept = planned(halves, schema(events, replace(table("high"), name=name("high"))))
    assert kinds(kept) == ["detach-partition", "unpartition-table"]


def test_a_table_is_not_cut_by_another_key() -> None:
    events = table("events")
    with pytest.raises(NoPlan, match=r'"events": cut by RANGE \(id\) -> by HASH \(id\)') as caught:
        planned(schema(cut(events)), schema(cut(events, "HASH (id)")))
    assert "beside it" in caught.value.hint


def test_a_key_without_the_columns_it_is_cut_by_is_refused() -> None:
    by_day = cut(table("events", column("day")), "RANGE (day)")
    with pytest.raises(DesignImpossible, match=r'"events_pkey" cannot be a key .* it lacks "day"') as caught:
        planned(schema(table("events", column("day"))), schema(by_day, part("rest", "DEFAULT")))
    assert 'add "day" to the key' in caught.value.hint


def test_taking_out_is_first_and_putting_in_is_last() -> None:
    before = schema(cut(table("events", indexes=(index("by_id", "id"),))), part("low", between(0, 5)), table("high"))
    after = schema(cut(table("events", column("note"))), table("low"), part("high", between(5, 9)))
    with_note = replace(after.tables[name("high")], columns=cut(table("events", column("note"))).columns)
    inherited = replace(with_note, columns=tuple(replace(it, inherited=True) for it in with_note.columns))
    wished = replace(after, tables={**after.tables, name("high"): inherited})
    found = kinds(planned(before, wished))
    assert (found[0], found[-1]) == ("detach-partition", "attach-partition")
    assert {"drop-index", "add-column"} < set(found)


def test_taking_out_waits_for_nothing_but_what_refers_to_the_table() -> None:
    """Else every row of the other table is looked through; all else of both tables waits for it."""
    refers = table("remarks", column("event", "bigint"), constraints=[foreign_key("of_event", "event", "events")])
    low = replace(part("low", between(0, 5)), indexes=(index("low_own", "id"),))
    before = schema(cut(table("events", indexes=(replace(index("by_id", "id"), method="hash"),))), low, refers)
    after = schema(cut(table("events")), table("low"), table("remarks", column("event", "bigint")))
    found = kinds(planned(before, after))
    assert found[:2] == ["drop-constraint", "detach-partition"]
    assert found.count("drop-index") == 2


@pytest.mark.parametrize(
    ("sql", "is_reached"),
    [
        ("CREATE INDEX i ON public.events USING btree (id)", True),
        ("CREATE INDEX i ON ONLY public.events USING btree (id)", False),
        ("ALTER TABLE public.events ADD COLUMN a text", True),
        ("ALTER TABLE ONLY public.events ALTER COLUMN a SET DEFAULT 1", False),
        ("ALTER TABLE public.events ALTER COLUMN a SET (n_distinct = 5)", False),
        ("ALTER TABLE public.events RENAME TO happenings", False),
        ("ALTER TABLE public.events ENABLE ROW LEVEL SECURITY", False),
        ("COMMENT ON TABLE public.events IS 'x'", False),
    ],
)
def test_a_statement_locks_the_partitions_that_it_reaches(sql: str, is_reached: bool) -> None:
    statement = Statement(sql=sql, why="", table=name("events"), locks=exclusive(name("events")))
    deep = replace(part("deep", between(0, 2), of="low"))
    (seen,) = on_partitions((statement,), schema(cut(table("events")), cut(part("low", between(0, 5))), deep))
    below = {name("low"), name("deep")} if is_reached else set()
    assert {lock.relation for lock in seen.locks} == {name("events"), *below}


def test_a_dropped_partition_is_taken_out_first() -> None:
    events = cut(table("events"))
    before = schema(events, part("low", between(0, 5)), part("high", between(5, 9)))
    assert kinds(planned(before, schema(events, part("high", between(5, 9))))) == ["detach-partition", "drop-table"]


def test_beside_a_default_partition_nothing_is_detached_concurrently() -> None:
    events, low, rest = cut(table("events")), part("low", between(0, 5)), part("rest", "DEFAULT")
    alone = table("low")

    def detaching(*others: Table) -> str:
        return planned(schema(events, low, *others), schema(events, alone, *others)).forward[0].sql

    assert detaching().endswith("CONCURRENTLY")
    assert not detaching(rest).endswith("CONCURRENTLY")


def test_small_tables_are_attached_without_a_check() -> None:
    events, low = cut(table("events")), table("low")
    small = Facts(rows={name("low"): 5})
    (one, two), large = (
        [it.sql for it in planned(schema(events, low), schema(events, part("low", between(0, 5))), small).forward],
        [it.sql for it in planned(schema(events, low), schema(events, part("low", between(0, 5)))).forward],
    )
    assert "ADD COLUMN" in one  # hidden ones, where there are any
    assert two.startswith("ALTER TABLE public.events ATTACH PARTITION public.low")
    assert [it.split(" CHECK ")[0] for it in large[:2]] == [
        "ALTER TABLE public.low ADD CONSTRAINT low_fits_events",
        "ALTER TABLE public.low VALIDATE CONSTRAINT low_fits_events",
    ]


@pytest.mark.parametrize(
    ("key", "bound", "expected"),
    [
        ("RANGE (id)", between(0, 5), "id IS NOT NULL AND id >= '0' AND id < '5'"),
        ("RANGE (id)", "FOR VALUES FROM (MINVALUE) TO (MAXVALUE)", "id IS NOT NULL"),
        (
            "RANGE (id, note)",
            "FOR VALUES FROM ('1', 'a, (') TO ('5', MAXVALUE)",
            "id IS NOT NULL AND note IS NOT NULL AND (id > '1' OR id = '1' AND note >= 'a, (') AND id <= '5'",
        ),
        ("LIST (note)", "FOR VALUES IN ('it''s', NULL)", "(note IS NULL OR note IN ('it''s'))"),
        ("LIST (note)", "FOR VALUES IN (NULL)", "note IS NULL"),
        (
            'LIST (note COLLATE "C")',
            "FOR VALUES IN (true)",
            '(note COLLATE "C") IS NOT NULL AND (note COLLATE "C") IN (\'true\')',
        ),
        ("RANGE (note text_pattern_ops)", "FOR VALUES FROM ('a') TO ('b')", None),
        ("HASH (note)", "FOR VALUES WITH (modulus 2, remainder 1)", None),
        (
            "HASH (id)",
            "FOR VALUES WITH (modulus 2, remainder 1)",
            "pg_catalog.satisfies_hash_partition('public.events'::pg_catalog.regclass, 2, 1, id)",
        ),
        ("RANGE (id)", "DEFAULT", ""),
    ],
)
def test_bounds_are_spelled_as_a_condition(key: str, bound: str, expected: str | None) -> None:
    events, one = cut(table("events", column("note")), key), part("one", bound)
    assert condition(one, schema(events, one)) == expected
