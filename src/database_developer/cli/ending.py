"""How commands end: with an error that says what to do, and on signals as on Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from threading import Thread, main_thread
from types import FrameType
from typing import NoReturn

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError

LONGEST_END = 20.0  # seconds


def fail(error: DatabaseDeveloperError, *, as_json: bool) -> NoReturn:
    """Show the error and end with its exit code."""
    if as_json:
        said = {"id": error.id, "what": error.what, "where": error.where, "hint": error.hint}
        click.echo(json.dumps({"error": said, "exit_code": error.exit_code}, indent=2, ensure_ascii=False))
    else:
        show_error(error)
    sys.exit(error.exit_code)


def stop_on_signals() -> None:
    """End on SIGTERM and SIGHUP as on Ctrl-C, so that everything is taken back."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def stop_when_input_ends() -> None:
    """End as on Ctrl-C when whoever started us, and holds the other end of standard input, is no more."""
    Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    signal.pthread_kill(main_thread().ident or 0, signal.SIGTERM)  # another thread would not wake the main one
    time.sleep(LONGEST_END)
    os.kill(os.getpid(), signal.SIGKILL)  # another worker takes the ticket up before long
