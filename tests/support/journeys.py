"""There and back on a real server: the laws of a plan, as assertions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.errors import DesignImpossible, StatementFailed
from database_developer.migration.planner import plan
from database_developer.model.aside import MARK
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration, Restores, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema
from database_developer.postgres.rows import RowsFingerprint, fingerprint_rows
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.exercises.locks import disagreements, watch
from database_developer.running.purge import purge, set_aside
from database_developer.seeding.plan import seed


def made(run: Run, purpose: str, statements: Iterable[str]) -> Shadow:
    """A shadow on which the statements ran."""
    shadow = run.create(purpose)
    shadow.replay(statements, origin=purpose)
    return shadow


def execute(shadow: Shadow, statements: Sequence[Statement]) -> None:
    with shadow.session() as session:
        for statement in statements:
            session.run(statement.sql)


def assert_same(found: Schema, wanted: Schema, when: str) -> None:
    differences = describe_all(compare(found, wanted))
    assert not differences, f"{when}: {differences}"


def there_and_back(
    run: Run, before: Shadow, after: Shadow, *, facts: Facts | None = None, renamings: tuple[Renaming, ...] = ()
) -> Migration:
    """The journey from one shadow's schema to the other's, on the first, which it leaves changed."""
    return travel(run, before, after.schema(), facts=facts, renamings=renamings)


def travel(
    run: Run, shadow: Shadow, target: Schema, *, facts: Facts | None = None, renamings: tuple[Renaming, ...] = ()
) -> Migration:
    """Laws 2 to 5: plan, forward, backward, half way, forward again; catalog and dump agree each time.

    One session goes all the ways, each as if it were new: to warm up a session for each would take longest.
    """
    dump_before = shadow.dump()
    with shadow.session() as session:
        start = shadow.schema(session)
        migration = plan_for(run, start, target, renamings, facts)
        assert_same(migration.after, target, "in memory")
        execute_watched(session, shadow, migration.forward)
        assert_same(shadow.schema(session), target, "after forward")
        execute_watched(session, shadow, migration.backward)
        assert_home(shadow.schema(session), migration, "after backward")
        if any(step.reversal.moves_columns for step in migration.steps):
            assert sorted_lines(shadow.dump()) == sorted_lines(dump_before)
        else:
            assert shadow.dump() == dump_before
        assert_undone_from_anywhere(session, shadow, migration)
        go(session, migration.forward)
        assert_same(shadow.schema(session), target, "after forward again")
        assert_nothing_left_by_a_purge(session, shadow, target)
    return migration


def go(session: Session, statements: Iterable[Statement]) -> None:
    """Run the statements in a session that remembers nothing."""
    session.run("DISCARD ALL")
    for statement in statements:
        session.run(statement.sql)


def execute_watched(session: Session, shadow: Shadow, statements: Sequence[Statement]) -> None:
    """Law 5: the locks that a statement declares are the ones that the server shows."""
    session.run("DISCARD ALL")
    for statement in statements:
        wrong = list(disagreements(statement, watch(session, shadow.url, statement)))
        assert not wrong, f"{statement.sql}: {wrong}"


def assert_nothing_left_by_a_purge(session: Session, shadow: Shadow, target: Schema) -> None:
    """What was set aside can be dropped for good, and nothing of it is left; there is no way back from here."""
    if not set_aside(session):
        return
    purge(session, everything=True)
    assert_same(shadow.schema(session), target, "after the purge")
    assert MARK not in shadow.dump()


def assert_undone_from_anywhere(session: Session, shadow: Shadow, migration: Migration) -> None:
    """Law 4: the way back leads home from wherever the way there was left."""
    for stop in range(len(migration.forward)):
        go(session, (*migration.forward[:stop], *migration.backward))
        assert_home(shadow.schema(session), migration, f"after {stop} statements and the rollback")


def assert_home(found: Schema, migration: Migration, when: str) -> None:
    """The schema is what it was; only where the plan says that it restores nothing may an extension be newer."""
    start = migration.before
    if migration.restores is Restores.NOTHING:
        newer = {name: replace(it, version=found.extensions[name].version) for name, it in start.extensions.items()}
        start = replace(start, extensions=newer)
    assert_same(found, start, when)


def plan_for(
    run: Run, start: Schema, target: Schema, renamings: tuple[Renaming, ...], facts: Facts | None
) -> Migration:
    """The plan for tables of unknown size; where rows would forbid it, for empty ones."""
    try:
        return plan(start, target, renamings, facts or Facts(server_version=run.version))
    except DesignImpossible:
        if facts is not None:
            raise
        empty = Facts(server_version=run.version, rows=dict.fromkeys(start.tables, 0))
        return plan(start, target, renamings, empty)


def sorted_lines(text: str) -> list[str]:
    return sorted(line.rstrip(",") for line in text.splitlines())


def contents(shadow: Shadow, schema: Schema, columns: dict[QualifiedName, list[str]]) -> dict[str, RowsFingerprint]:
    """The rows of the tables over these columns, as fingerprints."""
    with shadow.session() as session:
        return {
            str(name): fingerprint_rows(session, name, columns[name])
            for name in columns
            if schema.tables[name].partition_of is None
        }


def rows_survive(run: Run, before: Shadow, after: Shadow, rows: int) -> bool:
    """Law 7: rows that were there are there after forward and rollback, on the first database.

    False where nothing is shown: the plan says that it cannot bring everything back, or the rows themselves
    forbid the change (a new rule that they break).
    """
    start, target = before.schema(), after.schema()
    script = seed(start, tuple(start.tables), dict.fromkeys(start.tables, rows))
    before.replay([statement.sql for statement in script.statements], origin="seeds")
    counts = {statement.table: statement.rows for statement in script.statements}
    migration = plan(start, target, (), Facts(server_version=run.version, rows=counts))
    if migration.restores is not Restores.EVERYTHING:
        return False
    columns = {name: [one.name for one in table.columns] for name, table in start.tables.items()}
    rows_before = contents(before, start, columns)
    try:
        execute(before, migration.forward)
    except StatementFailed as error:
        assert error.sqlstate.startswith(("22", "23", "428", "55")), error
        return False
    execute(before, migration.backward)
    assert contents(before, start, columns) == rows_before
    return True
