"""Applies what is pending, after whatever an earlier run left unfinished."""

from __future__ import annotations

from database_developer.errors import UsageError
from database_developer.model.migration import Phase
from database_developer.model.script import Script
from database_developer.postgres.activity import target
from database_developer.running.drift import Expected, ensure_expected, ensure_replayed, live_schema
from database_developer.running.history import History, ensure_sound, examine, place
from database_developer.running.journal import journal
from database_developer.running.keeper import Keeper
from database_developer.running.options import Options, Outcome
from database_developer.running.runner import Confirm, Runner, apply, ensure_database, finish, opened
from database_developer.running.telling import Observer, Silence, Tell

PREPARES = (Phase.EXPAND, Phase.MIGRATE)


def migrate(
    url: str,
    scripts: tuple[Script, ...],
    options: Options | None = None,
    tell: Tell | None = None,
    *,
    observer: Observer | None = None,
    expected: Expected | None = None,
    confirm: Confirm | None = None,
) -> Outcome:
    """Apply the pending scripts to the database at ``url``, in order, up to ``options.to``.

    What an earlier run left unfinished is brought to its end first. ``expected`` gives the schema that scripts
    lead to, so that a drift can be shown; ``observer`` is called at every boundary. Raises HistoryBroken,
    SchemaDrifted, RunnerBusy, LockNotObtained, StillInUse, StatementFailed, ConnectionLost, ServerUnavailable,
    UsageError and Interrupted; ``resume`` and ``rollback`` go on from there.
    """
    options, tell = options or Options(), tell or Silence()
    if options.dry_run:
        return _dry_run(url, scripts, options, tell)
    with opened(url, scripts, options, tell, observer=observer, expected=expected, confirm=confirm) as runner:
        if options.baseline is not None:
            _baseline(runner, options.baseline)
        else:
            _migrate(runner)
        return runner.outcome()


def resume(
    url: str,
    scripts: tuple[Script, ...],
    options: Options | None = None,
    tell: Tell | None = None,
    *,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
) -> Outcome:
    """Bring what an earlier run left unfinished to its end, in the direction in which it was going, and no more."""
    with opened(url, scripts, options or Options(), tell or Silence(), observer=observer, confirm=confirm) as runner:
        if not runner.history.unfinished:
            runner.remark("nothing is unfinished")
        _finish_all(runner)
        return runner.outcome()


def _migrate(runner: Runner) -> None:
    options = runner.work.options
    had_history = bool(runner.history.standing)
    prepared = _finish_all(runner)
    _accept(runner)
    for script in wanted(runner.history, options):
        if _waits_for_deploy(script, options, prepared and had_history):
            runner.remark(
                f"stopped before {script.up.path}: it removes what the applications still use until they are"
                " deployed anew; then run dbd migrate again (or now with --through-contract)"
            )
            return
        _ensure_undrifted(runner, script)
        apply(runner, script)
        prepared = prepared or script.phase in PREPARES
        runner.look()


def _finish_all(runner: Runner) -> bool:
    """Whether one of those that were finished prepares a contract migration."""
    prepared = False
    for record in runner.history.unfinished:
        finish(runner, record)
        prepared = prepared or record.phase in PREPARES
    if runner.history.unfinished:
        runner.look()
    return prepared


def _accept(runner: Runner) -> None:
    """Refuse a broken history, or take note of what was allowed in it."""
    options, history = runner.work.options, runner.history
    ensure_sound(history, edited=options.edited, out_of_order=options.out_of_order)
    for record in history.edited:
        journal.accept(runner.work.desk, history.script(record))
        runner.remark(f"accepted {history.script(record).up.path} as it is now")
    for record in history.edited_down:
        runner.remark(f"the down file of {record.version}_{record.name} was edited after it was applied")


def wanted(history: History, options: Options) -> tuple[Script, ...]:
    """The pending scripts to apply, in order. Raises UsageError for a version that is not there."""
    pending = sorted(history.pending, key=lambda script: place(script.version))
    if options.to is None:
        return tuple(pending)
    history.ensure_known(options.to)
    return tuple(script for script in pending if place(script.version) <= place(options.to))


def _waits_for_deploy(script: Script, options: Options, prepared: bool) -> bool:
    named = options.to == script.version
    return script.phase is Phase.CONTRACT and prepared and not named and not options.through_contract


def _ensure_undrifted(runner: Runner, script: Script) -> None:
    if runner.work.options.allow_drift or script.before_hash is None:
        return
    desk, history = runner.work.desk, runner.history
    earlier = tuple(history.scripts[it.version] for it in history.standing if it.version in history.scripts)
    live = runner.work.lasting(lambda: live_schema(runner.work.desk))
    ensure_expected(live, desk.version, script, earlier, expected=runner.expected, remark=runner.remark)


def _baseline(runner: Runner, version: str) -> None:
    """Take it that the database has everything up to ``version``, after a look at whether it does."""
    history, options = runner.history, runner.work.options
    if version not in history.scripts:
        history.ensure_known(version)
    if history.unfinished:
        raise UsageError("a migration is unfinished", hint="dbd resume or dbd rollback first")
    ordered = sorted(runner.scripts, key=lambda script: place(script.version))
    upto = tuple(script for script in ordered if place(script.version) <= place(version))
    after = next((script for script in ordered if place(script.version) > place(version)), None)
    if not options.allow_drift:
        _ensure_baseline(runner, upto, after)
    desk = runner.work.desk
    with desk.transaction():
        for script in upto:
            if script in history.pending:
                journal.begin(desk, script, hash_before=None, is_baseline=True)
                runner.remark(f"{script.up.path} counts as applied")


def _ensure_baseline(runner: Runner, upto: tuple[Script, ...], after: Script | None) -> None:
    desk = runner.work.desk
    live = live_schema(desk)
    if after is not None and after.before_hash is not None:
        ensure_expected(live, desk.version, after, upto, expected=runner.expected, remark=runner.remark)
    elif runner.expected is not None:
        ensure_replayed(live, upto, runner.expected, runner.remark)
    else:
        runner.remark("no migration says which schema comes before it: the database was not compared with anything")


def _dry_run(url: str, scripts: tuple[Script, ...], options: Options, tell: Tell) -> Outcome:
    """What would be run; the database is only read."""
    keeper = Keeper(url)
    try:
        found = target(keeper.session)
        ensure_database(found, options.expect_database)
        tell.target(found)
        history = examine(scripts, journal.read_records(keeper.session))
        ensure_sound(history, edited=options.edited, out_of_order=options.out_of_order)
        would: list[tuple[str, str, tuple[str, ...]]] = [
            (it.version, it.direction, ("what is left of it",)) for it in history.unfinished
        ]
        for script in wanted(history, options):
            would.append((script.version, "up", tuple(one.first_line for one in script.up.statements)))
        return Outcome(target=found, would=tuple(would), pending=tuple(script.version for script in history.pending))
    finally:
        keeper.close()
