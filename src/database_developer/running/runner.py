"""One run on a database: it has the database to itself, and applies scripts or takes them back one by one.

Everything may fail at any moment: the journal in the database (schema ``dbd``) says what is done, so that the
next run goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from database_developer.diff.fingerprint import fingerprint
from database_developer.errors import (
    ConnectionLost,
    DatabaseDeveloperError,
    Interrupted,
    ServerUnavailable,
    StatementFailed,
    UsageError,
)
from database_developer.model.script import Script, Side
from database_developer.postgres.activity import Target, target
from database_developer.running.connections import Connections
from database_developer.running.drift import Expected, live_schema
from database_developer.running.history import History, examine
from database_developer.running.journal import journal
from database_developer.running.journal.records import Record, State
from database_developer.running.journal.tables import install
from database_developer.running.options import Options, Outcome, Taken
from database_developer.running.sides import run_side
from database_developer.running.telling import Moment, Observer, Point, Tell, Unobserved
from database_developer.running.work import Way, Work

GO_ON = "go on with dbd resume, or take it back with dbd rollback"
Confirm = Callable[[Target], bool]


@dataclass(kw_only=True)
class Runner:
    """One run on one database, which no other runner works on meanwhile."""

    work: Work
    target: Target
    scripts: tuple[Script, ...]
    expected: Expected | None = None
    history: History = field(init=False)
    taken: list[Taken] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.look()

    def look(self) -> History:
        """Read the journal anew."""
        self.history = examine(self.scripts, journal.read_records(self.work.desk))
        return self.history

    def remark(self, text: str) -> None:
        """Tell a line, and keep it for the outcome."""
        self.remarks.append(text)
        self.work.tell.remark(text)

    def outcome(self) -> Outcome:
        """What the run came to."""
        pending = tuple(f"{script.version}_{script.name}" for script in self.look().pending)
        return Outcome(target=self.target, taken=tuple(self.taken), pending=pending, remarks=tuple(self.remarks))


@contextmanager
def opened(
    url: str,
    scripts: tuple[Script, ...],
    options: Options,
    tell: Tell,
    *,
    observer: Observer | None = None,
    expected: Expected | None = None,
    confirm: Confirm | None = None,
) -> Iterator[Runner]:
    """A runner that has the database to itself, and the journal ready; nothing is changed unless confirmed.

    Raises ServerUnavailable, UsageError for another database than ``expect_database``, RunnerBusy, and
    Interrupted where ``confirm`` says no or somebody stops the run.
    """
    connections = Connections(url, reconnect=options.limits.reconnect, remark=tell.remark)
    try:
        work = Work(connections=connections, options=options, tell=tell, observer=observer or Unobserved())
        found = reached(work, options)
        if confirm is not None and not confirm(found):
            raise Interrupted("nothing was done")
        connections.keeper.acquire()
        install(work.desk)
        yield Runner(work=work, target=found, scripts=scripts, expected=expected)
    finally:
        connections.close()


def reached(work: Work, options: Options) -> Target:
    """Which database it is, told. Raises UsageError where another one is expected."""
    found = target(work.desk)
    work.tell.target(found)
    ensure_database(found, options.expect_database)
    return found


def ensure_database(found: Target, expected: str | None) -> None:
    """Raise UsageError where another database is expected."""
    if expected not in (None, found.database):
        raise UsageError(
            f'this is the database "{found.database}", not "{expected}"',
            where=str(found),
            hint="mend the address in --database",
        )


def apply(runner: Runner, script: Script, *, fresh: bool = True) -> None:
    """Apply a script from its beginning, or from where it was left."""
    work = runner.work
    if fresh:
        work.lasting(lambda: _begin(work, script))
        _at(work, Point.MIGRATION_BEGUN, script, "up")
    way = _through(runner, script, "up", script.up)
    _end(runner, way, State.APPLIED)


def take_back(runner: Runner, script: Script, down: Side, *, fresh: bool = True) -> None:
    """Take a script back, or go on with it."""
    work = runner.work
    if fresh:
        work.lasting(lambda: _begin_back(work, script))
        _at(work, Point.MIGRATION_BEGUN, script, "down")
    way = _through(runner, script, "down", down)
    _end(runner, way, State.ROLLED_BACK)


def finish(runner: Runner, record: Record) -> None:
    """Bring what an earlier run left unfinished to its end, in the direction in which it was going."""
    script = runner.history.script(record)
    why = f" ({record.note})" if record.note else ""
    runner.remark(f"going on with {record.version}_{record.name}, which was left {record.state}{why}")
    if record.state is State.APPLYING:
        apply(runner, script, fresh=False)
        return
    take_back(runner, script, down_side(script), fresh=False)


def down_side(script: Script) -> Side:
    """What takes the script back. Raises UsageError where there is nothing."""
    if script.down is None:
        raise UsageError(
            f'"{script.up.path}" has no down file, so it cannot be taken back',
            hint=f"write {script.version}_{script.name}.down.sql, or lead on with a new migration",
        )
    return script.down


def _begin(work: Work, script: Script) -> None:
    before = fingerprint(live_schema(work.desk))
    with work.desk.transaction():
        journal.begin(work.desk, script, hash_before=before)


def _begin_back(work: Work, script: Script) -> None:
    with work.desk.transaction():
        journal.begin_back(work.desk, script.version)


def _through(runner: Runner, script: Script, direction: str, side: Side) -> Way:
    """Run the file; what stops it is noted in the journal, and the error says how to go on."""
    started = time.monotonic()
    try:
        way = run_side(runner.work, script, direction, side)
    except KeyboardInterrupt as stop:
        _note(runner, script, "stopped")
        raise Interrupted(f"stopped in {script.version}_{script.name}", where=side.path, hint=GO_ON) from stop
    except DatabaseDeveloperError as error:
        _note(runner, script, f"{error.where}: {error.what}" if error.where else error.what)
        error.hint = error.hint or GO_ON
        raise
    seconds = time.monotonic() - started
    runner.taken.append(
        Taken(
            version=script.version,
            name=script.name,
            direction=direction,
            statements=len(side.statements),
            seconds=round(seconds, 3),
        )
    )
    return way


def _note(runner: Runner, script: Script, why: str) -> None:
    with suppress(ConnectionLost, ServerUnavailable, StatementFailed):
        journal.note(runner.work.desk, script.version, why.splitlines()[0][:500])


def _end(runner: Runner, way: Way, state: State) -> None:
    """Close the migration in the journal, with the schema that it has led to."""
    work, version = runner.work, way.script.version
    after = work.lasting(lambda: fingerprint(live_schema(work.desk)))
    work.lasting(lambda: _closed(work, way.script, state, after))
    _at(work, Point.MIGRATION_DONE, way.script, way.direction)
    seconds = runner.taken[-1].seconds
    work.tell.end(way.script, way.direction, seconds)
    if state is State.ROLLED_BACK:
        _compare_with_before(runner, version, after)


def _closed(work: Work, script: Script, state: State, after: str) -> None:
    with work.desk.transaction():
        journal.end(work.desk, script.version, state, hash_after=after)
        if state is State.APPLIED:
            journal.accept(work.desk, script)  # what was not run yet may have been mended on the way


def _at(work: Work, point: Point, script: Script, direction: str) -> None:
    work.observer.at(Moment(point=point, version=script.version, direction=direction))


def _compare_with_before(runner: Runner, version: str, after: str) -> None:
    before = next((it.hash_before for it in runner.history.records if it.version == version), None)
    if before and before == after:
        runner.remark("the schema is as it was before")
    elif before:
        runner.remark("the schema is not quite as it was before: something else has changed since, or stays changed")
