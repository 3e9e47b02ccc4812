"""Takes migrations back, the last one first, also one that was cut short half way."""

from __future__ import annotations

from database_developer.errors import HistoryBroken, UsageError
from database_developer.model.script import Script
from database_developer.running.history import NOTHING
from database_developer.running.journal import journal
from database_developer.running.journal.records import Record, State
from database_developer.running.options import Options, Outcome
from database_developer.running.runner import Confirm, Runner, down_side, finish, opened, take_back
from database_developer.running.telling import Observer, Silence, Tell


def rollback(
    url: str,
    scripts: tuple[Script, ...],
    options: Options | None = None,
    tell: Tell | None = None,
    *,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
) -> Outcome:
    """Take back the last migration that was applied or begun, or all that came after ``options.to``.

    Raises what ``migrate`` raises; HistoryBroken also for a part of a migration that its down file does not undo.
    """
    options = options or Options()
    with opened(url, scripts, options, tell or Silence(), observer=observer, confirm=confirm) as runner:
        records = _those(runner, options.to)
        if not records:
            runner.remark("nothing is applied that could be taken back")
        if not options.by_hand:
            for record in records:
                _ensure_possible(runner, record)
        for record in records:
            _back(runner, record)
        return runner.outcome()


def _those(runner: Runner, to: str | None) -> tuple[Record, ...]:
    """What is to be taken back, the last one first."""
    standing = sorted(runner.history.standing, key=lambda record: record.place, reverse=True)
    if to is None:
        return tuple(standing[:1])
    if to == NOTHING:
        return tuple(standing)
    stays = next((record for record in standing if record.version == to), None)
    if stays is None:
        runner.history.ensure_known(to)
        raise UsageError(f'"{to}" is not applied, so nothing can be taken back to it', hint="see dbd status")
    return tuple(record for record in standing if record.place > stays.place)


def _ensure_possible(runner: Runner, record: Record) -> None:
    if record.is_baseline:
        raise UsageError(
            f'"{record.version}_{record.name}" was there before the journal; it was not applied by dbd',
            hint=f"name the last version that stays with --to {record.version}",
        )
    script = runner.history.script(record)
    down_side(script)
    if record.state is State.APPLYING:
        _ensure_parts_can_be_undone(runner, script)


def _ensure_parts_can_be_undone(runner: Runner, script: Script) -> None:
    """Ours undo any first part; what somebody wrote by hand expects to find all of it."""
    done = journal.read_done(runner.work.desk, script.version, "up")
    is_whole = all(one.number in done and done[one.number].is_done for one in script.up.statements)
    if script.undoes_parts or is_whole or not done:
        return
    by_number = {statement.number: statement for statement in script.up.statements}
    lines = "".join(
        f"\n    {number}. {by_number[number].first_line if number in by_number else 'no longer in the file'}"
        f"{'' if one.is_done else ' (begun)'}"
        for number, one in sorted(done.items())
    )
    raise HistoryBroken(
        f"only a part of it was applied, and its down file undoes the whole; done are:{lines}",
        where=script.up.path,
        hint="go on with dbd resume and then take it back; or undo these by hand and say so with"
        " dbd rollback --by-hand",
    )


def _back(runner: Runner, record: Record) -> None:
    work = runner.work
    if work.options.by_hand:
        work.lasting(lambda: _noted(runner, record))
        runner.remark(f"{record.version}_{record.name} counts as taken back; nothing was run")
        return
    if record.state is State.ROLLING_BACK:
        finish(runner, record)
        return
    script = runner.history.script(record)
    take_back(runner, script, down_side(script))


def _noted(runner: Runner, record: Record) -> None:
    with runner.work.desk.transaction():
        journal.end(runner.work.desk, record.version, State.ROLLED_BACK, hash_after=None)
