"""Migrations in a few words, and a runner that can be stopped at every boundary."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.migration.formats.plain_sql import FROM_HALF_WAY, PHASE, STARTS_FROM
from database_developer.migration.formats.scripts import read
from database_developer.model.schema import Schema
from database_developer.model.script import Script
from database_developer.postgres.activity import Blocker
from database_developer.running.options import Limits, Options
from database_developer.running.telling import Moment, Place, Point, Progress, Silence

QUICK = Limits(lock=0.3, lock_total=20.0, reconnect=20.0)
NO_RECONNECT = replace(QUICK, reconnect=0.0)
OPTIONS = Options(limits=QUICK)


class Crash(BaseException):
    """The runner dies here."""


def scripts(files: Mapping[str, str]) -> tuple[Script, ...]:
    return read(files)


def header(*, before: str = "", server: int = 0, phase: str = "") -> str:
    """The comment lines that ours begin with."""
    lines = ["-- A title"]
    if before:
        lines.append(f"-- {STARTS_FROM}{before}{f' on PostgreSQL {server}' if server else ''}.")
    if phase:
        lines.append(f"-- {PHASE}{phase}")
    return "\n".join(lines) + "\n"


def half_way() -> str:
    """The header of a down file that undoes any first part."""
    return f"-- Rollback\n-- {FROM_HALF_WAY}\n"


@dataclass
class Watcher:
    """Notes every boundary, and does something at one of them."""

    stop_at: int = -1
    action: Any = None
    moments: list[Moment] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, moment: Moment) -> None:
        with self.lock:
            self.moments.append(moment)
            is_it = len(self.moments) == self.stop_at + 1
        if is_it:
            if self.action is None:
                raise Crash(str(moment))
            self.action(moment)


@dataclass
class AtPoint:
    """Does something the first time that a boundary of one kind is passed."""

    point: Point
    action: Any
    number: int | None = None
    is_done: bool = False

    def at(self, moment: Moment) -> None:
        if moment.point is self.point and self.number in (None, moment.number) and not self.is_done:
            self.is_done = True
            self.action(moment)


@dataclass
class Heard(Silence):
    """Keeps what was told."""

    remarks: list[str] = field(default_factory=list)
    waits: list[tuple[Blocker, ...]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    progressed: list[Progress] = field(default_factory=list)
    on_wait: Any = None

    def remark(self, text: str) -> None:
        self.remarks.append(text)

    def statement(self, place: Place) -> None:
        self.steps.append(place.text)

    def waiting(self, place: Place, blockers: tuple[Blocker, ...], pause: float) -> None:
        self.waits.append(blockers)
        if self.on_wait is not None:
            self.on_wait()

    def progress(self, place: Place, progress: Progress) -> None:
        self.progressed.append(progress)


def assert_schema(found: Schema, wanted: Schema, when: str) -> None:
    differences = describe_all(compare(found, wanted))
    assert not differences, f"{when}: {differences}"


def rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(sql.encode()).fetchall()


def value(url: str, sql: str) -> Any:
    return rows(url, sql)[0][0]


def run_sql(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def end_runner(url: str) -> None:
    """End the runner's working connections, as an administrator would."""
    rows(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name IN ('dbd runner', 'dbd backfill')",
    )
