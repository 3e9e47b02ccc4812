"""What can go wrong between a client and its Jira, queued for the requests that shall meet it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from threading import Event, Lock
from typing import Any, Literal

from support.fake_jira.exchange import Answer, Request

JSON = {"Content-Type": "application/json;charset=UTF-8"}
Manner = Literal["whole", "reset", "half", "dripping"]


def _nothing() -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """``answer`` takes the place of the right one; ``lands`` says whether the work is done all the same.

    ``before`` runs before the work, ``after`` between the work and the answer. The answer waits for ``gate``
    (with "dripping", a byte goes out every ``pause`` seconds until the gate opens, and then the rest).
    """

    answer: Answer | None = None
    lands: bool = True
    manner: Manner = "whole"
    gate: Event | None = None
    pause: float = 0.01
    before: Callable[[], object] = _nothing
    after: Callable[[], object] = _nothing


def status(code: int, body: Any = None, headers: Mapping[str, str] | None = None) -> Fault:
    """An error instead of the work; without a body, the shape of Jira's own errors."""
    content = {"errorMessages": [f"Refused with {code}."], "errors": {}} if body is None else body
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Fault(answer=Answer(status=code, headers={**JSON, **(headers or {})}, body=raw), lands=False)


def rate_limited(
    wait: int | str | datetime | None = None, *, reset: datetime | None = None, reason: str = "jira-burst-based"
) -> Fault:
    """429; ``wait`` becomes Retry-After (seconds, any text, or a date), ``reset`` X-RateLimit-Reset."""
    headers = {"RateLimit-Reason": reason} if reason else {}
    if wait is not None:
        headers["Retry-After"] = format_datetime(wait, usegmt=True) if isinstance(wait, datetime) else str(wait)
    if reset is not None:
        headers["X-RateLimit-Reset"] = reset.strftime("%Y-%m-%dT%H:%MZ")
    return status(429, {"errorMessages": ["Rate limit exceeded."], "errors": {}}, headers)


def unavailable(wait: int | str | None = None) -> Fault:
    """503 with a page for people, as a proxy in front of Jira sends it."""
    headers = {"Content-Type": "text/html"} | ({} if wait is None else {"Retry-After": str(wait)})
    return status(503, b"<html><body>Service unavailable</body></html>", headers)


def reset(*, lands: bool) -> Fault:
    """The connection is cut; with ``lands`` the work was done and only its answer is lost."""
    return Fault(manner="reset", lands=lands)


def half(*, lands: bool = True) -> Fault:
    """The answer announces its whole length, stops in the middle, and the connection ends."""
    return Fault(manner="half", lands=lands)


def held(gate: Event, *, lands: bool = True) -> Fault:
    """No byte of the answer comes before the gate is opened."""
    return Fault(gate=gate, lands=lands)


def dripping(gate: Event, *, pause: float = 0.01) -> Fault:
    """The answer comes byte by byte until the gate is opened."""
    return Fault(manner="dripping", gate=gate, pause=pause)


def wrong_json(*, lands: bool = True) -> Fault:
    return Fault(answer=Answer(status=200, headers=JSON, body=b'{"key": "KAN-29", "fields": {'), lands=lands)


def other_json(content: Any, *, code: int = 200, lands: bool = False) -> Fault:
    """JSON, but not what was asked for."""
    return Fault(answer=Answer(status=code, headers=JSON, body=json.dumps(content).encode()), lands=lands)


def login_page() -> Fault:
    """200 and a page for people, as single sign-on answers a program."""
    page = b"<!DOCTYPE html><html><title>Log in</title><form action='/login'></form></html>"
    return Fault(answer=Answer(status=200, headers={"Content-Type": "text/html;charset=UTF-8"}, body=page), lands=False)


def meanwhile(action: Callable[[], object]) -> Fault:
    """The answer is the right one, but by the time it arrives somebody has done this."""
    return Fault(after=action)


def just_before(action: Callable[[], object]) -> Fault:
    """Somebody does this just before the request arrives, such as letting the token expire."""
    return Fault(before=action)


@dataclass(kw_only=True)
class _Queued:
    method: str
    part: str
    fault: Fault
    is_standing: bool = False
    has_struck: bool = False

    def meets(self, request: Request) -> bool:
        return self.method in ("*", request.method) and self.part in request.path


@dataclass
class Faults:
    """The faults to come; each meets one request, in the order in which they were queued."""

    _queue: list[_Queued] = field(default_factory=list)
    _gates: list[Event] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def next(self, method: str, part: str, *faults: Fault, times: int = 1) -> None:
        """For the next requests of this method ("*" for any) whose path holds ``part``."""
        for fault in faults * times:
            self._add(_Queued(method=method, part=part, fault=fault))

    def always(self, method: str, part: str, fault: Fault) -> None:
        """For every such request until ``clear``."""
        self._add(_Queued(method=method, part=part, fault=fault, is_standing=True))

    def clear(self) -> None:
        with self._lock:
            self._queue.clear()

    @property
    def left(self) -> tuple[str, ...]:
        """Those that met no request."""
        with self._lock:
            return tuple(f"{one.method} {one.part}" for one in self._queue if not one.has_struck)

    def open_gates(self) -> None:
        for gate in self._gates:
            gate.set()

    def take(self, request: Request) -> Fault:
        """The fault that this request meets; one that does nothing where there is none."""
        with self._lock:
            found = next((one for one in self._queue if one.meets(request)), None)
            if found is None:
                return Fault()
            found.has_struck = True
            if not found.is_standing:
                self._queue.remove(found)
            return found.fault

    def _add(self, queued: _Queued) -> None:
        with self._lock:
            self._queue.append(queued)
            if queued.fault.gate is not None:
                self._gates.append(queued.fault.gate)
