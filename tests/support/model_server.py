"""A server on loopback that speaks as OpenAI's does, for the whole way over HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A status and a body; ``seconds`` pass before, ``headers`` come with it."""

    status: int = 200
    body: bytes = b"{}"
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ModelServer:
    """Gives its replies in turn, the last one again and again; keeps what it was sent."""

    replies: list[Reply | Callable[[dict[str, Any]], Reply]]
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def reply_to(self, request: dict[str, Any], headers: dict[str, str]) -> Reply:
        self.requests.append(request)
        self.headers.append(headers)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        return reply if isinstance(reply, Reply) else reply(request)

    @property
    def sent(self) -> str:
        """All that was ever sent here, as text."""
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in (*self.requests, *self.headers))


def saying(text: str, tokens_in: int = 100, tokens_out: int = 20) -> Reply:
    """A whole answer of a model that says this."""
    message = {"role": "assistant", "content": text}
    document = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": tokens_in,
            "completion_tokens": tokens_out,
            "total_tokens": tokens_in + tokens_out,
        },
    }
    return Reply(body=json.dumps(document).encode(), headers={"Content-Type": "application/json"})


def asking(*asks: dict[str, Any]) -> Reply:
    """An answer with these asks."""
    return saying(json.dumps({"asks": list(asks)}))


@contextmanager
def model_server(replies: Sequence[Reply | Callable[[dict[str, Any]], Reply]]) -> Iterator[ModelServer]:
    """A server that gives these replies, at ``address``."""
    served = ModelServer(replies=list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            request = json.loads(self.rfile.read(length) or b"{}")
            reply = served.reply_to(request, dict(self.headers.items()))
            time.sleep(reply.seconds)
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, format: str, *arguments: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
