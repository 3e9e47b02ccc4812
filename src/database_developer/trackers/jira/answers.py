"""Answers as they came over the wire: whole, with what is in them, and the last one of many in vain."""

from __future__ import annotations

import json
from typing import Any

import httpx2

from database_developer.errors import DatabaseDeveloperError, TrackerUnavailable
from database_developer.trackers.jira.waits import Patience

Json = Any
_PACKING = ("content-encoding", "content-length", "transfer-encoding")


def whole_answer(response: httpx2.Response, content: bytes) -> httpx2.Response:
    """The answer with its content, which is unpacked already."""
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _PACKING}
    whole = httpx2.Response(response.status_code, headers=headers, content=content)
    whole.request = response.request
    return whole


def body_of(response: httpx2.Response) -> Json:
    """The JSON, None where there is nothing, the text where it is something else."""
    if not response.content.strip():
        return None
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return response.text


def is_web_page(response: httpx2.Response) -> bool:
    """Whether this is a page for people."""
    start = response.content[:200].lstrip().lower()
    is_html = "html" in response.headers.get("Content-Type", "")
    return is_html and start.startswith((b"<!doctype html", b"<html"))


def given_up(failure: DatabaseDeveloperError, wait: float, attempts: int, patience: Patience) -> DatabaseDeveloperError:
    """The error of the last attempt, or of a wait that would be too long."""
    if wait > patience.longest:
        return TrackerUnavailable(
            f"{failure.what}; it asks to wait for {wait:.0f} seconds", where=failure.where, hint="send later"
        )
    return type(failure)(f"{failure.what} ({attempts} attempts)", where=failure.where, hint=failure.hint)
