"""What an answer of Jira's means where it is no success: whose fault it is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from database_developer.errors import DatabaseDeveloperError, NotLoggedIn, TicketNotFound, TrackerRefused
from database_developer.errors import TrackerUnavailable as Unavailable

LOGIN_REASON = "X-Seraph-LoginReason"
_LOGIN = "log in again with: dbd login"
_ADDRESS = "check the address and the credentials: dbd doctor"
_SETTINGS = "look at its fields and at [tracker] in dbd.toml"
_LONGEST = 300


class NotTaken(TrackerRefused):
    """The tracker understood the request and does not take what is in it (400, 422)."""


def is_bad_login(status: int, headers: Mapping[str, str]) -> bool:
    """Whether the credentials were refused: a bad token may be served as nobody, with 200 or 404."""
    reason = headers.get(LOGIN_REASON, "").upper()
    return status == 401 or "FAILED" in reason or "DENIED" in reason


def error_of(status: int, headers: Mapping[str, str], body: Any, where: str) -> DatabaseDeveloperError:
    """The error that says what an answer of this status means; ``body`` is its JSON, or its text."""
    told = said(body)
    if is_bad_login(status, headers):
        if "CAPTCHA" in headers.get(LOGIN_REASON, "").upper() or "DENIED" in headers.get(LOGIN_REASON, "").upper():
            return NotLoggedIn(
                "the tracker wants a captcha after failed logins", where=where, hint="log in once in a browser"
            )
        return NotLoggedIn("the tracker does not take the credentials", where=where, hint=_LOGIN)
    if status == 429:
        return Unavailable("the tracker says that it is asked too often", where=where, hint="try again later")
    if status >= 500:
        return Unavailable(f"the tracker is in trouble ({status}){_after(told)}", where=where, hint="try later")
    if 300 <= status < 400:
        return NotLoggedIn(f"the tracker sends elsewhere ({status}), as to a login page", where=where, hint=_ADDRESS)
    return _refusal(status, told, where)


def _refusal(status: int, told: str, where: str) -> DatabaseDeveloperError:
    match status:
        case 400 | 422:
            return NotTaken(told or "the tracker does not take what was sent", where=where, hint=_SETTINGS)
        case 403:
            return TrackerRefused(told or "the account may not do this", where=where, hint="ask for the permission")
        case 404:
            what = "there is nothing at this address, or it is not visible to you"
            return TicketNotFound(told or what, where=where, hint=_ADDRESS)
        case 409:
            what = "the tracker says that this clashes with another change"
            return TrackerRefused(told or what, where=where, hint="send it again in a moment")
        case 413:
            return TrackerRefused(told or "too large for the tracker", where=where, hint="attach it elsewhere")
    return TrackerRefused(told or f"the tracker refused ({status})", where=where, hint=_ADDRESS)


def web_page(where: str) -> NotLoggedIn:
    """The error where a page for people came instead of data."""
    return NotLoggedIn("a web page came instead of data, such as a login page", where=where, hint=_ADDRESS)


def said(body: Any) -> str:
    """The server's own words, on one line: its messages, and its errors by field."""
    if not isinstance(body, Mapping):
        return ""
    messages = [it for it in _listed(body.get("errorMessages")) if isinstance(it, str)]
    errors = body.get("errors")
    fields = [f"{name}: {text}" for name, text in errors.items()] if isinstance(errors, Mapping) else []
    return " ".join("; ".join((*messages, *fields)).split())[:_LONGEST]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _after(told: str) -> str:
    return f": {told}" if told else ""
