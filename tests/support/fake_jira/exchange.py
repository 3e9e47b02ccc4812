"""A request as it came and an answer as it goes, and the log of both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# The header by which Jira says that the credentials were no good, though it answers as to anybody.
LOGIN_REASON = "X-Seraph-LoginReason"


@dataclass(frozen=True, kw_only=True)
class Request:
    """``target`` is path and query as sent; headers by lower-case name."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def first(self, name: str, otherwise: str = "") -> str:
        return self.query.get(name, [otherwise])[0]

    def number(self, name: str, otherwise: int) -> int:
        text = self.first(name, str(otherwise))
        if not text.isdigit():
            raise Refused(400, f"The value '{text}' of '{name}' is not a number.")
        return int(text)

    def listed(self, name: str) -> list[str]:
        """The values of a parameter that may be repeated, or hold several after commas."""
        return [one.strip() for value in self.query.get(name, ()) for one in value.split(",") if one.strip()]

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            raise Refused(400, "The request's body is not JSON.") from None

    def object(self) -> dict[str, Any]:
        body = self.json()
        if not isinstance(body, dict):
            raise Refused(400, "The request's body is not an object.")
        return body


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_header(self, name: str, value: str) -> Answer:
        return Answer(status=self.status, headers={**self.headers, name: value}, body=self.body)


class Refused(Exception):
    """The endpoint's answer is an error."""

    def __init__(self, status: int, /, *messages: str, **errors: str) -> None:
        super().__init__(status, messages, errors)
        self.answer = answer(status, {"errorMessages": list(messages), "errors": errors})


def answer(status: int, content: Any) -> Answer:
    """A JSON answer."""
    headers = {"Content-Type": "application/json;charset=UTF-8"}
    return Answer(status=status, headers=headers, body=json.dumps(content).encode())


NOTHING = Answer(status=204)
CREATED = Answer(status=201)


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What came in, without its secrets, and the status that went out; none where the connection was cut."""

    at: datetime
    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    status: int | None

    def json(self) -> Any:
        return json.loads(self.body)


def logged(request: Request, at: datetime, status: int | None) -> Logged:
    headers = dict(request.headers)
    if "authorization" in headers:
        headers["authorization"] = headers["authorization"].partition(" ")[0] + " ..."
    return Logged(
        at=at,
        method=request.method,
        path=request.path,
        query=request.query,
        headers=headers,
        body=request.body,
        status=status,
    )
