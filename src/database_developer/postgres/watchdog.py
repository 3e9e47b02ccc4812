"""Stops an embedded server once nobody uses it any more, even where its users were killed.

Runs as a process of its own, with the standard library alone, started by ``cluster``:
``python -I watchdog.py FOLDER BIN SOCKETS ACCOUNT``. Every run that uses the server holds a shared
lock on FOLDER/users.lock; the watchdog waits for the same lock alone, which it gets when the last
of them is gone.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

DROP_SHADOWS = r"""
SELECT format('DROP DATABASE IF EXISTS %I WITH (FORCE)', datname) FROM pg_database WHERE datname ~ '^dbd_run_' \gexec
SELECT format('DROP ROLE IF EXISTS %I', rolname) FROM pg_roles WHERE rolname ~ '^dbd_run_' \gexec
"""


def main(folder: str, programs: str, sockets: str, account: str) -> None:
    """Wait until nobody uses the server in ``folder``, drop what was left in it, and stop it."""
    _lock(Path(folder) / "watchdog.lock")
    _lock(Path(folder) / "users.lock")
    data = Path(folder) / "data"
    if not (data / "postmaster.pid").exists():
        return
    connection = ["-X", "-q", "-h", sockets, "-U", "postgres", "-d", "postgres"]
    _run([f"{programs}/psql", *connection], None, DROP_SHADOWS)
    for mode in ("fast", "immediate"):
        if _run([f"{programs}/pg_ctl", "stop", "-D", str(data), "-m", mode, "-t", "20"], account or None) == 0:
            return


def _lock(path: Path) -> None:
    """Hold the lock alone until this process ends."""
    fcntl.flock(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)


def _run(command: list[str], account: str | None, text: str = "") -> int:
    return subprocess.run(
        command,
        input=text.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=account,
        cwd="/",
        check=False,
        timeout=60,
    ).returncode


if __name__ == "__main__":
    main(*sys.argv[1:5])
