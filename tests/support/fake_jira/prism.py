"""Prism, a server by others that answers by the document alone and refuses what the document does not allow."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from support.fake_jira import documents
from support.fake_jira.exchange import Logged
from support.fake_jira.fake import FakeJira
from support.server import tools_folder

# What Prism answers to a good request, where that is not what a Jira answers: it keeps no state, an example of
# the document is not of the document's own type, and it serves the old search as the document still has it.
INSTEAD = {
    "POST /issue/{issueIdOrKey}/attachments": {200, 500},
    "PUT /issue/{issueIdOrKey}/properties/{propertyKey}": {200},
    "PUT /issue/{issueIdOrKey}": {200},
    "POST /issue/{issueIdOrKey}/remotelink": {200},
    "GET /attachment/content/{id}": {200},
    "GET /search": {200},
    "POST /search": {200},
}
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
def at_hand() -> Iterator[str]:
    """The address of a Prism that serves Atlassian's document, mended; the test is skipped where there is none."""
    if not documents.are_here():
        pytest.skip(documents.MISSING)
    found = program(tools_folder() / "prism")
    if isinstance(found, str):
        pytest.skip(found)
    with serving(found, documents.folder() / "openapi-v3.repaired.json") as url:
        yield url


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


def again(fake: FakeJira, request: Logged, url: str) -> httpx2.Response:
    """The answer of Prism to a request as the fake got it, byte for byte."""
    headers = {name: value for name, value in request.headers.items() if name in ("content-type", "x-atlassian-token")}
    return httpx2.request(
        request.method,
        url + request.path,
        params=[(name, value) for name, values in request.query.items() for value in values],
        headers={**headers, **fake.authorization()},
        content=request.body,
        timeout=60,
        trust_env=False,
    )


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
