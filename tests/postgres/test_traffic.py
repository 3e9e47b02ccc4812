"""Traffic on a real server: what it measures, and which transactions an application has."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from database_developer.errors import StatementFailed
from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Migration
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation, Verdict
from database_developer.model.request import Criterion
from database_developer.postgres.measured import Sample, summed_up
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from database_developer.postgres.traffic import Call, Transaction, long_reader, refused, traffic
from database_developer.proof.criteria import verify
from database_developer.proof.traffic.application import known_tables
from database_developer.proof.traffic.drawing import drawn
from database_developer.proof.traffic.rehearsal import Work, work_of
from database_developer.proof.traffic.templates import of_table
from database_developer.seeding.plan import seed
from support.asks import said
from support.journeys import made

NOTES = QualifiedName("public", "notes")
READ = Transaction(name="read", calls=(Call(sql="SELECT text FROM notes WHERE id = $1", values=("1",)),))
WRITE = Transaction(
    name="come and go",
    calls=(
        Call(sql="INSERT INTO notes (text) VALUES ($1) RETURNING id::text", values=("100% new $1",)),
        Call(sql="DELETE FROM notes WHERE id = $1", values=None),
    ),
)


@pytest.fixture
def notes(run: Run) -> Iterator[Shadow]:
    with run.shadow("notes") as shadow:
        shadow.replay(
            [
                "CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY, text text)",
                "INSERT INTO notes (text) SELECT 'x'",
            ],
            origin="notes",
        )
        yield shadow


def wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def test_a_stall_shows_in_every_transaction_that_it_delays(notes: Shadow) -> None:
    with traffic(notes.url, [READ], rate=200, sessions=2) as flow, notes.session() as session:
        flow.begin("before")
        wait(0.2)
        flow.begin("during")
        with session.transaction():
            session.run("LOCK TABLE notes IN ACCESS EXCLUSIVE MODE")
            wait(0.5)
        wait(0.1)
    during = flow.measured("during")
    delayed = [sample for sample in flow.samples if sample.latency_ms > 100]
    assert during.longest_ms >= 490
    assert len(delayed) >= 70  # two sessions wait, but 80 transactions were due in the first 400 ms
    assert during.worst is not None
    assert during.worst.latency_ms == during.longest_ms
    assert flow.measured("before").count >= 30
    assert flow.measured("later").count == 0


def test_transactions_come_and_go_and_leave_nothing(notes: Shadow) -> None:
    with traffic(notes.url, [READ, WRITE], rate=300) as flow:
        flow.begin("all")
        wait(0.3)
    seen = flow.measured("all")
    assert seen.count >= 60
    assert seen.failed == ()
    with notes.session() as session:
        assert session.value("SELECT count(*) FROM notes") == 1
        assert session.value("SELECT max(id) < nextval('notes_id_seq') - 20 FROM notes")


def test_failures_are_counted_by_sqlstate_and_kind(notes: Shadow) -> None:
    with traffic(notes.url, [READ, WRITE], rate=300) as flow, notes.session() as session:
        wait(0.1)
        flow.begin("during")
        session.run("ALTER TABLE notes RENAME COLUMN text TO body")
        wait(0.3)
    failed = flow.measured("during").failed
    assert {(one.sqlstate, one.first.transaction) for one in failed} == {("42703", "read"), ("42703", "come and go")}
    assert failed[0].first.message.startswith("column ")
    assert sum(one.count for one in failed) >= 40


def test_traffic_goes_on_after_its_sessions_were_ended(notes: Shadow) -> None:
    with traffic(notes.url, [READ], rate=200, sessions=2) as flow, notes.session() as session:
        wait(0.1)
        flow.begin("from the end on")
        session.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'traffic'")
        wait(0.4)
    seen = flow.measured("from the end on")
    assert 1 <= seen.failures <= 2
    assert seen.count > seen.failures + 20


def test_without_transactions_there_is_no_traffic(notes: Shadow) -> None:
    with traffic(notes.url, [], rate=200) as flow:
        flow.begin("nothing")
        wait(0.05)
    assert (flow.samples, flow.measured("nothing").count) == ([], 0)


def test_a_long_reader_is_in_the_way_until_it_ends(notes: Shadow) -> None:
    change = "ALTER TABLE notes ADD COLUMN more int"
    with notes.session("lock_timeout=50ms") as session:
        with long_reader(notes.url, [NOTES], 30.0), pytest.raises(StatementFailed) as found:
            session.run(change)
        assert found.value.sqlstate == "55P03"
        session.run(change)


def test_a_long_reader_leaves_by_itself(notes: Shadow) -> None:
    with long_reader(notes.url, [NOTES], 0.2), notes.session("lock_timeout=20s") as session:
        session.run("ALTER TABLE notes ADD COLUMN more int")


def test_numbers_are_those_of_the_samples() -> None:
    samples = [Sample(transaction="t", due=0.0, ended=number / 1000) for number in range(1, 201)]
    seen = summed_up([*reversed(samples)])
    assert (round(seen.p50_ms), round(seen.p99_ms), round(seen.longest_ms)) == (100, 198, 200)
    assert summed_up([]).count == 0


def seen(identity: str, verdict: Verdict) -> Observation:
    return Observation(id=identity, exercise="traffic", claim="x", verdict=verdict, observed="seen")


@pytest.mark.parametrize("text", ["The change causes no downtime", "Writers are not blocked while the migration runs"])
def test_a_criterion_about_downtime_is_decided_by_the_traffic(text: str) -> None:
    criteria = [Criterion(text=text, quote=said(text))]
    good = [seen(f"traffic/{subject}", Verdict.PASSED) for subject in ("no-failures", "longest-block", "long-reader")]
    assert verify(criteria, [*good[:2], seen("traffic/long-reader", Verdict.FAILED)])[0].met is False
    assert verify(criteria, [])[0].met is None


def test_a_criterion_about_downtime_alone_is_met_by_the_traffic() -> None:
    good = [seen(f"traffic/{subject}", Verdict.PASSED) for subject in ("no-failures", "longest-block")]
    assert verify([Criterion(text="No downtime", quote=said("No downtime"))], good)[0].met is True


SHOP = [
    'CREATE SCHEMA "My App"',
    "CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(80) NOT NULL UNIQUE)",
    'CREATE TABLE "My App"."Order Lines" ("Line Id" uuid DEFAULT gen_random_uuid() PRIMARY KEY, '
    '"user" int NOT NULL REFERENCES users, "%s $1" int NOT NULL CHECK ("%s $1" > 0), '
    'doubled bigint GENERATED ALWAYS AS ("%s $1" * 2) STORED, placed timestamptz NOT NULL DEFAULT now())',
    'CREATE INDEX "by Place" ON "My App"."Order Lines" (placed)',
    "CREATE TABLE tags (a int REFERENCES users, b text, PRIMARY KEY (a, b))",
    "CREATE TABLE lines (text text)",
    'CREATE VIEW busy AS SELECT "user", count(*) AS "how many" FROM "My App"."Order Lines" GROUP BY 1',
]
CHANGE = [
    *SHOP,
    'ALTER TABLE "My App"."Order Lines" ADD CHECK (placed IS NOT NULL)',
    "ALTER TABLE lines ADD COLUMN more int",
    "ALTER TABLE tags ADD COLUMN more int",
]
LINES = "My App.Order Lines"


@pytest.fixture
def shop(run: Run) -> Iterator[tuple[Shadow, Migration]]:
    before, after = made(run, "shop", SHOP), made(run, "shop_after", CHANGE)
    start = before.schema()
    with before.session() as session:
        for statement in seed(start, tuple(start.tables), dict.fromkeys(start.tables, 30)).statements:
            session.run(statement.sql)
    try:
        yield before, plan(start, after.schema(), (), Facts(server_version=run.version))
    finally:
        run.drop(before)
        run.drop(after)


def work(shop: tuple[Shadow, Migration]) -> Work:
    shadow, migration = shop
    with shadow.session() as session:
        return work_of(session, migration)


def test_an_application_reads_and_writes_what_the_migration_touches(shop: tuple[Shadow, Migration]) -> None:
    found = work(shop)
    assert found.left_out == ()
    assert set(found.kinds) == {
        f"read one row of {LINES}",
        f'read by "placed" of {LINES}',
        f"read with its row of users one of {LINES}",
        f'update "%s $1" of {LINES}',
        f'update "placed" of {LINES}',
        f"lock and update one of {LINES}",
        f"insert and delete one of {LINES}",
        "a page of lines",
        "read one row of tags",
        'read by "a" of tags',
        "read with its row of users one of tags",
        "insert and delete one of tags",
        "a page of busy",
    }


def test_every_kind_of_transaction_runs_beside_the_others(shop: tuple[Shadow, Migration]) -> None:
    found = work(shop)
    with traffic(shop[0].url, found.transactions, rate=300) as flow:
        flow.begin("all")
        wait(0.3)
    assert flow.measured("all").failed == ()
    assert {sample.transaction for sample in flow.samples} == set(found.kinds)


def test_the_draw_is_the_same_on_every_run(shop: tuple[Shadow, Migration]) -> None:
    assert work(shop).transactions == work(shop).transactions
    assert len({call.values for one in work(shop).transactions for call in one.calls}) > 50


def test_what_the_old_schema_refuses_is_left_out_by_name(shop: tuple[Shadow, Migration]) -> None:
    shadow, migration = shop
    shadow.replay(
        [
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$",
            "CREATE TRIGGER no BEFORE INSERT ON tags FOR EACH ROW EXECUTE FUNCTION no()",
        ],
        origin="refusal",
    )
    with shadow.session() as session:
        found = work_of(session, migration)
    assert found.left_out == ("insert and delete one of tags: P0001: never",)
    assert "insert and delete one of tags" not in found.kinds


def test_a_trial_leaves_nothing_behind(shop: tuple[Shadow, Migration]) -> None:
    shadow, migration = shop
    (lines,) = [known for known in known_tables(migration) if known.table.name.name == "Order Lines"]
    (insert,) = [template for template in of_table(lines) if template.name.startswith("insert")]
    with shadow.session() as session:
        key = session.value('SELECT "Line Id"::text FROM "My App"."Order Lines" LIMIT 1')
        (transaction,) = drawn([insert], {lines.table.name: [{"Line Id": key}]}, count=1, seed=1)
        kept = Transaction(name="kept", calls=transaction.calls[:1])
        assert refused(session, kept) == ""
        assert session.value('SELECT count(*) FROM "My App"."Order Lines"') == 30
