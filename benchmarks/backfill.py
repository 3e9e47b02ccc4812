"""A backfill in batches by the runner, timed beside one UPDATE of the whole table and its ANALYZE, on one server.

Run with ``python -m benchmarks.backfill [ROWS]``; without a number, 1,000,000 rows. Each round fills two
tables that are alike, one each way, in turn first and last; the ratio is taken within the round.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time

import psycopg

from benchmarks.catalog import running_server
from database_developer.migration.formats import backfills
from database_developer.migration.formats.scripts import read
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName
from database_developer.postgres.session import Session
from database_developer.running.backfills import ranges
from database_developer.running.migrating import migrate
from database_developer.running.options import Options
from database_developer.running.telling import Moment, Point

ROWS = 1_000_000
ROUNDS = 5
SET = "SET handle = lower(t.email)"


def table(connection: psycopg.Connection[object], name: str, rows: int) -> None:
    connection.execute(f"DROP TABLE IF EXISTS {name}".encode())
    columns = "id bigint, email text NOT NULL, handle text"
    connection.execute(f"CREATE TABLE {name} ({columns}) WITH (autovacuum_enabled = off)".encode())
    connection.execute(
        f"INSERT INTO {name} SELECT n, 'User.' || n || '@Example.org' FROM generate_series(1, {rows}) AS n".encode()
    )
    connection.execute(f"ALTER TABLE {name} ADD PRIMARY KEY (id)".encode())
    connection.execute(f"VACUUM ANALYZE {name}".encode())
    connection.execute(b"CHECKPOINT")


def at_once(connection: psycopg.Connection[object], name: str) -> float:
    started = time.perf_counter()
    connection.execute(f"UPDATE {name} AS t {SET} WHERE t.handle IS NULL".encode())
    connection.execute(f"ANALYZE {name}".encode())
    return time.perf_counter() - started


class Clock:
    """When a statement began and was done: cutting, batches and ANALYZE, without what any migration costs."""

    began = ended = 0.0

    def at(self, moment: Moment) -> None:
        if moment.point is Point.BEFORE_STATEMENT:
            self.began = time.perf_counter()
        if moment.point is Point.DONE:
            self.ended = time.perf_counter()


def in_batches(connection: psycopg.Connection[object], url: str, name: str, workers: int) -> float:
    update = f"UPDATE {name} AS t {SET} WHERE {RANGE} AND t.handle IS NULL"
    made = Batches(table=QualifiedName("public", name), update=update, key=(("id", "bigint"),))
    connection.execute(b"DROP SCHEMA IF EXISTS dbd CASCADE")
    scripts = read({"1_fill.up.sql": f"{backfills.spelled(made)};"})
    clock = Clock()
    migrate(url, scripts, Options(workers=workers), observer=clock)
    return clock.ended - clock.began


class Bystander:
    """Somebody who changes single rows meanwhile, and notes the longest wait."""

    def __init__(self, url: str, name: str, rows: int) -> None:
        self.longest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(url, name, rows))

    def __enter__(self) -> Bystander:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _work(self, url: str, name: str, rows: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            number = 1
            while not self._over.wait(0.01):
                number = (number * 48271) % rows + 1
                started = time.perf_counter()
                connection.execute(f"UPDATE {name} SET email = email WHERE id = {number}".encode())
                self.longest = max(self.longest, time.perf_counter() - started)


def compare(url: str, rows: int, workers: int) -> None:
    ratios, ours, theirs = [], [], []
    with psycopg.connect(url, autocommit=True) as connection:
        for number in range(ROUNDS):
            for name in ("one", "two"):
                table(connection, name, rows)
            if number % 2:
                whole = at_once(connection, "one")
                batches = in_batches(connection, url, "two", workers)
            else:
                batches = in_batches(connection, url, "two", workers)
                whole = at_once(connection, "one")
            ours.append(batches)
            theirs.append(whole)
            ratios.append(batches / whole)
    print(
        f"{rows:>9,} rows, {workers} worker{'s' if workers > 1 else ''}:"
        f" in batches {statistics.median(ours):6.2f} s ({rows / statistics.median(ours):9,.0f} rows/s),"
        f" one UPDATE {statistics.median(theirs):6.2f} s; ratio {statistics.median(ratios):.2f}"
        f" ({min(ratios):.2f} to {max(ratios):.2f})",
        flush=True,
    )


def waits(url: str, rows: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        table(connection, "one", rows)
        with Bystander(url, "one", rows) as during_batches:
            in_batches(connection, url, "one", 1)
        table(connection, "one", rows)
        with Bystander(url, "one", rows) as during_update:
            at_once(connection, "one")
    print(
        f"longest wait of somebody who changes single rows: {during_batches.longest * 1000:,.0f} ms during batches,"
        f" {during_update.longest * 1000:,.0f} ms during one UPDATE",
        flush=True,
    )


def cutting(url: str, rows: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        table(connection, "one", rows)
    made = Batches(table=QualifiedName("public", "one"), update="", key=(("id", "bigint"),))
    with Session.open(url) as session:
        started = time.perf_counter()
        found = ranges.cut(session, made)
        seconds = time.perf_counter() - started
    print(f"cutting {rows:,} rows into {len(found):,} ranges: {seconds:.2f} s", flush=True)


def main(rows: int = ROWS) -> None:
    """Print a line for one worker, one for two, one for others' waits, and one for the cutting."""
    with running_server() as server:
        print(f"a backfill on PostgreSQL {server.binaries.version}, median of {ROUNDS} rounds")
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(b"CREATE DATABASE bench")
        url = server.url("bench")
        for workers in (2, 1):
            compare(url, rows, workers)
        waits(url, rows)
        cutting(url, 4 * rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    main(parser.parse_args().rows)
