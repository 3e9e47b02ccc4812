"""A ticket on a busy table: a filled handle, a locale, and a renamed column at 4,000,000 rows under traffic.

Run with ``python -m benchmarks.kan_37 [--rows N] [--rate N] [--json FILE]``. The example ticket is taken all
the way; the migrations that it leads to are then run by the runner on a table of that many rows while the
old application reads and writes (the new one, once the contract is on). Counted are failed statements and
the longest that one was held up, beside a quiet moment of the same run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.catalog import running_server
from database_developer.migration.formats.scripts import read
from database_developer.migration.formats.statements import split
from database_developer.migration.operations.close_window import CloseWindow
from database_developer.model.migration import Migration, Phase, Reversal, Statement, Step
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema
from database_developer.model.script import Script
from database_developer.pipeline import Options as Way
from database_developer.pipeline import run_ticket
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.traffic.applying import Attempt
from database_developer.proof.traffic.rehearsal import Rehearsal, rehearse, work_of
from database_developer.running.migrating import migrate
from database_developer.running.options import Options
from database_developer.settings import read_settings
from database_developer.trackers.markdown import MarkdownTracker

EXAMPLE = Path(__file__).parents[1] / "examples" / "dashboard"
USERS = QualifiedName("public", "users")
ROWS = 4_000_000
RATE = 200.0
QUIET = 2  # seconds for which nobody must have used the old column
LIMIT_MS = 1000.0  # what the ticket allows
LOADING = """
INSERT INTO users (email, display_name)
SELECT (ARRAY['Ann', 'bob', 'C.D', 'eve-x'])[1 + n %% 4] || CASE WHEN n %% 3 = 0 THEN '' ELSE (n / 5)::text END
    || '@host' || n || '.example', 'Name ' || n
FROM generate_series(1, %s) AS n
"""


class Quiet:
    """Tells nothing."""

    def begin(self, step: str, what: str) -> None:
        """Nothing."""

    def end(self, step: str, found: str, seconds: float) -> None:
        """Nothing."""

    def detail(self, text: str) -> None:
        """Nothing."""


def scripts_of_the_ticket(folder: Path, cache: Path) -> tuple[tuple[Script, ...], list[str]]:
    """The ticket's own migrations, made by a whole run, and the files that stand before them."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    standing = sorted(path.read_text("utf-8") for path in (folder / "migrations").glob("*.sql"))
    settings = read_settings(folder, {"cache": cache}, {})
    outcome = run_ticket("KAN-37", settings, Way(), MarkdownTracker(settings.tickets), Quiet())
    print(outcome.headline)
    own = {path.name: path.read_text("utf-8") for path in (folder / "migrations").glob("*_kan_37_*.sql")}
    return read(own), standing


def load(shadow: Shadow, standing: list[str], rows: int) -> None:
    with shadow.session("statement_timeout=0") as session:
        for text in standing:
            for statement in split(text):
                session.run(statement)
        session.run(LOADING, [rows])
        session.run("VACUUM ANALYZE users")


def applied(
    shadow: Shadow, migration: Migration, scripts: tuple[Script, ...], options: Options, rate: float
) -> tuple[Rehearsal, float]:
    """One phase, run by the runner while the application works."""
    with shadow.session() as session:
        work = work_of(session, migration)
    seconds = 0.0

    def runner(url: str, change: Migration, log: list[Attempt]) -> None:
        nonlocal seconds
        started = time.perf_counter()
        migrate(url, scripts, options)
        seconds = time.perf_counter() - started

    return rehearse(shadow, migration, work, runner, rate=rate, quiet=1.0), seconds


def main(rows: int = ROWS, rate: float = RATE, workers: int = 2, json_file: Path | None = None) -> None:
    lines: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        scripts, standing = scripts_of_the_ticket(Path(folder), Path(folder) / "cache")
        with Session.open(server.url("postgres")) as admin:
            admin.run("CREATE DATABASE kan_37")
            admin.run(f"ALTER DATABASE kan_37 SET dbd.quiet = '{QUIET}s'")
            shadow = Shadow(name="kan_37", url=server.url("kan_37"), binaries=server.binaries)
            load(shadow, standing, rows)
            print(f"{rows:,} rows, {rate:g} transactions a second, {workers} workers")
            heads = ("seconds", "transactions", "failed", "longest ms", "quiet ms", "p99 ms")
            print(f"{'phase':10}{''.join(f'{head:>13}' for head in heads)}")
            old = shadow.schema()
            for script in scripts:
                time.sleep(QUIET + 1)  # the old application is gone for that long when the contract looks
                seen = as_seen_by_the_application(shadow, script, old)
                options = Options(workers=workers, to=script.version, allow_drift=True, through_contract=True)
                rehearsal, seconds = applied(shadow, seen, scripts, options, rate)
                lines.append(told(script, rehearsal, seconds))
            admin.run("DROP DATABASE kan_37 WITH (FORCE)")
    worst = max(float(str(line["longest ms"])) for line in lines)
    print(f"longest {worst:.0f} ms; the ticket allows {LIMIT_MS:.0f} ms")
    if json_file is not None:
        json_file.write_text(json.dumps({"rows": rows, "rate": rate, "phases": lines}, indent=2) + "\n", "utf-8")


def told(script: Script, rehearsal: Rehearsal, seconds: float) -> dict[str, object]:
    during, quiet = rehearsal.during, rehearsal.before
    numbers = (during.failures, during.longest_ms, quiet.longest_ms)
    print(f"{script.phase or 'all':10}{seconds:13.1f}{during.count:13,}", end="")
    print(f"{numbers[0]:13}{numbers[1]:13.0f}{numbers[2]:13.0f}{during.p99_ms:13.1f}")
    for failed in rehearsal.failed:
        print(f"  {failed.count} x {failed.sqlstate}: {failed.first.message}")
    return {
        "phase": str(script.phase),
        "seconds": round(seconds, 2),
        "transactions": during.count,
        "failed": during.failures,
        "longest ms": round(during.longest_ms, 1),
        "quiet longest ms": round(quiet.longest_ms, 1),
        "p99 ms": round(during.p99_ms, 2),
    }


def as_seen_by_the_application(shadow: Shadow, script: Script, old: Schema) -> Migration:
    """Until the contract the application knows the old columns, and then only those that stay."""
    step = Step(
        operation=CloseWindow(pairs=()),
        kind="",
        description="",
        forward=(Statement(sql="", why="", table=USERS),),
        reversal=Reversal(statements=()),
    )
    if script.phase is not Phase.CONTRACT:
        return Migration(before=old, after=old, before_hash="", steps=(step,), phase=script.phase)
    live = shadow.schema()
    table = live.tables[USERS]
    kept = replace(table, columns=tuple(it for it in table.columns if it.name != "display_name"))
    after = replace(live, tables={**live.tables, USERS: kept})
    return Migration(before=live, after=after, before_hash="", steps=(step,), phase=script.phase)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, default=None)
    given = parser.parse_args()
    main(given.rows, given.rate, given.workers, given.json)
