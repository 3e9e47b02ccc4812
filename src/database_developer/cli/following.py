"""How a run on a database is told: a line for each statement, a bar or lines for backfills, and who is in the way."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from database_developer.model.script import Script
from database_developer.postgres.activity import Blocker, Target
from database_developer.running import telling
from database_developer.running.options import Outcome
from database_developer.running.telling import Place, Silence

LINE_EVERY = 5.0  # seconds, where there is no terminal
DIRECTIONS = {"up": "Applying", "down": "Taking back"}


class Lines(Silence):
    """Tells on a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._told = 0.0

    def target(self, target: Target) -> None:
        """Which database it is."""
        self._line(f"On {target}")

    def begin(self, script: Script, direction: str, done: int) -> None:
        """A heading for each migration."""
        further = f", after {done} statements that are done" if done else ""
        phase = f" ({script.phase})" if script.phase else ""
        self._line(f"{DIRECTIONS[direction]} {script.version}_{script.name}{phase}{further}", style="bold")

    def statement(self, place: Place) -> None:
        """A line for each statement."""
        self.stop()
        self._line(f"  {place.number}/{place.of} {place.text}", style="dim")

    def waiting(self, place: Place, blockers: tuple[Blocker, ...], pause: float) -> None:
        """Who is in the way."""
        again = f"trying again in {pause:.1f} s" if pause else "waiting"
        self._line(f"    a lock is held by others; {again}", style="yellow")
        for blocker in blockers:
            self._line(f"      {blocker}", style="yellow")

    def progress(self, place: Place, progress: telling.Progress) -> None:
        """A bar on a terminal, a line now and then elsewhere."""
        if self._console.is_terminal:
            self._show_bar(progress)
        elif time.monotonic() - self._told >= LINE_EVERY or progress.rows >= progress.total:
            self._told = time.monotonic()
            self._line(f"    {_said(progress)}")

    def end(self, script: Script, direction: str, seconds: float) -> None:
        """A line at the end of each migration."""
        self.stop()
        self._line(f"  done in {seconds:.2f} s", style="green")

    def remark(self, text: str) -> None:
        """A line."""
        self._line(text)

    def outcome(self, outcome: Outcome) -> None:
        """What it came to."""
        for version, direction, statements in outcome.would:
            self._line(f"Would run {version} {direction}:", style="bold")
            for statement in statements:
                self._line(f"  {statement}")
        if not outcome.taken and not outcome.remarks and not outcome.would:
            self._line("Nothing to do.")
        if outcome.pending and not outcome.would:
            self._line(f"Pending: {', '.join(outcome.pending)}")

    def stop(self) -> None:
        """End the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _show_bar(self, progress: telling.Progress) -> None:
        if self._bar is None:
            columns = (TextColumn("    "), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*columns, console=self._console)
            self._task = self._bar.add_task("", total=progress.total)
            self._bar.start()
        if self._task is not None:
            self._bar.update(
                self._task, completed=progress.rows, total=max(1, progress.total), description=_said(progress)
            )

    def _line(self, text: str, style: str | None = None) -> None:
        self._console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _said(progress: telling.Progress) -> str:
    share = 100 * progress.rows / progress.total if progress.total else 100.0
    left = "" if progress.left is None else f", {progress.left:.0f} s left"
    resting = f"; {progress.resting}, so it waits" if progress.resting else ""
    return f"{progress.rows:,} of {progress.total:,} rows ({share:.0f} %), {progress.speed:,.0f} rows/s{left}{resting}"
