"""What is dropped is set aside: it is hidden, rows can be written without it, and it comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from secrets import token_hex

import pytest

from database_developer.errors import StatementFailed
from database_developer.migration.planner import plan
from database_developer.model.design import Design
from database_developer.model.migration import Facts, Hazard, Migration, Restores, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation, Verdict
from database_developer.model.request import Request
from database_developer.model.schema import Schema
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.bench import Bench
from database_developer.proof.exercises import half_way, locks, rows_kept, there_and_back
from database_developer.proof.exercises.exercise import Exercise
from database_developer.running.purge import purge, set_aside
from support.journeys import execute, travel
from support.lending import lent
from support.scenarios import Scenario, scenarios, schema_of

ALLOWED = frozenset({Hazard.DATA_LOSS})
DROPS = ("drop-column", "drop-table", "drop-enum", "drop-domain", "drop-composite", "drop-sequence")
NOT_REMEMBERED = "drop-table--with-what-is-not-in-the-model"  # only what is set aside comes back with it
DROPPING = [it for it in scenarios() if it.kind in DROPS and it.name != NOT_REMEMBERED]
KEPT_ANYWAY = ("drop-table--inherited",)


@contextmanager
def changed(run: Run, before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Shadow, Migration]]:
    """A database from which something was dropped, and the migration that did it."""
    with lent(run) as shadow:
        target = schema_of(shadow, tuple(after))
        shadow.replay(before, origin="before")
        migration = plan(shadow.schema(), target, (), Facts(server_version=run.version))
        execute(shadow, migration.forward)
        yield shadow, migration


def rows(shadow: Shadow, query: str) -> list[tuple[object, ...]]:
    with shadow.session() as session:
        return session.rows(query)


def write(shadow: Shadow, *statements: str) -> None:
    shadow.replay(statements, origin="the application")


@pytest.mark.parametrize("scenario", DROPPING, ids=lambda it: it.name)
def test_who_allows_losses_gets_a_plain_drop(scenario: Scenario, run: Run) -> None:
    with lent(run) as shadow:
        target = schema_of(shadow, scenario.after)
        shadow.replay(scenario.before, origin=scenario.name)
        travel(run, shadow, target, facts=Facts(server_version=run.version, allowed=ALLOWED))
        with shadow.session() as session:
            assert not set_aside(session) or scenario.name in KEPT_ANYWAY


def test_a_dropped_column_keeps_its_place_its_values_and_its_rights(run: Run) -> None:
    before = (
        "CREATE TABLE users (code text NOT NULL, email text)",
        "INSERT INTO users VALUES ('a', 'x'), ('b', 'y')",
    )
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        write(shadow, "UPDATE users SET email = 'z' WHERE email = 'y'")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT * FROM users ORDER BY 1") == [("a", "x"), ("b", "z")]
    assert migration.restores is Restores.EVERYTHING


def test_rows_written_since_get_the_default_that_stayed(run: Run) -> None:
    before = ("CREATE TABLE users (email text, state text NOT NULL DEFAULT 'new')", "INSERT INTO users VALUES ('x')")
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) VALUES ('y')")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT state FROM users") == [("new",), ("new",)]


def test_rows_written_since_get_a_stand_in_where_null_is_refused(run: Run) -> None:
    before = ("CREATE TABLE users (email text, age integer NOT NULL)", "INSERT INTO users VALUES ('x', 30)")
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) VALUES ('y')")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT email, age FROM users ORDER BY 1") == [("x", 30), ("y", 0)]
    (step,) = migration.steps
    assert step.reversal.note == 'rows written to "users" since have no "age": they get 0'


@pytest.mark.parametrize(
    "type_",
    ["integer", "smallint", "numeric(9,2)", "text", "varchar(8)", "uuid", "date", "timestamptz", "bytea", "jsonb"],
)
def test_rows_written_since_get_a_key_each_of_its_own(run: Run, type_: str) -> None:
    before = (f"CREATE TABLE users (code {type_} PRIMARY KEY, email text)",)
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) SELECT 'x' FROM generate_series(1, 50)")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT count(DISTINCT code) FROM users WHERE code IS NOT NULL") == [(50,)]


def test_keys_of_rows_written_since_go_on_after_those_that_are_there(run: Run) -> None:
    before = ("CREATE TABLE users (id integer PRIMARY KEY, email text)", "INSERT INTO users VALUES (7, 'x')")
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) VALUES ('y')")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT id, email FROM users ORDER BY 1") == [(7, "x"), (8, "y")]


def test_nothing_is_made_up_that_refers_to_another_row(run: Run) -> None:
    teams = "CREATE TABLE teams (id integer PRIMARY KEY)"
    before = (
        teams,
        "CREATE TABLE users (email text, team integer NOT NULL REFERENCES teams)",
        "INSERT INTO teams VALUES (1)",
    )
    with changed(run, before, (teams, "CREATE TABLE users (email text)")) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) VALUES ('y')")
        with pytest.raises(StatementFailed, match='rows of "users" that were written since have no "team"') as caught:
            execute(shadow, migration.backward)
        assert "UPDATE public.users SET team = ..." in caught.value.hint
        write(shadow, "UPDATE users SET team = 1")
        execute(shadow, migration.backward)
        assert shadow.schema() == migration.before


def test_rows_of_a_strict_domain_are_written_without_it(run: Run) -> None:
    strict = "CREATE DOMAIN strict AS text NOT NULL"
    before = (strict, "CREATE TABLE users (email text, code strict)")
    with changed(run, before, (strict, "CREATE TABLE users (email text)")) as (shadow, migration):
        write(shadow, "INSERT INTO users (email) VALUES ('y')")
        execute(shadow, migration.backward)
        assert rows(shadow, "SELECT code FROM users") == [("",)]


def test_a_counter_goes_on_after_the_rollback(run: Run) -> None:
    before = ("CREATE TABLE users (id serial PRIMARY KEY, email text)", "INSERT INTO users (email) VALUES ('x'), ('y')")
    with changed(run, before, ("CREATE TABLE users (email text)",)) as (shadow, migration):
        execute(shadow, migration.backward)
        write(shadow, "INSERT INTO users (email) VALUES ('z')")
        assert rows(shadow, "SELECT max(id) FROM users") == [(3,)]


def test_a_dropped_table_comes_back_with_its_rows_and_a_later_one_of_its_name_is_another(run: Run) -> None:
    old, new = "CREATE TABLE notes (id integer PRIMARY KEY, text text)", "CREATE TABLE notes (id integer PRIMARY KEY)"
    facts = Facts(server_version=run.version)
    with changed(run, (old, "INSERT INTO notes VALUES (1, 'one')"), ()) as (shadow, first):
        write(shadow, new, "INSERT INTO notes VALUES (2)")
        empty, second_start = first.after, shadow.schema()
        second = plan(second_start, empty, (), facts)
        execute(shadow, second.forward)
        with shadow.session() as session:
            assert sorted(it.kept.schema for it in set_aside(session)) == ["dbd_aside_notes", "dbd_aside_notes_2"]
        execute(shadow, second.backward)
        assert rows(shadow, "SELECT * FROM notes") == [(2,)]
        write(shadow, "DROP TABLE notes")
        execute(shadow, first.backward)
        assert rows(shadow, "SELECT * FROM notes") == [(1, "one")]


def test_a_column_dropped_twice_comes_back_twice(run: Run) -> None:
    with_code, without = "CREATE TABLE users (email text, code text NOT NULL)", "CREATE TABLE users (email text)"
    facts = Facts(server_version=run.version)
    with changed(run, (with_code, "INSERT INTO users VALUES ('x', 'first')"), (without,)) as (shadow, first):
        write(shadow, "ALTER TABLE users ADD COLUMN code text NOT NULL DEFAULT 'second'")
        second = plan(shadow.schema(), first.after, (), facts)
        execute(shadow, second.forward)
        execute(shadow, second.backward)
        assert rows(shadow, "SELECT code FROM users") == [("second",)]
        write(shadow, "ALTER TABLE users DROP COLUMN code")
        execute(shadow, first.backward)
        assert rows(shadow, "SELECT code FROM users") == [("first",)]


def test_an_identity_column_is_made_again_under_its_name_while_the_old_one_is_aside(run: Run) -> None:
    counted = "CREATE TABLE users (email text, id bigint GENERATED ALWAYS AS IDENTITY)"
    with changed(run, (counted,), ("CREATE TABLE users (email text)",)) as (shadow, first):
        again = plan(first.after, first.before, (), Facts(server_version=run.version))
        execute(shadow, again.forward)
        assert shadow.schema() == first.before


@pytest.mark.parametrize("dropped", ["the column", "the table"])
def test_a_rollback_after_the_purge_says_what_is_missing(run: Run, dropped: str) -> None:
    users = "CREATE TABLE users (email text, code text)"
    after = ("CREATE TABLE users (email text)",) if dropped == "the column" else ()
    with changed(run, (users,), after) as (shadow, migration):
        with shadow.session() as session:
            purge(session, everything=True)
        with pytest.raises(StatementFailed, match=f"{dropped} .* cannot come back") as caught:
            execute(shadow, migration.backward)
        assert "restore it from a backup" in caught.value.hint


def test_orphans_stop_the_rollback_at_the_foreign_key(run: Run) -> None:
    users = "CREATE TABLE users (id integer PRIMARY KEY)"
    notes = "CREATE TABLE notes (id integer PRIMARY KEY, user_id integer REFERENCES users)"
    before = (users, notes, "INSERT INTO users VALUES (1)", "INSERT INTO notes VALUES (1, 1)")
    with changed(run, before, (users,)) as (shadow, migration):
        write(shadow, "DELETE FROM users")
        with pytest.raises(StatementFailed, match="notes_user_id_fkey"):
            execute(shadow, migration.backward)
        assert any("lost their parents" in step.reversal.note for step in migration.steps)
        write(shadow, "DELETE FROM notes")
        execute(shadow, migration.backward)
        assert shadow.schema() == migration.before


def test_what_leans_on_something_hidden_is_hidden_with_it(run: Run) -> None:
    with changed(run, ("CREATE TABLE users (email text, code text)",), ("CREATE TABLE users (email text)",)) as (
        shadow,
        migration,
    ):
        write(
            shadow,
            "CREATE INDEX ON users (dbd_aside_code, email)",
            "ALTER TABLE users ADD CHECK (dbd_aside_code <> email)",
            "GRANT SELECT (dbd_aside_code) ON users TO PUBLIC",
            "CREATE SCHEMA dbd CREATE TABLE journal (id serial PRIMARY KEY) CREATE VIEW told AS SELECT * FROM journal",
            "CREATE TYPE dbd.state AS ENUM ('done')",
            "CREATE FUNCTION dbd.now() RETURNS date LANGUAGE sql AS 'SELECT current_date'",
        )
        assert shadow.schema() == migration.after


def test_only_forward_statements_say_what_they_break_or_lose(run: Run) -> None:
    with lent(run) as shadow:
        shadow.replay(("CREATE TABLE users (email text, code text)", "CREATE TABLE notes (id serial)"), origin="before")
        start = shadow.schema()
        target = schema_of_users_alone(run)
    kept = plan(start, target, (), Facts(server_version=run.version))
    lost = plan(start, target, (), Facts(server_version=run.version, allowed=ALLOWED))
    assert hazards(kept) == {"drop-column": {Hazard.CLIENT_BREAK}, "drop-table": {Hazard.CLIENT_BREAK}}
    both = {Hazard.CLIENT_BREAK, Hazard.DATA_LOSS}
    assert hazards(lost) == {"drop-column": both, "drop-table": both, "drop-sequence": {Hazard.DATA_LOSS}}
    assert not any(statement.hazards for statement in (*kept.backward, *lost.backward))
    assert (kept.restores, lost.restores) == (Restores.EVERYTHING, Restores.STRUCTURE)


def schema_of_users_alone(run: Run) -> Schema:
    with lent(run) as shadow:
        return schema_of(shadow, ("CREATE TABLE users (email text)",))


def hazards(migration: Migration) -> dict[str, set[Hazard]]:
    found = {step.kind: {it for one in step.forward for it in one.hazards} for step in migration.steps}
    return {kind: them for kind, them in found.items() if them}


def test_later_migrations_may_drop_what_a_hidden_table_used(run: Run) -> None:
    stamp = "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$"
    code = "CREATE FUNCTION code() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$"
    notes = (
        "CREATE TABLE notes (id integer PRIMARY KEY, code text NOT NULL DEFAULT code())",
        "CREATE TRIGGER stamp BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION stamp()",
    )
    with changed(run, (stamp, code, *notes), (stamp, code)) as (shadow, migration):
        empty = plan(migration.after, type(migration.after)(namespaces=migration.after.namespaces), (), Facts())
        execute(shadow, empty.forward)
        execute(shadow, empty.backward)
        execute(shadow, migration.backward)
        assert shadow.schema() == migration.before


def test_a_hidden_table_is_out_of_everybodys_reach(run: Run) -> None:
    role = f"somebody_{token_hex(4)}"
    before = ("CREATE TABLE notes (id integer)", "GRANT SELECT ON notes TO PUBLIC", f"CREATE ROLE {role}")
    with changed(run, before, ()) as (shadow, _), shadow.session() as session:
        try:
            (kept,) = set_aside(session)
            assert kept.kept == QualifiedName("dbd_aside_notes", "notes")
            session.run(f"SET ROLE {role}")
            assert refused(session, "SELECT * FROM dbd_aside_notes.notes") == "42501"
        finally:
            session.run("RESET ROLE")
            session.run(f"DROP ROLE {role}")


def refused(session: Session, sql: str) -> str:
    with pytest.raises(StatementFailed) as caught:
        session.run(sql)
    return caught.value.sqlstate


BEFORE = (
    "CREATE TYPE mood AS ENUM ('sad', 'happy')",
    "CREATE TABLE users (code text NOT NULL UNIQUE, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood)",
    "CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, text text NOT NULL)",
)
AFTER = ("CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",)


@contextmanager
def bench_of(run: Run) -> Iterator[Bench]:
    with run.shadow("base") as base, lent(run) as target:
        base.replay(BEFORE, origin="before")
        target.replay(AFTER, origin="after")
        facts = Facts(server_version=run.version)
        migration = plan(base.schema(), target.schema(), (), facts)
        yield Bench(
            run=run,
            base=base,
            migration=migration,
            request=Request(ticket="T-1"),
            design=Design(target=migration.after),
            facts=facts,
            target_dump=target.dump(),
        )


def seen(exercise: Exercise, bench: Bench) -> dict[str, Observation]:
    return {one.id: one for one in exercise.run(bench)}


def test_the_proof_sees_the_target_once_all_is_purged_and_the_start_byte_for_byte(run: Run) -> None:
    with bench_of(run) as bench:
        found = seen(there_and_back.EXERCISE, bench)
    failed = {name for name, one in found.items() if one.verdict is Verdict.FAILED}
    assert failed <= {"there-and-back/rights"}  # the tests' own role is a superuser
    assert "public.users.code" in found["there-and-back/forward-dump"].claim
    assert "byte for byte" in found["there-and-back/backward-dump"].observed


def test_the_proof_sees_rows_of_what_was_dropped_come_back(run: Run) -> None:
    with bench_of(run) as bench:
        found = seen(rows_kept.EXERCISE, bench)["rows-kept/backward"]
        assert found.verdict is Verdict.PASSED
        assert found.observed == "400 rows of 2 tables have the same hash"
        broken = forgetful(bench.migration)
        assert (
            seen(rows_kept.EXERCISE, replace(bench, migration=broken))["rows-kept/backward"].verdict is Verdict.FAILED
        )


def forgetful(migration: Migration) -> Migration:
    """The migration with a rollback after which one value of a dropped column is another."""
    first, *rest = migration.steps
    spoil = Statement(sql="UPDATE users SET mood = 'happy' WHERE mood = 'sad'", why="spoil")
    reversal = replace(first.reversal, statements=(*first.reversal.statements, spoil))
    return replace(migration, steps=(replace(first, reversal=reversal), *rest))


def test_the_proof_sees_something_left_behind(run: Run) -> None:
    with bench_of(run) as bench:
        first, *rest = bench.migration.steps
        left = Statement(sql="CREATE SCHEMA IF NOT EXISTS dbd_aside_left", why="leave something")
        broken = replace(bench.migration, steps=(replace(first, forward=(*first.forward, left)), *rest))
        found = seen(there_and_back.EXERCISE, replace(bench, migration=broken))
    assert found["there-and-back/forward-dump"].verdict is Verdict.FAILED


def test_the_proof_holds_half_way_and_in_its_locks(run: Run) -> None:
    with bench_of(run) as bench:
        found = {**seen(half_way.EXERCISE, bench), **seen(locks.EXERCISE, bench)}
    assert {one.verdict for one in found.values()} == {Verdict.PASSED}
