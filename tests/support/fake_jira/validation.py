"""Holds each exchange against the documents and remembers what was wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from support.fake_jira import documents
from support.fake_jira.call import Route
from support.fake_jira.endpoints import ROUTES
from support.fake_jira.exchange import Answer, Request
from support.fake_jira.markup import is_document

PATHS = frozenset(route.path for route in ROUTES)


class Validation:
    """``violations`` are sentences: what the client sent wrong, and what the fake answered wrong."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self.is_on = documents.are_here()
        self.requests = self.answers = 0

    def request(self, request: Request, route: Route, version: int, inner: str) -> None:
        if not self.is_on:
            return
        document = documents.load(PATHS, version)
        if not document.knows(request.method, route.path):
            return
        self.requests += 1
        fault = document.fault_of_request(request, route.path, inner) or _markup_fault(request.body, request)
        if fault:
            self.violations.append(f"request {request.method} {request.target}: {fault}")

    def answer(self, request: Request, route: Route, version: int, inner: str, answer: Answer) -> str:
        """What is wrong with our own answer; "" for nothing."""
        if not self.is_on:
            return ""
        document = documents.load(PATHS, version)
        if not document.knows(request.method, route.path):
            return ""
        self.answers += 1
        fault = document.fault_of_answer(request, route.path, inner, answer) or _markup_fault(answer.body, request)
        if fault:
            self.violations.append(f"our answer {answer.status} to {request.method} {request.target}: {fault}")
        return fault


def _markup_fault(body: bytes, request: Request) -> str:
    """Whether a body or a text field holds a document that is none by the official schema."""
    if "/properties/" in request.path or not body.startswith((b"{", b"[")):
        return ""
    try:
        content = json.loads(body)
    except ValueError:
        return ""
    wrong = [where for where, found in _documents(content) if not documents.is_valid_adf(found)]
    return f"'{wrong[0]}' is no valid Atlassian Document" if wrong else ""


def _documents(content: Any, where: str = "$") -> Iterator[tuple[str, Any]]:
    """Everything that says of itself that it is a document."""
    if is_document(content):
        yield where, content
    elif isinstance(content, dict):
        for name, value in content.items():
            yield from _documents(value, f"{where}.{name}")
    elif isinstance(content, list):
        for place, value in enumerate(content):
            yield from _documents(value, f"{where}[{place}]")
