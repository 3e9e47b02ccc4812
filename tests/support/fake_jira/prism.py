"""Prism, a server by others that answers by the document alone and refuses what the document does not allow."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "@stoplight/prism-cli@5.14.2"
LONGEST_INSTALL = 240  # seconds


def program(folder: Path) -> Path | str:
    """Where Prism is, installed into the folder at the first time; a reason where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "Prism needs node and npm, which are not here"
    found = folder / "node_modules" / ".bin" / "prism"
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_INSTALL)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
            return f"npm could not install {PACKAGE}: {failure}"
    return found


@contextmanager
def serving(program: Path, document: Path) -> Iterator[str]:
    """The address of a Prism that serves the document."""
    port = _free_port()
    command = [str(program), "mock", "--port", str(port), "--host", "127.0.0.1", str(document)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[str]) -> None:
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if "Prism is listening" in line:
            return
    raise RuntimeError("Prism did not start:\n" + "".join(lines)[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
