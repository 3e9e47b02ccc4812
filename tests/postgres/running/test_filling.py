"""A backfill reaches every row exactly once, whatever tells rows apart and whoever helps, dies or is in the way."""

from __future__ import annotations

import threading
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from conftest import Database
from database_developer.errors import HistoryBroken, LockNotObtained, StatementFailed
from database_developer.migration.formats import backfills
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.running.backfills import ranges
from database_developer.running.backfills.join import join
from database_developer.running.migrating import migrate, resume
from database_developer.running.rolling_back import rollback
from database_developer.running.telling import Moment, Place, Point, Progress
from support.running import OPTIONS, QUICK, AtPoint, Crash, Heard, half_way, rows, run_sql, scripts, value

TABLE = QualifiedName("public", "People %")
UPDATE = f"""UPDATE "People %" AS t SET handle = lower(t.name) WHERE {RANGE} AND t.handle IS NULL"""
KEYS = {
    "one column": (("id", "bigint"),),
    "a text with quotes": (("name", "text"),),
    "two columns": (("Team", "text"), ("id", "bigint")),
    "uuid": (("code", "uuid"),),
    "a moment": (("at", "timestamp with time zone"),),
    "no key": (),
}
COUNT_CHANGES = (
    """CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.changes := OLD.changes + 1; RETURN NEW; END $$""",
    'CREATE TRIGGER count_changes BEFORE UPDATE ON "People %" FOR EACH ROW EXECUTE FUNCTION count_changes()',
)
ALONE = replace(OPTIONS, workers=1)
SPREAD = """SELECT changes, count(*), bool_and(handle = lower(name)) FROM "People %" GROUP BY 1 ORDER BY 1"""


def files(*key: tuple[str, str], size: int = 25, update: str = UPDATE) -> dict[str, str]:
    fill = backfills.spelled(Batches(table=TABLE, update=update, key=key, size=size))
    return {"1_a.up.sql": f"{fill};", "1_a.down.sql": f"{half_way()}SELECT 1;"}


@pytest.fixture
def url(database: Database) -> str:
    run_sql(
        database.url,
        """CREATE TABLE "People %" (id bigint PRIMARY KEY, "Team" text, code uuid DEFAULT gen_random_uuid(),
            name text, at timestamptz, handle text, changes int NOT NULL DEFAULT 0)""",
        """INSERT INTO "People %" (id, "Team", name, at) SELECT n, 'team ' || n % 7, 'N''am"e\\ ' || n,
            '2026-03-29 00:00+00'::timestamptz + n * interval '7 minutes 0.000001 s'
            FROM generate_series(-50, 449) AS n""",
        *COUNT_CHANGES,
    )
    return database.url


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_each_row_is_changed_once(url: str, key: tuple[tuple[str, str], ...], workers: int) -> None:
    heard = Heard()
    migrate(url, scripts(files(*key)), replace(OPTIONS, workers=workers), heard)
    assert rows(url, SPREAD) == [(1, 500, True)]
    assert value(url, "SELECT count(*) FROM dbd.ranges WHERE state <> 'done'") == 0
    assert value(url, "SELECT sum(touched) FROM dbd.ranges") == 500
    assert heard.progressed[-1].rows == heard.progressed[-1].total
    assert value(url, """SELECT last_analyze IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'People %'""")


def test_ranges_leave_nothing_out_and_overlap_nowhere(url: str) -> None:
    made = Batches(table=TABLE, update=UPDATE, key=KEYS["two columns"], size=33)
    with Session.open(url) as session:
        found = ranges.cut(session, made)
        assert (found[0][0], found[-1][1]) == (None, None)
        assert [high for _, high, _ in found[:-1]] == [low for low, _, _ in found[1:]]
        counted = [
            session.value(f'SELECT count(*) FROM "People %" AS t WHERE {ranges.condition(made, low, high)}')
            for low, high, _ in found
        ]
    assert counted == [rows for _, _, rows in found] == [33] * 15 + [5]


@pytest.mark.parametrize("count", [0, 1])
def test_a_table_with_hardly_a_row(url: str, count: int) -> None:
    run_sql(url, f'DELETE FROM "People %" WHERE id >= {count} OR id < 0')
    migrate(url, scripts(files(("id", "bigint"))), OPTIONS)
    assert value(url, 'SELECT count(*) FROM "People %" WHERE handle IS NOT NULL') == count


def test_rows_that_come_while_it_runs_are_reached_where_their_range_is_still_to_come(url: str) -> None:
    def insert(_: object) -> None:
        run_sql(url, """INSERT INTO "People %" (id, name) VALUES (10000, 'LATE')""")

    migrate(url, scripts(files(("id", "bigint"))), OPTIONS, observer=AtPoint(Point.RANGES_CUT, insert))
    assert value(url, 'SELECT handle FROM "People %" WHERE id = 10000') == "late"


def test_rows_without_a_key_that_others_move_are_found_again(url: str) -> None:
    """A row behind the bookmark by the time it is moved, by somebody who does not fill it."""
    moved: list[int] = []

    def move(_: Moment) -> None:
        with psycopg.connect(url, autocommit=True) as other:
            other.execute('ALTER TABLE "People %" DISABLE TRIGGER count_changes')
            moved.append(other.execute('UPDATE "People %" SET at = now() WHERE handle IS NULL').rowcount)
            other.execute('ALTER TABLE "People %" ENABLE TRIGGER count_changes')

    migrate(url, scripts(files(size=100)), ALONE, observer=AtPoint(Point.BATCH_DONE, move))
    assert moved[0] > 0
    assert rows(url, SPREAD) == [(1, 500, True)]


def test_several_workers_share_the_ranges(url: str) -> None:
    together = threading.Barrier(2, timeout=20)

    def meet(_: Moment) -> None:
        together.wait()

    class Meeting:
        """The first two batches are under way at the same time."""

        met = 0

        def at(self, moment: Moment) -> None:
            if moment.point is Point.BATCH_CLAIMED and self.met < 2:
                self.met += 1
                meet(moment)

    migrate(url, scripts(files(("id", "bigint"))), replace(OPTIONS, workers=2), observer=Meeting())
    assert rows(url, SPREAD) == [(1, 500, True)]
    assert value(url, "SELECT count(DISTINCT worker) FROM dbd.ranges") == 2


def test_another_process_helps_and_does_nothing_else(url: str) -> None:
    helped: list[str] = []

    def help_out(_: Moment) -> None:
        helped.extend(join(url, scripts(files(("id", "bigint"))), ALONE).remarks)

    observer = AtPoint(Point.BATCH_DONE, help_out)
    migrate(url, scripts(files(("id", "bigint"))), ALONE, observer=observer)
    assert rows(url, SPREAD) == [(1, 500, True)]
    assert value(url, "SELECT count(DISTINCT worker) FROM dbd.ranges") == 2
    assert "worked off 475 rows of 1_a" in helped


def test_without_a_backfill_there_is_nothing_to_help_with(url: str) -> None:
    assert join(url, scripts(files(("id", "bigint"))), ALONE).remarks == ("no backfill is under way",)
    with pytest.raises(Crash):
        migrate(url, scripts(files(("id", "bigint"))), ALONE, observer=AtPoint(Point.RANGES_CUT, crash))
    with pytest.raises(HistoryBroken, match="another statement 1"):
        join(url, scripts(files(("id", "bigint"), size=26)), ALONE)


def crash(_: object) -> None:
    raise Crash


def test_a_helper_goes_home_when_the_runner_turns_round(url: str) -> None:
    def turn_round(_: Moment) -> None:
        rollback(url, scripts(files(("id", "bigint"))), ALONE)

    with pytest.raises(Crash):
        migrate(url, scripts(files(("id", "bigint"))), ALONE, observer=AtPoint(Point.RANGES_CUT, crash))
    outcome = join(url, scripts(files(("id", "bigint"))), ALONE, observer=AtPoint(Point.BATCH_DONE, turn_round))
    assert outcome.remarks == ("worked off 25 rows of 1_a",)


def test_values_that_clash_are_settled_one_by_one_in_the_order_of_the_key(url: str) -> None:
    """Each row sees what the rows before it were given; in one UPDATE of both, neither would see the other."""
    run_sql(
        url,
        "UPDATE \"People %\" SET changes = 0, name = CASE WHEN id BETWEEN 10 AND 14 THEN 'ann' ELSE 'n' || id END",
        'UPDATE "People %" SET changes = 0',
        'CREATE UNIQUE INDEX ON "People %" (handle)',
    )
    update = f"""UPDATE "People %" AS t SET handle = CASE WHEN EXISTS (SELECT FROM "People %" o WHERE o.handle = t.name)
        THEN t.name || t.id ELSE t.name END WHERE {RANGE} AND t.handle IS NULL"""
    migrate(url, scripts(files(("id", "bigint"), size=500, update=update)), replace(OPTIONS, workers=3))
    assert rows(url, 'SELECT handle FROM "People %" WHERE id BETWEEN 9 AND 15 ORDER BY id') == [
        ("n9",), ("ann",), ("ann11",), ("ann12",), ("ann13",), ("ann14",), ("n15",),
    ]  # fmt: skip
    assert value(url, 'SELECT count(*) FROM "People %" WHERE handle IS NULL') == 0


def test_one_row_that_cannot_be_given_its_value_is_named(url: str) -> None:
    run_sql(
        url, 'CREATE UNIQUE INDEX ON "People %" (handle)', """UPDATE "People %" SET name = 'Twin' WHERE id IN (7, 8)"""
    )
    with pytest.raises(StatementFailed, match=r"Key \(handle\)=\(twin\) already exists") as caught:
        migrate(url, scripts(files(("id", "bigint"))), OPTIONS)
    assert caught.value.where.startswith("1_a.up.sql:1")
    run_sql(url, """UPDATE "People %" SET name = 'Other' WHERE id = 8""")
    resume(url, scripts(files(("id", "bigint"))), OPTIONS)
    assert value(url, 'SELECT count(*) FROM "People %" WHERE handle IS NULL') == 0


def test_a_row_that_somebody_holds_is_left_for_later(url: str) -> None:
    with psycopg.connect(url, application_name="an editor") as editor:
        editor.execute("""UPDATE "People %" SET name = 'HELD' WHERE id = -50""")
        others = value(url, 'SELECT count(*) FROM "People %"') - 1

        class Releasing:
            """Lets go once all other rows are done."""

            def at(self, moment: Moment) -> None:
                done = moment.point is Point.BATCH_DONE
                if done and value(url, 'SELECT count(handle) FROM "People %" WHERE id > -26') == others - 24:
                    editor.commit()

        migrate(url, scripts(files(("id", "bigint"))), OPTIONS, observer=Releasing())
    assert value(url, 'SELECT count(*) FROM "People %" WHERE handle = lower(name)') == 500
    assert value(url, 'SELECT handle FROM "People %" WHERE id = -50') == "held"


def test_a_row_that_is_held_for_ever_names_its_holder(url: str) -> None:
    impatient = replace(OPTIONS, limits=replace(QUICK, lock_total=1.5))
    with psycopg.connect(url, application_name="an editor") as editor:
        editor.execute("""UPDATE "People %" SET name = 'HELD' WHERE id = -50""")
        with pytest.raises(LockNotObtained, match=rf"blocked by pid {editor.info.backend_pid} .*an editor"):
            migrate(url, scripts(files(("id", "bigint"))), impatient)
        assert value(url, 'SELECT count(handle) FROM "People %"') >= 475
    resume(url, scripts(files(("id", "bigint"))), OPTIONS)
    assert value(url, 'SELECT count(handle) FROM "People %"') == 500


def test_it_rests_while_replicas_lag_behind(url: str) -> None:
    """Without replicas the lag is zero, which here counts as too far."""

    class Ending(Heard):
        def progress(self, place: Place, progress: Progress) -> None:
            super().progress(place, progress)
            if progress.resting:
                raise Crash

    heard = Ending()
    with pytest.raises(Crash):
        migrate(url, scripts(files(("id", "bigint"))), replace(OPTIONS, limits=replace(QUICK, lag=-1.0)), heard)
    assert heard.progressed[-1].resting == "replicas lag 0 s behind"
    migrate(url, scripts(files(("id", "bigint"))), OPTIONS)
    assert rows(url, SPREAD) == [(1, 500, True)]


def test_partitions_are_filled(database: Database) -> None:
    run_sql(
        database.url,
        'CREATE TABLE "People %" (id bigint, name text, handle text) PARTITION BY HASH (id)',
        *(f'CREATE TABLE p{n} PARTITION OF "People %" FOR VALUES WITH (MODULUS 3, REMAINDER {n})' for n in range(3)),
        """INSERT INTO "People %" SELECT n, 'N' || n FROM generate_series(1, 400) AS n""",
    )
    for key in ((), (("id", "bigint"),)):
        run_sql(database.url, 'UPDATE "People %" SET handle = NULL', "DROP SCHEMA IF EXISTS dbd CASCADE")
        migrate(database.url, scripts(files(*key)), OPTIONS)
        assert value(database.url, 'SELECT count(*) FROM "People %" WHERE handle = lower(name)') == 400


def test_a_backfill_as_another_role(run: Run, url: str) -> None:
    """The file works as the table's owner, who may not even see the journal."""
    role = f"owner_for_{run.name}"
    with psycopg.connect(run.base, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(run.name)))
    try:
        more = """INSERT INTO "People %" (id, name) SELECT n, 'N' || n FROM generate_series(1001, 3500) AS n"""
        run_sql(url, f'ALTER TABLE "People %" OWNER TO "{role}"', more)
        text = f'SET ROLE "{role}";\n{files(("id", "bigint"), size=5000)["1_a.up.sql"]}'
        with pytest.raises(Crash):
            migrate(url, scripts({"1_a.up.sql": text}), OPTIONS, observer=AtPoint(Point.RANGES_CUT, crash))
        migrate(url, scripts({"1_a.up.sql": text}), OPTIONS)
        assert rows(url, SPREAD) == [(1, 3000, True)]
        assert value(url, "SELECT count(*) FROM dbd.ranges") > 1, "ranges were cut on the way"
    finally:
        run_sql(url, f'DROP OWNED BY "{role}"', f'DROP ROLE "{role}"')
