"""The run folder of a ticket: every value of the flow, one file each, and what the last run came to."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from database_developer.errors import UsageError
from database_developer.pipeline.files import sweep_unfinished, write_whole
from database_developer.pipeline.record import as_json

FLOW = ("ticket", "request", "design", "differences", "migration", "proof", "publication")


@dataclass(frozen=True, kw_only=True)
class State:
    """What the last run came to.

    ``ticket`` and ``start`` are hashes of what went in, ``version`` the program's; ``stamp`` is the moment
    in the names of the migration files; ``files`` maps what was written to hashes; ``text`` is the ticket's own;
    ``model`` is who helped to read it.
    """

    ticket: str = ""
    start: str = ""
    version: str = ""
    stamp: str = ""
    finished: bool = False
    passed: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    model: str = "none"


@dataclass(frozen=True, kw_only=True)
class RunFolder:
    """``.dbd/runs/<ticket>`` in the project (or below ``--out``)."""

    path: Path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder alone; a second run of the same ticket is told so."""
        self.path.mkdir(parents=True, exist_ok=True)
        ignore = self.path.parent.parent / ".gitignore"
        if not ignore.exists():
            write_whole(ignore, "*\n")
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(descriptor)
            sweep_unfinished(self.path)
            yield
        finally:
            os.close(descriptor)

    def _lock(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(
                f"another run of {self.path.name} is at work", where=str(self.path), hint="wait until it is done"
            ) from error

    def write(self, step: str, value: object) -> None:
        """Write one value of the flow, named by its place in it."""
        write_whole(self.path / f"{FLOW.index(step) + 1}-{step}.json", as_json(value))

    def state(self) -> State:
        """What the last run came to; an empty one where there was none, or its file cannot be read."""
        try:
            return State(**json.loads((self.path / "state.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return State()

    def remember(self, state: State) -> None:
        """Write what this run came to."""
        write_whole(self.path / "state.json", json.dumps(asdict(state), indent=2, ensure_ascii=False) + "\n")
