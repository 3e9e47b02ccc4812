"""Changes of a large table under traffic: the form one writes first beside the form this project plans.

Run with ``python -m benchmarks.online [--rows N] [--rate N] [--json FILE] [OPERATION ...]``. For every
operation both forms are applied to a copy of the same database while readers and writers go on; counted
are the statements that failed, the longest that one of them was held up, and how long the change took.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import shorten

from benchmarks.catalog import Server, running_server
from benchmarks.online_cases import CASES, SHAPE, Case, loading
from database_developer.errors import DatabaseDeveloperError
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.model.migration import Facts, Migration, Statement
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Schema
from database_developer.postgres.measured import Failed
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.scripts import script_of
from database_developer.proof.traffic.applying import Applier, Attempt, RunnerApplier
from database_developer.proof.traffic.blame import failed_since, held_up_by
from database_developer.proof.traffic.rehearsal import Rehearsal, rehearse, work_of

ROWS = 1_000_000
RATE = 200.0
QUIET = 1.0  # seconds measured before each change


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was seen of one form; ``complaint`` says why it could not be planned or did not get through.

    ``holds_others`` where the form itself reads or writes a whole table while others may not write to it.
    """

    statements: int = 0
    transactions: int = 0
    failed: int = 0
    first_failure: str = ""
    longest_ms: float = 0.0
    held_up: str = ""
    quiet_longest_ms: float = 0.0
    seconds: float = 0.0
    holds_others: bool = False
    complaint: str = ""


@dataclass(frozen=True, kw_only=True)
class Naive:
    """Runs statements one after the other, without a limit for locks and without a second try."""

    statements: tuple[str, ...]

    def __call__(self, url: str, migration: Migration, log: list[Attempt]) -> None:
        with Session.open(url) as session:
            for number, sql in enumerate(self.statements, 1):
                started = time.perf_counter()
                session.run(sql)
                log.append(Attempt(number=number, why=sql, started=started, ended=time.perf_counter()))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is measured: the server, the rows of each table, and the traffic."""

    server: Server
    admin: Session
    rows: int
    rate: float
    reader: float

    def shadow(self, name: str) -> Shadow:
        return Shadow(name=name, url=self.server.url(name), binaries=self.server.binaries)

    @contextmanager
    def copy(self, name: str, template: str) -> Iterator[Shadow]:
        """A copy of a database, dropped at the end; files are copied, so that nothing is logged meanwhile."""
        self.admin.run(
            f"CREATE DATABASE {identifier(name)} TEMPLATE {identifier(template)} STRATEGY FILE_COPY",
        )
        try:
            yield self.shadow(name)
        finally:
            self.admin.run(f"DROP DATABASE {identifier(name)} WITH (FORCE)")


def prepare(place: Place) -> None:
    """An empty database of the shape all changes start from, and one with rows."""
    place.admin.run("CREATE DATABASE shape")
    with place.shadow("shape").session() as session:
        for statement in SHAPE:
            session.run(statement)
    place.admin.run("CREATE DATABASE loaded TEMPLATE shape")
    with place.shadow("loaded").session("statement_timeout=0", "maintenance_work_mem=256MB") as session:
        for statement in loading(place.rows):
            session.run(statement)
        session.run("VACUUM ANALYZE")
    place.admin.run("CHECKPOINT")


def target(place: Place, case: Case) -> tuple[Schema, Schema]:
    """The schemas before the change and after it."""
    with place.copy("target", "shape") as shadow:
        before = shadow.schema()
        shadow.replay(case.naive, origin=case.name)
        return before, shadow.schema()


def facts(place: Place, before: Schema) -> Facts:
    with place.shadow("loaded").session() as session:
        counts = {name: int(session.value(f"SELECT count(*) FROM {qualified(name)}")) for name in before.tables}
        return Facts(server_version=session.version, rows=counts)


def naive(place: Place, case: Case, before: Schema, after: Schema) -> Outcome:
    """The statements as one would write them first."""
    change = Migration(before=before, after=after, before_hash="")
    return applied(place, (change,), lambda *_: Naive(statements=case.naive))


def online(place: Place, case: Case, before: Schema, after: Schema, known: Facts) -> Outcome:
    """The migrations that are planned for tables of this size."""
    try:
        migrations = plan_rollout(before, after, case.renamings, known).migrations
    except DatabaseDeveloperError as error:
        return Outcome(complaint=f"not planned: {error.what}")
    held = any(holds_others(statement, migration) for migration in migrations for statement in migration.forward)
    return replace(applied(place, migrations, in_turn), holds_others=held)


def in_turn(migrations: Sequence[Migration], number: int) -> Applier:
    """The runner for one of the migrations of a rollout, after those before it."""
    earlier = tuple(script_of(migration, place) for place, migration in enumerate(migrations[:number]))
    return RunnerApplier(scripted=lambda migration: script_of(migration, number), earlier=earlier)


def holds_others(statement: Statement, migration: Migration) -> bool:
    """Whether nobody can write to a table for as long as it takes to go through one."""
    standing = migration.before.tables
    goes_through = any(table in standing for table in (*statement.scans, *statement.rewrites))
    return goes_through and any(lock.mode.blocks_writes and lock.relation in standing for lock in statement.locks)


def applied(
    place: Place, migrations: Sequence[Migration], applier: Callable[[Sequence[Migration], int], Applier]
) -> Outcome:
    """The migrations one after the other, each under the traffic of the application that is there then."""
    found: list[Rehearsal] = []
    with place.copy("measured", "loaded") as shadow:
        for number, migration in enumerate(migrations):
            with shadow.session() as session:
                work = work_of(session, migration)
            try:
                found.append(
                    rehearse(
                        shadow,
                        migration,
                        work,
                        applier(migrations, number),
                        reader_seconds=place.reader,
                        rate=place.rate,
                        quiet=QUIET,
                    )
                )
            except DatabaseDeveloperError as error:
                return summed(found, f"refused: {error.what}")
    return summed(found, next((one.gave_up for one in found if one.gave_up), ""))


def summed(found: Sequence[Rehearsal], complaint: str) -> Outcome:
    """All that was seen of a form as one outcome."""
    worst = max((each for each in found if each.during.worst), key=lambda each: each.during.longest_ms, default=None)
    return Outcome(
        statements=sum(not one.sqlstate for each in found for one in each.log),
        transactions=sum(each.during.count for each in found),
        failed=sum(one.count for each in found for one in each.failed),
        first_failure=next((told(one, each) for each in found for one in each.failed), ""),
        longest_ms=round(max((each.during.longest_ms for each in found), default=0.0), 1),
        held_up=blamed(worst) if worst else "",
        quiet_longest_ms=round(max((each.before.longest_ms for each in found), default=0.0), 1),
        seconds=round(sum(each.log[-1].ended - each.began for each in found if each.log), 2),
        complaint=complaint,
    )


def blamed(rehearsal: Rehearsal) -> str:
    """Which transaction took longest, and what ran meanwhile."""
    worst = rehearsal.during.worst
    return f"{worst.transaction}: {held_up_by(worst, rehearsal.log) or 'nothing'}" if worst else ""


def told(failed: Failed, rehearsal: Rehearsal) -> str:
    """What failed, and since when."""
    first = failed.first
    return f"{first.transaction}: {first.message} [{first.sqlstate}], {failed_since(first, rehearsal.log)}"


def measure(place: Place, case: Case) -> dict[str, object]:
    """Both forms, printed as one line of the table."""
    before, after = target(place, case)
    first = naive(place, case, before, after)
    second = online(place, case, before, after, facts(place, before))
    print(line(case.name, first, second), flush=True)
    return {"operation": case.name, "naive": asdict(first), "online": asdict(second)}


HELD = "(no online form is planned)"
HEADING = (
    f"{'':24} | {'naive':^34} | {'online':^34} | naive/online\n"
    f"{'operation':24} | {'failed':>8} {'longest ms':>12} {'seconds':>12} "
    f"| {'failed':>8} {'longest ms':>12} {'seconds':>12} | {'longest':>8} {'seconds':>8}"
)


def line(name: str, first: Outcome, second: Outcome) -> str:
    """One line of the table."""
    text = f"{name:24} | {numbers(first)} | {numbers(second)}"
    if not first.complaint and not second.complaint:
        text += f" | {ratio(first.longest_ms, second.longest_ms)} {ratio(first.seconds, second.seconds)}"
    return f"{text}  {HELD}" if second.holds_others else text


def numbers(outcome: Outcome) -> str:
    if outcome.complaint:
        return shorten(outcome.complaint, 80)
    return f"{outcome.failed:>8,} {outcome.longest_ms:>12,.1f} {outcome.seconds:>12,.2f}"


def ratio(first: float, second: float) -> str:
    return f"{first / second:>8,.2f}" if second else f"{'-':>8}"


def main(
    rows: int = ROWS,
    rate: float = RATE,
    reader: float = 0.0,
    names: Sequence[str] = (),
    result: Path | None = None,
) -> None:
    """Print the table; ``names`` are the operations to measure, all where there are none.

    ``reader`` is for how many seconds somebody else has a transaction open who has read the tables.
    """
    with running_server() as server, Session.open(server.url("postgres")) as admin:
        place = Place(server=server, admin=admin, rows=rows, rate=rate, reader=reader)
        started = time.perf_counter()
        prepare(place)
        version = server.binaries.version
        print(f"changes of a table of {rows:,} rows on PostgreSQL {version} under {rate:g} transactions a second")
        behind = f"behind a reader of {reader:g} s; " if reader else ""
        print(f"({behind}loaded in {time.perf_counter() - started:.0f} s)\n{HEADING}", flush=True)
        measured = [measure(place, case) for case in CASES if not names or case.name in names]
    if result is not None:
        numbers_by_name = {"rows": rows, "rate": rate, "reader": reader, "server": version, "operations": measured}
        result.write_text(json.dumps(numbers_by_name, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", metavar="OPERATION", nargs="*", help=", ".join(case.name for case in CASES))
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the large table (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=RATE, help="transactions a second (default: %(default)s)")
    parser.add_argument(
        "--reader",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="somebody has read the tables and stays for so long",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file too")
    options = parser.parse_args()
    main(options.rows, options.rate, options.reader, options.names, options.json)
