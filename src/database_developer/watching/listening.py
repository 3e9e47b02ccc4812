"""A small HTTP server with limits: on connections, on their time, on what they may send."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from database_developer.errors import UsageError
from database_developer.watching.options import Address

TICK = 0.2
JSON = "application/json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """``connections`` at a time, ``seconds`` for each from its first byte to its last, ``body`` in bytes."""

    connections: int = 64
    seconds: float = 10.0
    body: int = 2_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request: headers by lower-case name."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """An answer."""

    status: int
    body: bytes
    kind: str = JSON


Answer = Callable[[Asked], Answered]


def answered(code: int, **members: object) -> Answered:
    """An answer with a JSON object."""
    return Answered(status=code, body=json.dumps(members).encode() + b"\n")


class Server(ThreadingHTTPServer):
    """Answers each connection once and closes it; one that outlives its time is cut off, whatever it sends."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: Address, answer: Answer, limits: Limits, refused: Callable[[str], None]) -> None:
        self.answer, self.limits, self.refused = answer, limits, refused
        self._open: dict[socket.socket, float] = {}
        self._lock = Lock()
        self.address_family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        try:
            super().__init__((address.host, address.port), Handler)
        except OSError as error:
            raise UsageError(f'cannot listen at "{address}": {error.strerror}', hint="name another address") from error

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take the connection, unless there are too many."""
        with self._lock:
            is_full = len(self._open) >= self.limits.connections
            if not is_full:
                self._open[request] = time.monotonic()
        if is_full:
            self.refused("busy")
            self.shutdown_request(request)
            return
        request.settimeout(self.limits.seconds)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close the connection."""
        with self._lock:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Cut off whoever takes too long."""
        latest = time.monotonic() - self.limits.seconds
        with self._lock:
            late = [request for request, since in self._open.items() if since < latest]
            for request in late:
                self._open[request] = float("inf")
        for request in late:
            self.refused("slow")
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nobody's business but its own."""


class Handler(BaseHTTPRequestHandler):
    """Reads one request within the limits and writes its answer."""

    server: Server
    server_version, sys_version = "dbd", ""

    def do_GET(self) -> None:
        """Answer a question."""
        self._write(self._answer(b""))

    def do_POST(self) -> None:
        """Read what is sent, as it comes, and answer."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self.server.refused("malformed")
            self._write(answered(411, error="the length of the body is missing"))
        elif int(length) > self.server.limits.body:
            self.server.refused("oversized")
            self._write(answered(413, error="the body is too large"))
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                self._write(self._answer(body))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: whoever knocks must not fill the log."""

    def _answer(self, body: bytes) -> Answered:
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(method=self.command, path=self.path.partition("?")[0], headers=headers, body=body)
        return self.server.answer(asked)

    def _write(self, answer: Answered) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)


@contextmanager
def listening(
    address: Address, answer: Answer, limits: Limits | None = None, refused: Callable[[str], None] = lambda _: None
) -> Iterator[Server]:
    """A server that listens in a thread of its own; ``refused`` is told of what never came to be a request."""
    with Server(address, answer, limits or Limits(), refused) as server:
        thread = Thread(target=server.serve_forever, args=(TICK,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
