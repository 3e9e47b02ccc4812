"""What Jira sends of its own accord: a signed delivery to an address that an administrator entered."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import httpx2

from support.fake_jira.fake import FakeJira
from support.fake_jira.shapes import Shapes


def signature(secret: str, raw: bytes) -> str:
    """The value of ``X-Hub-Signature`` for these bytes."""
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def delivery(fake: FakeJira, key: str, event: str = "jira:issue_updated") -> bytes:
    """The body, with bytes beyond ASCII unescaped, as only the raw body can be verified."""
    shapes = Shapes(world=fake.world, base=fake.url, version=2)
    issue = fake.world.issues[key]
    shown: dict[str, Any] = {"timestamp": int(fake.clock.seconds() * 1000), "webhookEvent": event}
    shown["issue"] = shapes.reference(issue) | {"fields": shapes.fields(issue)}
    return json.dumps(shown | {"user": shapes.user(issue.reporter)}, ensure_ascii=False).encode()


def deliver(
    fake: FakeJira,
    url: str,
    key: str,
    *,
    secret: str,
    identifier: str = "",
    event: str = "jira:issue_updated",
    headers: Mapping[str, str] | None = None,
) -> httpx2.Response:
    """Post a delivery; the same ``identifier`` again is a delivery that is repeated.

    ``headers`` take the place of the right ones, such as a signature that is wrong.
    """
    raw = delivery(fake, key, event)
    sent = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Hub-Signature": signature(secret, raw),
        "X-Atlassian-Webhook-Identifier": identifier or fake.world.new_id(),
        "X-Atlassian-Webhook-Retry": "0",
    }
    return httpx2.post(url, content=raw, headers={**sent, **(headers or {})}, timeout=10)
