"""The door for webhooks, knocked at over the network."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from database_developer.watching.ledger import Ledger
from database_developer.watching.listening import Limits, listening
from database_developer.watching.metrics import Metrics
from database_developer.watching.queue import Queue
from database_developer.watching.webhooks import Webhooks
from support.watching import ANYWHERE, SECRET, body_about, signed, until

LIMITS = Limits(connections=3, seconds=1.0, body=10_000)


@dataclass
class Door:
    port: int
    ledger: Ledger
    metrics: Metrics
    told: list[str] = field(default_factory=list)

    def post(self, body: bytes, identifier: str = "one", path: str = "/webhook", **headers: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        given = {"X-Hub-Signature": signed(body), "X-Atlassian-Webhook-Identifier": identifier, **headers}
        connection.request("POST", path, body, given)
        status = connection.getresponse().status
        connection.close()
        return status

    def waiting(self) -> int:
        return self.ledger.counts().get("todo", 0)

    def count(self, result: str) -> float:
        line = f'dbd_deliveries_total{{result="{result}"}}'
        found = [it for it in self.metrics.page().decode().splitlines() if it.startswith(line)]
        return float(found[0].split()[1]) if found else 0.0


@pytest.fixture
def door(ledger: Ledger, queue: Queue) -> Iterator[Door]:
    metrics = Metrics(ledger)
    webhooks = Webhooks(secret=SECRET, oldest=3600, ledger=ledger, queue=queue, metrics=metrics)
    with listening(ANYWHERE, webhooks.answer, LIMITS, metrics.delivered) as server:
        yield Door(port=server.port, ledger=ledger, metrics=metrics)


def test_a_delivery_is_queued_once_however_often_it_comes(door: Door) -> None:
    body = body_about("KAN-29")
    assert [door.post(body), door.post(body), door.post(body)] == [202, 200, 200]
    assert door.waiting() == 1
    assert (door.count("accepted"), door.count("replayed")) == (1, 2)


def test_a_replay_under_another_identifier_is_ignored(door: Door) -> None:
    body = body_about("KAN-29")
    assert [door.post(body, "one"), door.post(body, "two")] == [202, 200]
    assert door.count("replayed") == 1


def test_a_replay_after_the_run_starts_no_other(door: Door) -> None:
    body = body_about("KAN-29")
    assert door.post(body) == 202
    door.ledger._run("DELETE FROM procrastinate_jobs", [])
    assert (door.post(body), door.waiting()) == (200, 0)


def test_another_delivery_for_a_waiting_ticket_does_not_wait_beside_it(door: Door) -> None:
    assert [door.post(body_about("KAN-29", n=n), str(n)) for n in range(3)] == [202, 202, 202]
    assert door.waiting() == 1


def test_a_wrongly_signed_one_leaves_no_trace(door: Door) -> None:
    body = body_about("KAN-29")
    assert door.post(body, **{"X-Hub-Signature": signed(body, "another")}) == 401
    assert door.waiting() == 0
    assert door.count("refused") == 1
    assert door.post(body) == 202, "its identifier is not taken up by who cannot sign"


def test_a_stale_one_is_refused(door: Door) -> None:
    assert door.post(body_about("KAN-29", age=7200)) == 403
    assert (door.waiting(), door.count("stale")) == (0, 1)


def test_an_oversized_one_is_refused_before_it_is_read(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as line:
        line.sendall(b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
        assert b" 413 " in line.recv(100)
    assert door.count("oversized") == 1


@pytest.mark.parametrize(
    "length", [b"", b"Content-Length: -5\r\n", b"Content-Length: many\r\n", b"Transfer-Encoding: chunked\r\n"]
)
def test_one_without_a_length_is_refused(door: Door, length: bytes) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as line:
        line.sendall(b"POST /webhook HTTP/1.1\r\nHost: a\r\n" + length + b"\r\n")
        assert b" 411 " in line.recv(100)


def test_whoever_sends_byte_by_byte_is_cut_off(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as line:
        line.sendall(b"POST /webhook HTTP/1.1\r\n")
        assert cut_off(line, b"X")


def test_whoever_sends_the_body_byte_by_byte_is_cut_off(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as line:
        line.sendall(b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
        assert cut_off(line, b" ")
    assert door.post(body_about("KAN-29")) == 202


def cut_off(line: socket.socket, byte: bytes) -> bool:
    """Whether the other side ends it while we keep on sending, well before its own time-out could pass."""
    deadline = time.monotonic() + 20
    line.settimeout(0.1)
    while time.monotonic() < deadline:
        try:
            line.sendall(byte)
            if line.recv(100) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_too_many_at_a_time_are_turned_away(door: Door) -> None:
    lines = [socket.create_connection(("127.0.0.1", door.port), timeout=5) for _ in range(6)]
    until(lambda: door.count("busy") == 3)
    for line in lines:
        line.close()
    until(lambda: door.count("busy") >= 3 and posted(door))


def posted(door: Door) -> bool:
    try:
        return door.post(body_about("KAN-29", n=time.time())) == 202
    except (OSError, http.client.HTTPException):
        return False


def test_other_pages_and_methods_are_refused(door: Door) -> None:
    assert door.post(body_about("KAN-29"), path="/else") == 404
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    connection.request("GET", "/webhook")
    assert connection.getresponse().status == 405
    assert door.waiting() == 0


def test_where_the_queue_is_away_the_sender_is_asked_to_come_again(queue: Queue) -> None:
    away = Ledger("host=127.0.0.1 port=1 connect_timeout=1")
    metrics = Metrics(away)
    webhooks = Webhooks(secret=SECRET, oldest=3600, ledger=away, queue=queue, metrics=metrics)
    with listening(ANYWHERE, webhooks.answer, LIMITS) as server:
        assert Door(port=server.port, ledger=away, metrics=metrics).post(body_about("KAN-29")) == 503
