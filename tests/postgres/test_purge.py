"""The purge drops for good what is due, nothing else, and stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from conftest import Database
from database_developer.cli.main import main
from database_developer.errors import LockNotObtained, RunnerBusy, StillInUse, UsageError
from database_developer.migration.ddl import aside
from database_developer.model.migration import Statement
from database_developer.model.names import QualifiedName
from database_developer.postgres.session import Session
from database_developer.running.keeper import RUNNER
from database_developer.running.purge import Aside, due, purge, server_time, set_aside

USERS, NOTES = QualifiedName("public", "users"), QualifiedName("public", "notes")
MOOD = QualifiedName("public", "mood")
SCHEMA = (
    "CREATE TYPE mood AS ENUM ('sad', 'happy')",
    "CREATE TABLE users (id integer, code text, mood mood)",
    "CREATE TABLE notes (id serial, mood mood)",
    "INSERT INTO users SELECT n, 'x' FROM generate_series(1, 1000) AS n",
    "ANALYZE users",
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A database in which a column, a table and a type are set aside."""
    with Session.open(database.url) as opened:
        for sql in SCHEMA:
            opened.run(sql)
        for statement in hidden("code"), hidden("mood"), aside.moved("table", NOTES), aside.moved("enum", MOOD):
            opened.run(statement.sql)
        yield opened


def hidden(column: str) -> Statement:
    return aside.column(USERS, column, first=(), named=aside.Named())


def expire(session: Session, kind: str, place: str) -> None:
    """Let the time for which something is kept be over."""
    note = next(it.note for it in set_aside(session) if place in (f"{it.kept.name}.{it.column}", it.kept.name))
    past = note.replace('"expires": "2', '"expires": "1')
    session.run(f"COMMENT ON {kind} IS '{past}'")


def names(session: Session) -> list[str]:
    return [it.name for it in set_aside(session)]


def test_what_is_set_aside_is_told_from_the_notes(session: Session) -> None:
    found = {it.name: it for it in set_aside(session)}
    assert sorted(found) == ["public.mood", "public.notes", "public.users.code", "public.users.mood"]
    code = found["public.users.code"]
    assert (code.kind, code.kept, code.column, code.rows) == ("column", USERS, "dbd_aside_code", 1000)
    assert code.bytes > 0
    assert code.expires - code.since == timedelta(days=30)
    assert found["public.notes"].kept == QualifiedName("dbd_aside_notes", "notes")
    assert found["public.mood"].kind == "type"


def test_nothing_goes_before_its_time(session: Session) -> None:
    assert purge(session).dropped == ()
    expire(session, "COLUMN users.dbd_aside_code", "users.dbd_aside_code")
    done = purge(session)
    assert [it.name for it in done.dropped] == ["public.users.code"]
    assert [it.name for it in done.kept] == names(session) == ["public.users.mood", "public.notes", "public.mood"]


def test_all_goes_what_uses_others_first_and_nothing_is_left(session: Session) -> None:
    told: list[str] = []
    purge(session, everything=True, tell=lambda it: told.append(it.name))
    assert told[-1] == "public.mood"
    assert len(told) == 4
    assert names(session) == []
    assert session.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'dbd%'") == []
    assert (
        session.rows("SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname LIKE 'dbd%'")
        == []
    )


@pytest.mark.parametrize("word", ["users.code", "public.users.code"])
def test_what_is_named_goes_at_once_and_alone(session: Session, word: str) -> None:
    purge(session, names=(word,))
    assert "public.users.code" not in names(session)
    assert len(names(session)) == 3


def test_an_unknown_name_is_refused_with_those_that_are_known(session: Session) -> None:
    with pytest.raises(UsageError, match=r'"users\.name" is not set aside') as caught:
        purge(session, names=("users.name", "users.code"))
    assert '"public.users.code"' in caught.value.hint
    assert len(names(session)) == 4


def test_what_another_thing_uses_stays(session: Session) -> None:
    with pytest.raises(StillInUse, match=r'"public\.mood", which is set aside, cannot be dropped'):
        purge(session, names=("mood",))
    assert "public.mood" in names(session)


@pytest.mark.parametrize("comment", ["precious", '{"dbd": "other", "of": ["x"]}', '{"dbd": "aside"}', "[1]"])
def test_a_hidden_name_without_a_readable_note_is_never_touched(session: Session, comment: str) -> None:
    session.run(f"COMMENT ON COLUMN users.dbd_aside_code IS '{comment}'")
    session.run("CREATE SCHEMA dbd_aside_mine CREATE TABLE precious (id integer)")
    session.run(f"COMMENT ON TABLE dbd_aside_mine.precious IS '{comment}'")
    purge(session, everything=True)
    assert session.value("SELECT count(dbd_aside_code) FROM users") == 1000
    assert session.value("SELECT to_regclass('dbd_aside_mine.precious')::text") == "dbd_aside_mine.precious"


def test_what_was_put_beside_it_keeps_its_namespace(session: Session) -> None:
    session.run("CREATE TABLE dbd_aside_notes.precious (id integer)")
    purge(session, everything=True)
    assert session.value("SELECT to_regclass('dbd_aside_notes.precious')::text") == "dbd_aside_notes.precious"


def test_a_table_that_is_held_too_long_stays_and_the_rest_is_gone(session: Session, database: Database) -> None:
    with Session.open(database.url) as reader, reader.transaction():
        reader.run("LOCK TABLE users IN ACCESS SHARE MODE")
        with pytest.raises(LockNotObtained, match=r'"public.users.(code|mood)" could not be dropped'):
            purge(session, everything=True, patience=0.0)
    purge(session, everything=True)
    assert names(session) == []


def test_it_waits_for_migrations_that_run(session: Session, database: Database) -> None:
    with Session.open(database.url) as runner:
        runner.value("SELECT pg_advisory_lock(%s, %s)", list(RUNNER))
        with pytest.raises(RunnerBusy):
            purge(session, everything=True)
    assert len(names(session)) == 4


def test_what_comes_back_and_goes_again_meanwhile_is_kept_anew(session: Session, database: Database) -> None:
    """While the first is dropped, a rollback brings the next one back, and the migration runs once more."""

    def roll_back_and_repeat(_: Aside) -> None:
        with Session.open(database.url) as other:
            other.run(aside.column_back(USERS, "mood", then=(), named=aside.Named()).sql)
            other.run(hidden("mood").sql)

    done = purge(session, names=("users.code", "users.mood"), tell=roll_back_and_repeat)
    assert [it.name for it in done.dropped] == ["public.users.code"]
    assert "public.users.mood" in names(session)


def test_due_by_the_servers_clock(session: Session) -> None:
    now, found = server_time(session), set_aside(session)
    assert due(found, now) == ()
    assert len(due(found, now + timedelta(days=31))) == 4


def dbd(database: Database, *arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["purge", "--database", database.url, *arguments], input=answer)


@pytest.mark.usefixtures("session")
def test_the_command_lists_and_drops_nothing_on_a_dry_run(database: Database) -> None:
    result = dbd(database, "--all", "--dry-run")
    assert result.exit_code == 0
    assert "Would drop:" in result.output
    assert "public.users.code" in result.output
    assert "kept until" in result.output
    with Session.open(database.url) as session:
        assert len(names(session)) == 4


@pytest.mark.usefixtures("session")
def test_the_command_drops_only_after_a_yes(database: Database) -> None:
    silent = dbd(database, "--all")
    assert silent.exit_code == UsageError.exit_code
    done = dbd(database, "users.code", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 dropped, 3 kept." in done.output
    nothing = dbd(database)
    assert "Nothing is due." in nothing.output


def test_the_command_says_when_there_is_nothing(database: Database) -> None:
    assert "Nothing is set aside." in dbd(database).output
