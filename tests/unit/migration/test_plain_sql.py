"""What the two files of plain SQL look like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from database_developer.migration.formats.file_names import slug, stem
from database_developer.migration.formats.plain_sql import comment, write
from database_developer.migration.formats.statements import split
from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Migration
from unit.migration.building import check, column, foreign_key, index, name, schema, table

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def migration() -> Migration:
    before = schema(table("users", column("email")), table("orders", column("total", "integer")))
    events = table("events", column("user_id", "bigint"), constraints=[foreign_key("to_user", "user_id", "users")])
    after = schema(
        table("users", column("email"), indexes=(index("users_email", "email"),)),
        table("orders", column("total", "integer"), constraints=[check("positive", "total > 0", "total")]),
        events,
    )
    return plan(before, after, (), Facts(rows={name("users"): 10**6, name("orders"): 10**6}))


def test_file_names_say_when_for_which_ticket_and_what() -> None:
    wanted = "20260102030405_kan_29_user_dashboard_analytics"
    assert stem("KAN-29", "User Dashboard Analytics - DB", AT) == wanted
    elsewhere = AT.astimezone(timezone(timedelta(hours=9)))
    assert stem("KAN-29", "User Dashboard Analytics — database", elsewhere) == wanted
    assert set(write(migration(), "KAN-29", "User Dashboard Analytics - DB", AT)) == {
        f"{wanted}.up.sql",
        f"{wanted}.down.sql",
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Crème brûlée / für alle!", "creme_brulee_fur_alle"),
        ("../../etc/passwd", "etc_passwd"),
        ("日本", "migration"),
        ("word " * 40, "_".join(["word"] * 12)),
        ("x" * 99, "x" * 60),
        ("Follow-up", "follow_up"),
    ],
)
def test_slugs_are_short_and_plain(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"])
def test_nothing_can_leave_a_comment(ending: str) -> None:
    line = comment(f"innocent{ending}DROP TABLE users;")
    assert line == "-- innocent DROP TABLE users;"
    up = write(migration(), f"K-1{ending}", f"title{ending}DROP TABLE users;", AT)
    for text in up.values():
        assert not any(statement.startswith("DROP TABLE users") for statement in split(text))


def test_transactions_part_where_they_must() -> None:
    texts = write(migration(), "KAN-29", "Events", AT)
    up = next(text for path, text in texts.items() if path.endswith(".up.sql"))
    statements = split(up)
    assert [it for it in statements if it in ("BEGIN", "COMMIT")] == ["BEGIN", "COMMIT"] * up.count("BEGIN;")
    open_block, blocks = False, []
    for statement in statements:
        if statement in ("BEGIN", "COMMIT"):
            open_block = statement == "BEGIN"
            blocks += [[]] if open_block else []
        elif open_block:
            blocks[-1].append(statement)
        else:
            assert "CONCURRENTLY" in statement or statement.startswith(("SET ", "RESET "))
    validating = [block for block in blocks if any("VALIDATE" in it for it in block)]
    assert len(validating) == 1
    assert len(validating[0]) == 1


def test_the_header_tells_locks_and_what_the_rollback_restores() -> None:
    texts = write(migration(), "KAN-29", "Events", AT)
    up = next(text for path, text in texts.items() if path.endswith(".up.sql"))
    header = up.split("\n\n", 1)[0]
    assert "KAN-29: Events" in header
    assert migration().before_hash in header
    assert "orders: nobody reads or writes for a moment (ACCESS EXCLUSIVE)" in header
    assert "orders: everybody reads and writes while its rows are read (SHARE UPDATE EXCLUSIVE)" in header
    assert "users: everybody reads, nobody writes for a moment (SHARE ROW EXCLUSIVE)" in header
    assert "events:" not in header
    assert 'rows written to "events" since are gone' in header
    assert "SET lock_timeout = '2s';" in up


def test_both_files_hold_every_statement_in_order() -> None:
    whole = migration()
    up, down = (list(split(text)) for text in write(whole, "K-1", "x", AT).values())
    for wanted, found in ((whole.forward, up), (whole.backward, down)):
        places = [found.index(statement.sql) for statement in wanted]
        assert places == sorted(places)
