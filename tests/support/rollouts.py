"""A rollout on a real server: every migration of it there and back, from half way too, and then the next."""

from __future__ import annotations

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.model.design import Filling, RowMove
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration, Rollout, Statement
from database_developer.model.schema import Schema
from database_developer.pipeline.settling import with_lookup
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from database_developer.proof.exercises.locks import disagreements, watch
from support.journeys import execute
from support.lending import lent_with
from support.scenarios import Scenario


def hold_in_phases(run: Run, scenario: Scenario) -> Rollout:
    """The laws hold for each phase of the change, and one of them has the operation that it is about."""
    start = (*scenario.before, *scenario.rows)
    with lent_with(run, start) as before, lent_with(run, scenario.after) as after:
        fillings = tuple(settled(after, it) for it in scenario.fillings)
        facts = Facts(server_version=run.version, rows=scenario.counts)
        told = scenario.renamings
        rollout = roll(run, before, after, told, facts=facts, fillings=fillings, moves=scenario.moves)
    kinds = {step.kind for step in rollout.whole.steps}
    assert scenario.kind in kinds, f"the rollout has {sorted(kinds)}"
    return rollout


def settled(after: Shadow, filling: Filling) -> Filling:
    """The filling as the server spells it."""
    with after.session() as session:
        return with_lookup(session, filling)


def roll(
    run: Run,
    before: Shadow,
    after: Shadow,
    renamings: tuple[Renaming, ...] = (),
    *,
    facts: Facts | None = None,
    fillings: tuple[Filling, ...] = (),
    moves: tuple[RowMove, ...] = (),
) -> Rollout:
    """Plan from the one database to the other, and try each migration on the first, one after the other."""
    start, target = before.schema(), after.schema()
    rollout = plan_rollout(start, target, renamings, facts or Facts(server_version=run.version), fillings, moves=moves)
    assert_same(rollout.after, target, "in memory")
    for migration in rollout.migrations:
        _try(before, migration)
        execute(before, migration.forward)
        assert_same(before.schema(), migration.after, f"after {migration.phase or 'the whole'} again")
    return rollout


def _try(shadow: Shadow, migration: Migration) -> None:
    when = migration.phase or "the whole"
    watched(shadow, migration.forward)
    assert_same(shadow.schema(), migration.after, f"after {when}")
    watched(shadow, migration.backward)
    assert_same(shadow.schema(), migration.before, f"after {when} and its rollback")
    for stop in range(len(migration.forward)):
        execute(shadow, migration.forward[:stop])
        execute(shadow, migration.backward)
        assert_same(shadow.schema(), migration.before, f"after {stop} statements of {when} and the rollback")


def watched(shadow: Shadow, statements: tuple[Statement, ...]) -> None:
    with shadow.session() as session:
        for statement in statements:
            wrong = list(disagreements(statement, watch(session, shadow.url, statement)))
            assert not wrong, f"{statement.sql}: {wrong}"


def assert_same(found: Schema, wanted: Schema, when: str) -> None:
    differences = describe_all(compare(found, wanted))
    assert not differences, f"{when}: {differences}"
