"""A change in phases: old and new stand side by side, in step, and the old one goes last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from database_developer.errors import StatementFailed
from database_developer.migration.formats.transactions import transactions
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.model.design import Clash, Filling
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration, Phase
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from support.lending import lent_with
from support.rollouts import roll, settled

USERS = QualifiedName("public", "users")
BEFORE = (
    """CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(255) NOT NULL UNIQUE,
       display_name text NOT NULL DEFAULT 'nobody' CHECK (display_name <> ''),
       created_at timestamptz NOT NULL DEFAULT now())""",
    "CREATE INDEX users_display_name_idx ON users (lower(display_name))",
    "CREATE VIEW names AS SELECT id, display_name FROM users",
    """INSERT INTO users (email, display_name)
       SELECT 'user' || n % 7 || '@host' || n, 'Name ' || n FROM generate_series(1, 50) n""",
)
RENAME = (Renaming(before=part_of("column", USERS, "display_name"), after=part_of("column", USERS, "full_name")),)


@contextmanager
def databases(run: Run, before: tuple[str, ...], change: tuple[str, ...]) -> Iterator[tuple[Shadow, Shadow]]:
    with lent_with(run, before) as first, lent_with(run, (*before, *change)) as second:
        yield first, second


def test_a_renamed_column_stands_under_both_names(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users RENAME display_name TO full_name",)) as (before, after):
        rollout = roll(run, before, after, RENAME)
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.MIGRATE, Phase.CONTRACT]


def test_a_new_required_column_is_filled(run: Run) -> None:
    with databases(run, BEFORE, HANDLES) as (before, after):
        rollout = roll(run, before, after, fillings=(settled(after, HANDLE),))
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.MIGRATE, Phase.CONTRACT]


def test_what_is_removed_goes_last(run: Run) -> None:
    change = ("DROP VIEW names", "ALTER TABLE users DROP display_name, ADD locale text NOT NULL DEFAULT 'en'")
    with databases(run, BEFORE, change) as (before, after):
        rollout = roll(run, before, after)
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.CONTRACT]


def test_a_volatile_default_is_for_old_rows_too(run: Run) -> None:
    change = ("ALTER TABLE users ADD token uuid NOT NULL DEFAULT gen_random_uuid()",)
    with databases(run, BEFORE, change) as (before, after):
        rollout = roll(run, before, after)
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.MIGRATE]


def test_what_nobody_has_to_follow_is_one_migration(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users ADD locale text",)) as (before, after):
        rollout = roll(run, before, after)
    assert [it.phase for it in rollout.migrations] == [None]


def phases(run: Run, before: Shadow, after: Shadow, **told: object) -> dict[Phase | None, Migration]:
    rollout = plan_rollout(
        before.schema(),
        after.schema(),
        told.get("renamings", ()),
        Facts(server_version=run.version),
        told.get("fillings", ()),
    )
    return {migration.phase: migration for migration in rollout.migrations}


def test_in_the_window_both_names_hold_the_same(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users RENAME display_name TO full_name",)) as (before, after):
        found = phases(run, before, after, renamings=RENAME)
        with before.session() as session:
            for statement in (*found[Phase.EXPAND].forward, *found[Phase.MIGRATE].forward):
                session.run(statement.sql)
            session.run("INSERT INTO users (email, display_name) VALUES ('old@x', 'Old')")
            session.run("INSERT INTO users (email, full_name) VALUES ('new@x', 'New')")
            session.run("INSERT INTO users (email) VALUES ('neither@x')")
            session.run("UPDATE users SET display_name = 'By old' WHERE id = 1")
            session.run("UPDATE users SET full_name = 'By new' WHERE id = 2")
            session.run("UPDATE users SET full_name = 'Both', display_name = 'Ignored' WHERE id = 3")
            rows = session.rows("SELECT display_name, full_name FROM users ORDER BY id")
            assert all(old == new for old, new in rows)
            assert [rows[0][1], rows[1][0], rows[2][0]] == ["By old", "By new", "Both"]
            assert [row[1] for row in rows[-3:]] == ["Old", "New", "nobody"]


def test_the_old_name_stays_while_it_is_used(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users RENAME display_name TO full_name",)) as (before, after):
        found = phases(run, before, after, renamings=RENAME)
        contract = found[Phase.CONTRACT]
        with before.session("dbd.quiet=10min") as session:
            for statement in (*found[Phase.EXPAND].forward, *found[Phase.MIGRATE].forward):
                session.run(statement.sql)
            session.run("UPDATE users SET full_name = 'By new' WHERE id = 2")
            session.run(contract.forward[0].sql)
            session.run("UPDATE users SET display_name = 'By old' WHERE id = 1")
            with pytest.raises(StatementFailed, match=r"users\.display_name was still written") as refused:
                session.run(contract.forward[0].sql)
            assert refused.value.sqlstate == "DBD01"
            session.run("SET dbd.quiet = '0 s'")
            session.run(contract.forward[0].sql)


def test_the_old_name_stays_while_it_is_read(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users RENAME display_name TO full_name",)) as (before, after):
        found = phases(run, before, after, renamings=RENAME)
        with before.session("dbd.quiet=10min") as session, psycopg.connect(before.url, autocommit=True) as application:
            for statement in (*found[Phase.EXPAND].forward, *found[Phase.MIGRATE].forward):
                session.run(statement.sql)
            application.execute("SELECT full_name FROM users")
            session.run(found[Phase.CONTRACT].forward[0].sql)
            application.execute("SELECT display_name FROM users")
            with pytest.raises(StatementFailed, match=r"users\.display_name was still used by session"):
                session.run(found[Phase.CONTRACT].forward[0].sql)


def test_after_a_rollback_of_the_contract_the_old_name_holds_what_was_written_since(run: Run) -> None:
    with databases(run, BEFORE, ("ALTER TABLE users RENAME display_name TO full_name",)) as (before, after):
        found = phases(run, before, after, renamings=RENAME)
        with before.session() as session:
            for phase in Phase:
                for statement in found[phase].forward:
                    session.run(statement.sql)
            session.run("UPDATE users SET full_name = 'Since' WHERE id = 1")
            session.run("INSERT INTO users (email, full_name) VALUES ('since@x', 'Also since')")
            for statement in found[Phase.CONTRACT].backward:
                session.run(statement.sql)
            rows = session.rows("SELECT display_name, full_name FROM users ORDER BY id")
            assert all(old == new for old, new in rows)
            for statement in found[Phase.CONTRACT].forward:
                session.run(statement.sql)


HANDLES = (
    "ALTER TABLE users ADD handle varchar(12) CHECK (handle ~ '^[a-z0-9_]+$')",
    "UPDATE users SET handle = 'h' || id",
    "ALTER TABLE users ALTER handle SET NOT NULL, ADD UNIQUE (handle)",
)
HANDLE = Filling(
    table=USERS,
    column="handle",
    expression="left(regexp_replace(lower(split_part(t.email, '@', 1)), '[^a-z0-9_]', '_', 'g'), 12)",
    clash=Clash(separator="_", column="id", max_length=12),
)


def test_clashing_values_are_told_apart(run: Run) -> None:
    emails = ("ann@x", "ANN@y", "bob@x", "ann_7@x", "a-very-long-name@x", "a-very-long-name@y", "ann@z", "b.b@x")
    values = ", ".join(f"('{email}')" for email in emails)
    start = (*BEFORE[:3], f"INSERT INTO users (email) VALUES {values}")
    with databases(run, start, HANDLES) as (before, after):
        found = phases(run, before, after, fillings=(settled(after, HANDLE),))
        with before.session() as session:
            for statement in found[Phase.EXPAND].forward:
                session.run(statement.sql)
            session.run("INSERT INTO users (email) VALUES ('bob@later')")
            session.run("INSERT INTO users (email, handle) VALUES ('new@app', 'b_b')")
            for statement in found[Phase.MIGRATE].forward:
                session.run(statement.sql)
            session.run("INSERT INTO users (email) VALUES ('cid@x')")
            handles = [row[0] for row in session.rows("SELECT handle FROM users ORDER BY id")]
    assert handles == [
        "ann",
        "ann_2",
        "bob",
        "ann_7",
        "a_very_long_",
        "a_very_lon_6",
        "ann_7_7",
        "b_b_8",
        "bob_9",
        "b_b",
        "cid",
    ]


def test_a_renamed_table_is_found_under_both_names(run: Run) -> None:
    renaming = Renaming(before=of("table", USERS), after=of("table", QualifiedName("public", "members")))
    change = ("ALTER TABLE users RENAME TO members",)
    start = (*BEFORE, "GRANT SELECT ON users TO PUBLIC")
    with databases(run, start, change) as (before, after):
        rollout = roll(run, before, after, (renaming,))
    expand, contract = rollout.migrations
    with lent_with(run, start) as shadow, shadow.session() as session:
        for statement in expand.forward:
            session.run(statement.sql)
        session.run("INSERT INTO users (email, display_name) VALUES ('old@x', 'Old') ON CONFLICT (email) DO NOTHING")
        session.run("UPDATE members SET display_name = 'New' WHERE id = 1")
        session.run("DELETE FROM users WHERE id = 2")
        assert session.value("SELECT display_name FROM users WHERE id = 1") == "New"
        assert session.value("SELECT count(*) FROM members") == 50
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.CONTRACT]
    together = " ".join(it.sql for it in transactions(expand.forward, {USERS})[0].statements)
    assert "RENAME TO members" in together
    assert "CREATE VIEW public.users" in together
    assert any("DROP VIEW public.users" in it.sql for it in contract.forward)


def test_a_renamed_view_stands_twice(run: Run) -> None:
    renaming = Renaming(
        before=of("view", QualifiedName("public", "names")), after=of("view", QualifiedName("public", "labels"))
    )
    with databases(run, BEFORE, ("ALTER VIEW names RENAME TO labels",)) as (before, after):
        rollout = roll(run, before, after, (renaming,))
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.CONTRACT]


def test_another_type_takes_the_old_ones_place_in_a_moment(run: Run) -> None:
    start = (
        """CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL DEFAULT 0 CHECK (total >= 0), note varchar(90),
           customer int NOT NULL, UNIQUE (customer, total))""",
        "CREATE INDEX orders_total_idx ON orders (total) WHERE total > 10",
        "INSERT INTO orders SELECT n, n * 3, 'note ' || n, n FROM generate_series(1, 40) n",
    )
    change = ("ALTER TABLE orders ALTER total TYPE bigint, ALTER note TYPE varchar(40)",)
    with databases(run, start, change) as (before, after):
        rollout = roll(run, before, after)
    with lent_with(run, start) as shadow, shadow.session() as session:
        for migration in rollout.migrations[:2]:
            for statement in migration.forward:
                session.run(statement.sql)
        session.run("INSERT INTO orders (id, total, note, customer) VALUES (100, 5000000000, 'large', 777)")
        session.run("UPDATE orders SET total = 11 WHERE id = 1")
        assert session.value("SELECT total_dbd_old FROM orders WHERE id = 1") == 11
        assert session.value("SELECT total_dbd_old FROM orders WHERE id = 100") is None
        session.run("DELETE FROM orders WHERE id = 100")
        for statement in rollout.migrations[1].backward:
            session.run(statement.sql)
        assert session.value("SELECT total FROM orders WHERE id = 1") == 11
        assert session.value("SELECT sum(total) FROM orders WHERE id > 1") == sum(n * 3 for n in range(2, 41))
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.MIGRATE, Phase.CONTRACT]
    assert not any(statement.rewrites for migration in rollout.migrations for statement in migration.forward)
