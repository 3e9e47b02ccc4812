"""Deliveries of webhooks: whether one is genuine, fresh and new, and which ticket it is about."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

FUTURE = 300.0  # seconds that the sender's clock may be ahead
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,50}-[0-9]{1,12}")
_SIGNATURE = re.compile(r"sha256=([0-9a-fA-F]{64})")


class DeliveryRefused(Exception):
    """A delivery that is not taken: the HTTP status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One that was taken. ``marks`` tell it again: its identifier, and its body, since only that is signed.

    ``key`` is "" where it is about no ticket.
    """

    marks: frozenset[str]
    key: str


def read_delivery(headers: Mapping[str, str], body: bytes, *, secret: str, now: float, oldest: float) -> Delivery:
    """The delivery that came with these headers (by lower-case name). Raises DeliveryRefused."""
    ensure_signed(headers.get("x-hub-signature", ""), body, secret)
    document = _document(body)
    _ensure_fresh(document.get("timestamp"), now, oldest)
    marks = {f"body {hashlib.sha256(body).hexdigest()}"}
    identifier = headers.get("x-atlassian-webhook-identifier", "")
    if identifier:
        marks.add(f"id {hashlib.sha256(identifier.encode()).hexdigest()}")
    return Delivery(marks=frozenset(marks), key=_key(document))


def ensure_signed(signature: str, body: bytes, secret: str) -> None:
    """Compare the signature with that of the body as it came, in a time that tells nothing."""
    match = _SIGNATURE.fullmatch(signature.strip())
    if match is None:
        raise DeliveryRefused(401, "there is no signature of the form sha256=...")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, match[1].lower()):
        raise DeliveryRefused(401, "the signature is not that of the body")


def _document(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DeliveryRefused(400, "the body is no JSON") from error
    if not isinstance(found, dict):
        raise DeliveryRefused(400, "the body is no JSON object")
    return found


def _ensure_fresh(moment: object, now: float, oldest: float) -> None:
    """``moment`` is in milliseconds since 1970."""
    if not isinstance(moment, int | float) or isinstance(moment, bool):
        raise DeliveryRefused(400, "the body has no timestamp")
    if not -FUTURE <= now - moment / 1000 <= oldest:
        raise DeliveryRefused(403, "the delivery is too old, or a clock is wrong")


def _key(document: Mapping[str, object]) -> str:
    issue = document.get("issue")
    key = issue.get("key") if isinstance(issue, dict) else None
    if not isinstance(key, str):
        return ""
    if _KEY.fullmatch(key) is None:
        raise DeliveryRefused(400, "the ticket's key is none")
    return key
