"""The traffic exercise goes red: for each thing that makes a change safe, the same change without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

import pytest

from database_developer.migration.phases.rollout import plan_rollout
from database_developer.migration.planner import plan
from database_developer.model.design import Design, Volume
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration, Phase, Statement
from database_developer.model.names import QualifiedName, part_of
from database_developer.model.proof import Observation, Verdict
from database_developer.model.request import Request
from database_developer.model.script import Block, Script
from database_developer.postgres.server import Run, open_run
from database_developer.proof.bench import Bench
from database_developer.proof.exercises import traffic
from database_developer.proof.scripts import script_of
from database_developer.proof.traffic.applying import LIMITS, RunnerApplier
from support.journeys import made
from support.server import cache_folder

NOTES = QualifiedName("public", "notes")
ROWS, LIMIT = 1000, 750.0  # to look at a row takes at least 1 ms, and so all of them longer than the limit
SLOWLY = (
    "CREATE FUNCTION slowly(value int) RETURNS int IMMUTABLE STRICT LANGUAGE plpgsql AS $$ BEGIN "
    "PERFORM pg_catalog.pg_sleep(0.001); RETURN value; END $$"
)
BEFORE = [
    SLOWLY,
    'CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, place int NOT NULL, "Full Text" varchar(50))',
]
INDEX = "CREATE INDEX notes_slowly ON notes (slowly(place))"
CHECK = "ALTER TABLE notes ADD CONSTRAINT notes_slow CHECK (slowly(place) IS NOT NULL)"
QUICK = "ALTER TABLE notes ADD CONSTRAINT notes_quick CHECK (place IS NOT NULL)"


@pytest.fixture(scope="module")
def ordinary() -> Iterator[Run]:
    """A run that has given up its superuser rights, as the product's has."""
    with open_run(cache=cache_folder()) as run:
        run.surrender()
        yield run


@contextmanager
def bench_of(run: Run, *changes: str, renamings: tuple[Renaming, ...] = ()) -> Iterator[Bench]:
    base, target = made(run, "base", BEFORE), made(run, "target", [*BEFORE, *changes])
    try:
        facts = Facts(server_version=run.version)
        migration = plan(base.schema(), target.schema(), renamings, facts)
        yield Bench(
            run=run,
            base=base,
            migration=migration,
            request=Request(ticket="T-1"),
            design=Design(target=migration.after, volumes=(Volume(table=NOTES, rows=ROWS),)),
            facts=facts,
            target_dump="",
            rows=ROWS,
            longest_block_ms=LIMIT,
        )
    finally:
        run.drop(base)
        run.drop(target)


def changed(bench: Bench, change: Callable[[Statement], Statement]) -> Bench:
    """The bench with each forward statement changed."""
    steps = (replace(step, forward=tuple(map(change, step.forward))) for step in bench.migration.steps)
    return replace(bench, migration=replace(bench.migration, steps=tuple(steps)))


def without(words: str) -> Callable[[Statement], Statement]:
    return lambda it: replace(it, sql=it.sql.replace(words, ""), transactional=it.transactional or words in it.sql)


def at_work(bench: Bench, applier: RunnerApplier | None = None) -> dict[str, Observation]:
    """What is seen of a migration that nobody is in the way of."""
    found = traffic.run(bench, applier or RunnerApplier())
    return {one.id: one for one in islice(found, 2)}


def behind_reader(bench: Bench, applier: RunnerApplier | None = None) -> Observation:
    return list(traffic.run(bench, applier or RunnerApplier()))[2]


def in_one(migration: Migration) -> Script:
    """Its files, as if everything were one transaction."""
    script = script_of(migration)
    return replace(script, up=replace(script.up, blocks=(Block(statements=script.up.statements),)))


def assert_blocks(seen: dict[str, Observation], culprit: str) -> None:
    one = seen["traffic/longest-block"]
    assert one.verdict is Verdict.FAILED, one.observed
    assert culprit in one.observed
    assert seen["traffic/no-failures"].verdict is Verdict.PASSED


def test_nobody_notices_an_index_and_a_rule_made_the_safe_way(ordinary: Run) -> None:
    with bench_of(ordinary, INDEX, CHECK) as bench:
        seen = at_work(bench)
    assert {one.verdict for one in seen.values()} == {Verdict.PASSED}, [one.observed for one in seen.values()]
    evidence = seen["traffic/longest-block"].evidence
    assert len(evidence["statements"]) == len(bench.migration.forward)  # type: ignore[arg-type]
    assert len(evidence["kinds"]) >= 6  # type: ignore[arg-type]
    assert evidence["left out"] == []


def test_an_index_that_is_not_made_concurrently_blocks(ordinary: Run) -> None:
    with bench_of(ordinary, INDEX) as bench:
        assert_blocks(at_work(changed(bench, without(" CONCURRENTLY"))), "find rows of")


def test_a_rule_that_is_validated_at_once_blocks(ordinary: Run) -> None:
    with bench_of(ordinary, CHECK) as bench:
        assert_blocks(at_work(changed(bench, without(" NOT VALID"))), "statement 1 (hold new rows")


def test_a_rule_that_is_validated_in_the_same_transaction_blocks(ordinary: Run) -> None:
    with bench_of(ordinary, CHECK) as bench:
        assert_blocks(at_work(bench, RunnerApplier(scripted=in_one)), "statement 2 (look whether")


def test_behind_a_long_reader_the_runner_gives_way(ordinary: Run) -> None:
    with bench_of(ordinary, QUICK) as bench:
        one = behind_reader(bench)
    assert one.verdict is Verdict.PASSED, one.observed
    assert int(str(one.evidence["retries"])) >= 1


def test_a_runner_that_waits_behind_a_long_reader_blocks(ordinary: Run) -> None:
    with bench_of(ordinary, QUICK) as bench:
        one = behind_reader(bench, RunnerApplier(limits=replace(LIMITS, lock=0.0, hold=0.0)))
    assert one.verdict is Verdict.FAILED, one.observed
    assert "held up by statement 1" in one.observed
    assert one.evidence["retries"] == 0


def test_a_runner_without_patience_does_not_get_through(ordinary: Run) -> None:
    with bench_of(ordinary, QUICK) as bench:
        one = behind_reader(bench, RunnerApplier(limits=replace(LIMITS, lock_total=0.2)))
    assert one.verdict is Verdict.FAILED
    assert "found others in the way" in one.observed


def test_the_old_application_notices_that_a_column_goes(ordinary: Run) -> None:
    with bench_of(ordinary, 'ALTER TABLE notes DROP COLUMN "Full Text"') as bench:
        one = at_work(bench)["traffic/no-failures"]
    assert one.verdict is Verdict.FAILED
    assert "since statement 1 (" in one.observed or "while statement 1 (" in one.observed
    assert 'column "Full Text"' in one.observed
    assert "[42703]" in one.observed
    assert "the application that is there already" in one.claim


def test_the_old_application_notices_another_name(ordinary: Run) -> None:
    renaming = Renaming(before=part_of("column", NOTES, "place"), after=part_of("column", NOTES, "spot"))
    with bench_of(ordinary, "ALTER TABLE notes RENAME COLUMN place TO spot", renamings=(renaming,)) as bench:
        one = at_work(bench)["traffic/no-failures"]
    assert one.verdict is Verdict.FAILED
    assert "[42703]" in one.observed
    failed = {each["transaction"] for each in one.evidence["failed"]}  # type: ignore[attr-defined]
    assert {"read one row of notes", "insert and delete one of notes", 'update "place" of notes'} <= failed


def test_the_new_application_does_not_notice_that_the_old_form_goes(ordinary: Run) -> None:
    with bench_of(ordinary, 'ALTER TABLE notes DROP COLUMN "Full Text"') as bench:
        last = replace(bench, migration=replace(bench.migration, phase=Phase.CONTRACT))
        seen = at_work(last)
    assert {one.verdict for one in seen.values()} == {Verdict.PASSED}, [one.observed for one in seen.values()]
    assert "the application that fits the new schema" in seen["traffic/no-failures"].claim


def test_nobody_notices_a_rename_in_phases(ordinary: Run) -> None:
    """The applications of each phase: the old one, both, the new one."""
    renaming = Renaming(before=part_of("column", NOTES, "place"), after=part_of("column", NOTES, "spot"))
    with bench_of(ordinary, "ALTER TABLE notes RENAME COLUMN place TO spot", renamings=(renaming,)) as bench:
        before, after = bench.migration.before, bench.migration.after
        migrations = plan_rollout(before, after, (renaming,), bench.facts).migrations
        assert [migration.phase for migration in migrations] == [Phase.EXPAND, Phase.MIGRATE, Phase.CONTRACT]
        for migration in migrations:
            seen = at_work(replace(bench, migration=migration))
            assert {one.verdict for one in seen.values()} == {Verdict.PASSED}, [one.observed for one in seen.values()]
            with bench.base.session() as session:
                for statement in migration.forward:
                    session.run(statement.sql)


def test_what_touches_no_standing_table_needs_no_traffic(ordinary: Run) -> None:
    with bench_of(ordinary, "CREATE TABLE other (id int PRIMARY KEY)") as bench:
        assert list(traffic.run(bench)) == []
