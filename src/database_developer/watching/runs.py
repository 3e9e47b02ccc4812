"""Runs of tickets as processes of their own: started, waited for, and stopped as by Ctrl-C."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

SECRET = "DBD_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable, which runs are not told
_LONGEST = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a run's process ended, and what it said in one line."""

    exit_code: int
    said: str


@dataclass(kw_only=True)
class Runs:
    """The runs under way. Each holds the reading end of a pipe as its standard input: when we die, it sees the end."""

    command: Sequence[str]
    patience: float
    under_way: set[asyncio.subprocess.Process] = field(default_factory=set)
    is_stopping: bool = False
    is_killing: bool = False

    async def run(self, key: str) -> Ended:
        """Run the ticket and wait for its end; cancelled, it is told to stop, and killed where it does not in time."""
        reading, writing = os.pipe()
        try:
            with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
                process = await self._start(key, reading, out, told)
                try:
                    await process.wait()
                except asyncio.CancelledError:
                    await self.stop(process)
                    raise
                finally:
                    self.under_way.discard(process)
                return Ended(exit_code=process.returncode or 0, said=_said(out, told))
        finally:
            os.close(reading)
            os.close(writing)

    async def stop(self, process: asyncio.subprocess.Process) -> None:
        """Stop the run as Ctrl-C does, so that nothing is left half done; kill it where it takes too long."""
        _signal(process, signal.SIGKILL if self.is_killing else signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self.patience)
        except TimeoutError:
            _signal(process, signal.SIGKILL)
            await process.wait()

    def kill(self) -> None:
        """Kill all runs at once."""
        self.is_killing = True
        for process in self.under_way:
            _signal(process, signal.SIGKILL)

    async def _start(self, key: str, reading: int, out: IO[bytes], told: IO[bytes]) -> asyncio.subprocess.Process:
        environment = {name: value for name, value in os.environ.items() if name != SECRET}
        process = await asyncio.create_subprocess_exec(
            *self.command, key, stdin=reading, stdout=out, stderr=told, env=environment, start_new_session=True
        )
        self.under_way.add(process)
        return process


def _signal(process: asyncio.subprocess.Process, number: int) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def _said(out: IO[bytes], told: IO[bytes]) -> str:
    """The error or the headline of the run's document, else the last line that it wrote to standard error."""
    try:
        document = json.loads(_text(out))
        error = document.get("error")
        said = f"{error['id']}: {error['what']}" if error else document.get("headline", "")
    except (ValueError, AttributeError, TypeError, KeyError):
        said = next(iter(reversed(_text(told).split("\n"))), "")
    return " ".join(str(said).split())[:_LONGEST]


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace").strip()
