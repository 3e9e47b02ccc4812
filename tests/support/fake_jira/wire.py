"""The sockets: reads a request, asks for its answer, and sends that whole, in part, slowly or not at all."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from support.fake_jira.exchange import Answer, Request
from support.fake_jira.faults import Fault

# The answer, and the fault that says how to send it.
Answering = Callable[[Request], tuple[Answer, Fault]]
LONGEST_WAIT = 30.0  # seconds for which a gate is waited for, so that no test hangs


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 32
    answering: Answering

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away, or that we cut off, is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits for the acknowledgement of its head
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """The log is kept elsewhere."""

    def _handle(self) -> None:
        answer, fault = self.server.answering(self._read())
        if fault.manner == "reset":
            self._cut()
            return
        if fault.gate is not None and fault.manner == "whole":
            fault.gate.wait(LONGEST_WAIT)
        self._send(answer, fault)

    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815

    def _read(self) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers.get("content-length", 0))
        body = b"".join(self._chunks()) if "transfer-encoding" in headers else self.rfile.read(length)
        return Request(method=self.command, target=self.path, headers=headers, body=body)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _send(self, answer: Answer, fault: Fault) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self._send_body(answer.body, fault)

    def _send_body(self, body: bytes, fault: Fault) -> None:
        if fault.manner == "half":
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault.manner == "dripping" and fault.gate is not None:
            sent = 0
            while sent < len(body) - 1 and not fault.gate.wait(fault.pause):
                self.wfile.write(body[sent : sent + 1])
                sent += 1
            fault.gate.wait(LONGEST_WAIT)
            self.wfile.write(body[sent:])
        else:
            self.wfile.write(body)

    def _cut(self) -> None:
        """Close with a reset instead of a farewell."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.rfile.close()
        self.connection.close()


@contextlib.contextmanager
def listening(answering: Answering, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port on loopback at which ``answering`` is asked."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.answering = answering
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
