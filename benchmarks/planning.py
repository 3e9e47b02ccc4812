"""Planning a hundred changes among many tables, timed beside Alembic's autogenerate on the same two databases.

Run with ``python -m benchmarks.planning [--tables N ...] [--rounds N] [--limit SECONDS] [--files N] [--json FILE]``.
Of ours it times the reading of both catalogs, the diff, the plan as one migration, the plan in phases, and apart from
these ``dbd plan`` from two files of SQL, server and all, up to ``--files`` tables. Alembic is given ``--limit`` seconds
for each size.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import psycopg

from benchmarks.catalog import TABLES_AT_ONCE, Server, running_server, seconds
from benchmarks.planning_cases import CHANGES, changes, renamings, standing
from database_developer.diff.compare import compare
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.migration.planner import plan
from database_developer.migration.renames import in_short
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts
from database_developer.model.schema import Schema
from database_developer.postgres.catalog import read_schema

SIZES = (100, 1_000, 10_000)
ROUNDS = 3
LIMIT = 900
FILES = 1_000
Times = Mapping[str, float]


def statements(tables: int) -> Iterator[str]:
    """The schema before."""
    return (statement for number in range(tables) for statement in standing(number))


def build(server: Server, tables: int) -> tuple[str, str]:
    """The databases before and after; their names."""
    before, after = f"before_{tables}", f"after_{tables}"
    run(server.url("postgres"), [f"CREATE DATABASE {before}"])
    run(server.url(before), statements(tables))
    run(server.url("postgres"), [f"CREATE DATABASE {after} TEMPLATE {before} STRATEGY FILE_COPY"])
    run(server.url(after), changes(tables))
    for name in (before, after):
        run(server.url(name), ["VACUUM ANALYZE"])
    return before, after


def run(url: str, statements: Iterable[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        waiting = list(statements)
        for start in range(0, len(waiting), TABLES_AT_ONCE):
            connection.execute("; ".join(waiting[start : start + TABLES_AT_ONCE]).encode())


def read(url: str) -> Schema:
    with psycopg.connect(url, autocommit=True) as connection:
        return read_schema(connection)


def ours(before_url: str, after_url: str, told: tuple[Renaming, ...], server_version: int) -> Times:
    """One round, each time from schemas that were just read, so that nothing is known of them."""
    facts = Facts(server_version=server_version)

    def pair() -> tuple[Schema, Schema]:
        return read(before_url), read(after_url)

    def once(work: Callable[[Schema, Schema], object]) -> float:
        before, after = pair()
        return seconds(lambda: work(before, after))

    return {
        "read": seconds(pair),
        "diff": once(lambda before, after: compare(before, after, told)),
        "plan": once(lambda before, after: plan(before, after, told, facts)),
        "rollout": once(lambda before, after: plan_rollout(before, after, told, facts)),
    }


def whole(tables: int, told: tuple[Renaming, ...]) -> float:
    """The program, from two files of SQL to the migrations as JSON."""
    with tempfile.TemporaryDirectory(prefix="dbd-bench-") as name:
        before, after = Path(name) / "before.sql", Path(name) / "after.sql"
        before.write_text("".join(f"{it};\n" for it in statements(tables)), encoding="utf-8")
        after.write_text("".join(f"{it};\n" for it in (*statements(tables), *changes(tables))), encoding="utf-8")
        renames = [part for it in told for part in ("--rename", in_short(it))]
        program = str(Path(sys.executable).with_name("dbd"))
        command = [program, "plan", "--from", str(before), "--to", str(after), "--json", *renames]
        return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=name))


def theirs(server: Server, names: Sequence[str], limit: float) -> Times | None:
    """One round of Alembic; None where it did not come to an end within the limit."""
    urls = [f"postgresql+psycopg:///{name}?host={server.folder}&user=postgres" for name in names]
    command = [sys.executable, "-m", "benchmarks.planning_alembic", *urls]
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: Times = json.loads(done.stdout)
    return found


def rounds_of_theirs(server: Server, names: Sequence[str], rounds: int, limit: float) -> list[Times]:
    """As many rounds as fit into the limit together."""
    found: list[Times] = []
    end = time.monotonic() + limit
    while len(found) < rounds and (left := end - time.monotonic()) > 0:
        one = theirs(server, names, left)
        if one is None:
            break
        found.append(one)
    return found


def medians(rounds: Sequence[Times]) -> dict[str, float]:
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]} if rounds else {}


def measure(server: Server, tables: int, rounds: int, limit: float) -> dict[str, object]:
    """All the numbers of one size, printed as they come."""
    names, told = build(server, tables), renamings(tables)
    print(f"{tables:,} tables, {tables * 10:,} columns, {CHANGES} changes", flush=True)
    major = int(server.binaries.version.split(".")[0])
    own = medians([ours(*map(server.url, names), told, major) for _ in range(rounds)])
    own["total"] = own["read"] + own["plan"]
    print(f"  ours:    {spelled(own)}", flush=True)
    other_rounds = rounds_of_theirs(server, names, rounds, limit)
    other = medians(other_rounds)
    if other:
        other["total"] = other["read_after"] + other["compare"] + other["write"]
        print(f"  Alembic: {spelled(other)}; median of {len(other_rounds)}")
        print(f"  Alembic/ours: {other['total'] / own['total']:.1f} in total", flush=True)
    else:
        print(f"  Alembic: not done within {limit:g} s", flush=True)
    for name in names:
        run(server.url("postgres"), [f"DROP DATABASE {name}"])
    return {"tables": tables, "ours": own, "alembic": other, "alembic_rounds": len(other_rounds)}


def measure_files(tables: int) -> dict[str, object]:
    """The program from files; nearly all of it is the time of the server, which makes all the tables twice."""
    files = whole(tables, renamings(tables))
    print(f"  dbd plan from two files: {files:.1f} s", flush=True)
    return {"files": files}


def spelled(times: Times) -> str:
    counted = ("operations", "compare_statements")
    return ", ".join(
        f"{key.replace('_', ' ')} {value:,.0f}" if key in counted else f"{key.replace('_', ' ')} {value:.2f} s"
        for key, value in times.items()
    )


def main(
    sizes: Sequence[int] = SIZES,
    rounds: int = ROUNDS,
    limit: float = LIMIT,
    files: int = FILES,
    result: Path | None = None,
) -> None:
    """Print the numbers of each size; a size is a multiple of a hundred."""
    with running_server() as server:
        place: dict[str, object] = {
            "server": server.binaries.version,
            "alembic": version("alembic"),
            "sqlalchemy": version("sqlalchemy"),
            "cores": os.cpu_count(),
            "rounds": rounds,
        }
        print(f"planning on PostgreSQL {place['server']}, beside Alembic {place['alembic']}, median of {rounds} rounds")
        measured = [
            measure(server, tables, rounds, limit) | (measure_files(tables) if tables <= files else {})
            for tables in sorted(sizes)
        ]
    if result is not None:
        result.write_text(json.dumps({**place, "sizes": measured}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, nargs="+", default=SIZES, help="multiples of a hundred (%(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each (%(default)s)")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for Alembic, each size (%(default)s)")
    parser.add_argument(
        "--files", type=int, default=FILES, metavar="N", help="largest size to plan from files of SQL too (%(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file too")
    options = parser.parse_args()
    main(options.tables, options.rounds, options.limit, options.files, options.json)
