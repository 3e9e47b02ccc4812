"""``dbd`` on a terminal of its own: a person who waits for words and types."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0  # seconds until something is shown
AGAIN = 5.0  # seconds after which a key is pressed once more
LAUNCH = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # the session's own terminal, so that Ctrl-C reaches the program
os.execv(sys.executable, [sys.executable, "-m", "database_developer", *sys.argv[1:]])
"""


class Terminal:
    """A program on a pseudo terminal; ``seen`` is all that it has shown."""

    def __init__(self, program: subprocess.Popen[bytes], screen: int) -> None:
        self.program = program
        self.screen = screen
        self.seen = ""
        self._read_to = 0

    def wait_for(self, text: str) -> None:
        """Read until the text is shown after what was waited for last."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen[self._read_to :]:
            assert time.monotonic() < end and self._more(), f"{text!r} is not shown:\n{self.seen}"
        self._read_to = self.seen.index(text, self._read_to) + len(text)

    def type(self, line: str) -> None:
        """Type a line and press Enter."""
        os.write(self.screen, f"{line}\n".encode())

    def press(self, key: str) -> None:
        """Press control and a letter."""
        os.write(self.screen, bytes([ord(key.upper()) - 64]))

    def leave(self, key: str) -> int:
        """Press control and a letter until the program ends: a line editor that only starts may miss it once."""
        while self.program.poll() is None:
            self.press(key)
            end = time.monotonic() + AGAIN
            while time.monotonic() < end and self.program.poll() is None:
                self._more(0.1)
        return self.ended()

    def ended(self) -> int:
        """Read to the end; the exit code."""
        while self._more():
            pass
        return self.program.wait(PATIENCE)

    def _more(self, patience: float = PATIENCE) -> bool:
        ready, _, _ = select.select([self.screen], [], [], patience)
        try:
            found = os.read(self.screen, 65536) if ready else b""
        except OSError:  # the other end is closed
            return False
        self.seen += found.decode("utf-8", "replace")
        return bool(found)


@contextmanager
def dbd_on_a_terminal(*arguments: str, environment: dict[str, str] | None = None) -> Iterator[Terminal]:
    """``dbd`` with these arguments, its input and output a terminal; ended at the end of the block."""
    screen, keyboard = pty.openpty()
    package = Path(__file__).parents[2] / "src"
    known = {**os.environ, "PYTHONPATH": str(package), "TERM": "dumb", "COLUMNS": "200", **(environment or {})}
    if environment is None:
        known.pop("CI", None)
    program = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, *arguments],
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        env=known,
        start_new_session=True,
    )
    os.close(keyboard)
    try:
        yield Terminal(program, screen)
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGTERM)
            program.wait(PATIENCE)
        os.close(screen)
