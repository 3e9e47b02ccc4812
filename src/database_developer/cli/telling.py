"""How a run is told: live on a terminal, plain lines elsewhere, one JSON document, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.status import Status

from database_developer.errors import DatabaseDeveloperError
from database_developer.model.design import Decision
from database_developer.model.proof import Observation, Proof, Verdict
from database_developer.model.publication import ChecklistItem
from database_developer.pipeline import Outcome
from database_developer.pipeline.outcome import with_origin

STEP_WIDTH = 12
SIGNS = {True: "[green]✔[/]", False: "[red]✘[/]", None: "[yellow]?[/]"}


class Silent:
    """Tells nothing."""

    def begin(self, step: str, what: str) -> None:
        """Nothing."""

    def end(self, step: str, found: str, seconds: float) -> None:
        """Nothing."""

    def detail(self, text: str) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""


class Live:
    """A line for each step, with a spinner while it goes on where there is a terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.status: Status | None = None

    def begin(self, step: str, what: str) -> None:
        """Show what is being done."""
        if self.console.is_terminal:
            self.status = self.console.status(f"[bold]{step}[/] {what}")
            self.status.start()

    def detail(self, text: str) -> None:
        """A line within the step."""
        self.console.print(f"{'':{STEP_WIDTH + 2}}{text}", style="dim", markup=False, highlight=False, soft_wrap=True)

    def end(self, step: str, found: str, seconds: float) -> None:
        """A line with what the step found and how long it took."""
        self.stop()
        self.console.print(f"[green]✔[/] [bold]{step:{STEP_WIDTH}}[/]", end="", highlight=False)
        self.console.print(f"{found}  ({seconds:.2f} s)", markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        """End the spinner."""
        if self.status is not None:
            self.status.stop()
            self.status = None


def console(*, stderr: bool = False) -> Console:
    """A console that wraps nothing where it is no terminal."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, soft_wrap=not stream.isatty(), highlight=False)


def show_outcome(out: Console, outcome: Outcome) -> None:
    """What the run came to: headline, checklist, questions, assumptions, failures, and where things are."""
    out.print()
    out.print(outcome.headline, style="bold green" if outcome.exit_code == 0 else "bold red", markup=False)
    for item in outcome.checklist:
        _show_item(out, item)
    for number, question in enumerate(outcome.questions, 1):
        out.print(f"  {number}. {with_origin(question)}", markup=False)
        for letter, proposal in zip("abcdefgh", question.proposals, strict=False):
            out.print(f"     {letter}) {proposal}", markup=False)
    _show_assumptions(out, outcome.assumptions)
    if outcome.proof is not None:
        _show_failures(out, outcome.proof)
    _show_places(out, outcome)


def _show_item(out: Console, item: ChecklistItem) -> None:
    out.print(f"  {SIGNS[item.done]} ", end="")
    out.print(f"{item.text}{f'  ({item.evidence})' if item.evidence else ''}", markup=False)


def _show_assumptions(out: Console, assumptions: tuple[Decision, ...]) -> None:
    if assumptions:
        out.print("Assumed, since the ticket does not say:", style="bold")
    for decision in assumptions:
        out.print(f"  - {decision.address}: {decision.what}, because {decision.why}", markup=False)


def _show_failures(out: Console, proof: Proof) -> None:
    for observation in proof.observations:
        if observation.verdict in (Verdict.FAILED, Verdict.WARNING):
            show_observation(out, observation)


def show_observation(out: Console, observation: Observation) -> None:
    """One claim and what was seen instead."""
    style = "red" if observation.verdict is Verdict.FAILED else "yellow"
    out.print(f"  {observation.verdict.value}: ", style=style, end="")
    out.print(f"{observation.id}: {observation.claim}: {observation.observed}", markup=False)


def _show_places(out: Console, outcome: Outcome) -> None:
    if outcome.files and outcome.root is not None:
        out.print("Written:" if outcome.proof else "Results:", style="bold")
        for name in outcome.files:
            out.print(f"  {_near(outcome.root / name)}", markup=False)
    if outcome.run_folder is not None:
        out.print(f"Every step's values: {_near(outcome.run_folder)}", style="dim", markup=False)
    for remark in outcome.remarks:
        out.print(f"Note: {remark}", markup=False)


def _near(path: Path) -> str:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def show_error(error: DatabaseDeveloperError) -> None:
    """An error on standard error: where, what, what to do, and its id."""
    out = console(stderr=True)
    out.print(f"error [{error.id}]: ", style="bold red", end="", markup=False)
    out.print(f"{error.where}: {error.what}" if error.where else error.what, markup=False)
    if error.hint:
        out.print(f"  hint: {error.hint}", markup=False)
