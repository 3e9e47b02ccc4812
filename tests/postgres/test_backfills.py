"""An UPDATE in batches fills every row, whatever tells the rows apart, and says the same when read back."""

from __future__ import annotations

import pytest

from conftest import Database
from database_developer.migration.formats import backfills
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName

PEOPLE = QualifiedName("public", "Peo'ple")
UPDATE = f"""UPDATE "Peo'ple" AS t SET handle = lower(t.name) WHERE {RANGE} AND t.handle IS NULL"""
KEYS = {
    "one column": (("id", "bigint"),),
    "two columns": (("Team", "text"), ("id", "bigint")),
    "uuid": (("code", "uuid"),),
    "no key": (),
}


def batches(*key: tuple[str, str], size: int = 7) -> Batches:
    return Batches(table=PEOPLE, update=UPDATE, key=key, size=size)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_every_row_is_filled(database: Database, key: tuple[tuple[str, str], ...]) -> None:
    with database.connect() as connection:
        connection.execute(
            'CREATE TABLE "Peo\'ple" '
            '(id bigint, "Team" text, code uuid DEFAULT gen_random_uuid(), name text, handle text)'
        )
        connection.execute(
            """INSERT INTO "Peo'ple" (id, "Team", name)
            SELECT n, 'team ' || n % 5, 'Name ' || n FROM generate_series(-20, 100) n"""
        )
        connection.execute(backfills.spelled(batches(*key)).encode())
        wrong = connection.execute("""SELECT count(*) FROM "Peo'ple" WHERE handle IS DISTINCT FROM lower(name)""")
        assert wrong.fetchone() == (0,)
        commits = connection.execute("""SELECT count(DISTINCT xmin::text) FROM "Peo'ple" """).fetchone()
        assert commits is not None
        assert commits[0] == (1 if not key else -(-121 // 7))


def test_an_empty_table_is_no_hindrance(database: Database) -> None:
    with database.connect() as connection:
        connection.execute('CREATE TABLE "Peo\'ple" (id bigint, name text, handle text)')
        connection.execute(backfills.spelled(batches(("id", "bigint"))).encode())
        connection.execute(backfills.spelled(batches()).encode())


def test_rows_of_one_batch_that_want_the_same_value_are_done_one_by_one(database: Database) -> None:
    update = f"""
        UPDATE "Peo'ple" AS t SET handle = CASE
            WHEN EXISTS (SELECT FROM "Peo'ple" AS other WHERE other.handle = t.name) THEN t.name || '_' || t.id
            ELSE t.name END
        WHERE {RANGE} AND t.handle IS NULL"""
    with database.connect() as connection:
        connection.execute('CREATE TABLE "Peo\'ple" (id bigint PRIMARY KEY, name text, handle text UNIQUE)')
        connection.execute("""INSERT INTO "Peo'ple" VALUES (1, 'ann'), (2, 'bob'), (3, 'ann'), (4, 'cid')""")
        connection.execute(
            backfills.spelled(Batches(table=PEOPLE, update=update, key=(("id", "bigint"),), size=10)).encode()
        )
        found = connection.execute("""SELECT handle FROM "Peo'ple" ORDER BY id""").fetchall()
        assert [row[0] for row in found] == ["ann", "bob", "ann_3", "cid"]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_what_was_spelled_is_read_back(key: tuple[tuple[str, str], ...]) -> None:
    made = batches(*key)
    assert backfills.read(backfills.spelled(made)) == made


@pytest.mark.parametrize(
    "edit", [("AND t.handle", "OR t.handle"), ("LIMIT 7", "LIMIT 8"), ('"size": 7', '"size": "x"')]
)
def test_an_edited_one_is_ordinary_sql(edit: tuple[str, str]) -> None:
    sql = backfills.spelled(batches(("id", "bigint")))
    changed = sql.replace(*edit, 1)
    assert changed != sql
    assert backfills.read(changed) is None
