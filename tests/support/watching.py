"""A team's desk for tests: tickets in a folder, a stub in place of the run, watchers as processes."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from database_developer.watching.options import Address, WatchOptions

TESTS = Path(__file__).parents[1]
ANYWHERE = Address(host="127.0.0.1", port=0)
SECRET = "a secret of the tests"
FAST = {"every": 0.2, "heartbeat": 0.3, "stalled": 3.0, "fetch": 0.2, "backoff": 0.1, "patience": 5.0, "grace": 20.0}


def options_of(told: dict[str, Any]) -> WatchOptions:
    """Options from plain values; ``stub`` is the folder of the stub that is run."""
    known = {name: value for name, value in told.items() if name not in ("tickets", "stub", "jql")}
    for name in ("webhook", "health"):
        if known.get(name):
            known[name] = ANYWHERE
    known.setdefault("folder", "/nowhere")
    known.setdefault("cache", "/nowhere")
    command = (sys.executable, str(TESTS / "support" / "stub_run.py"), told["stub"])
    return WatchOptions(**{**FAST, **known, "command": command, "folder": Path(known["folder"])})


def until(what: Callable[[], object], seconds: float = 25) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.03)


@dataclass
class Watching:
    """A watcher that is running, and all that it said."""

    process: subprocess.Popen[str]
    path: Path

    def said(self) -> str:
        return self.path.read_text("utf-8")

    def port(self, of: str) -> int:
        until(lambda: re.search(rf"{of}.*:(\d+)/", self.said()))
        found = re.search(rf"{of}.*:(\d+)/", self.said())
        assert found
        return int(found[1])

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        return self.process.wait(30)


@dataclass
class Desk:
    """Tickets, stubs and the queue of one test."""

    folder: Path
    queue: str
    started: list[Watching] = field(default_factory=list)

    @property
    def tickets(self) -> Path:
        return self.folder / "tickets"

    @property
    def stub(self) -> Path:
        return self.folder / "stub"

    def ticket(self, key: str, text: str = "A text.", status: str = "To Do") -> None:
        words = f"---\nkey: {key}\nsummary: A ticket\nstatus: {status}\n---\n\n{text}\n"
        (self.tickets / f"{key}.md").write_text(words, "utf-8")

    def does(self, key: str, **told: object) -> None:
        """What the run of a ticket does: seconds, waits (until it is let go), exit_code, says, may_find_mark."""
        (self.stub / f"{key}.json").write_text(json.dumps(told), "utf-8")

    def let_go(self, key: str) -> None:
        """End the run of a ticket that waits."""
        (self.stub / f"{key}.go").touch()

    def log(self, key: str) -> list[str]:
        """What runs of the ticket did, such as ``begin end``."""
        path = self.stub / "log"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [line.split()[1] for line in lines if line.split()[0] == key]

    def pids(self, key: str) -> list[int]:
        lines = (self.stub / "log").read_text("utf-8").splitlines()
        return [int(line.split()[2]) for line in lines if line.startswith(f"{key} begin")]

    @contextmanager
    def watching(self, **told: object) -> Iterator[Watching]:
        """A watcher in a process of its own, killed at the end."""
        options = {"queue": self.queue, "tickets": str(self.tickets), "stub": str(self.stub), **told}
        path = self.folder / f"said-{len(self.started)}"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, sys.path)])}
        with path.open("w") as out:
            command = [sys.executable, "-m", "support.watch_here", json.dumps(options)]
            process = subprocess.Popen(command, stdout=out, stderr=out, text=True, env=environment)
        found = Watching(process=process, path=path)
        self.started.append(found)
        try:
            until(lambda: "watching with" in found.said() or process.poll() is not None)
            yield found
        finally:
            process.kill()
            process.wait(10)


def signed(body: bytes, secret: str = SECRET) -> str:
    """The signature of a body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def body_about(key: str, *, age: float = 0.0, **more: object) -> bytes:
    """A delivery about a ticket, of so many seconds ago."""
    moment = int((time.time() - age) * 1000)
    return json.dumps(
        {"timestamp": moment, "webhookEvent": "jira:issue_updated", "issue": {"key": key}, **more}
    ).encode()
