"""A plain HTTP client for a fake, with no knowledge of Jira but its addresses."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import httpx2

from support.fake_jira.fake import TOKEN, FakeJira

NO_CHECK = {"X-Atlassian-Token": "no-check"}


def client(fake: FakeJira, token: str | None = TOKEN, version: int = 0) -> httpx2.Client:
    """Paths are those after ``/rest/api/N``, N being 3 on Cloud and 2 on Data Center unless given."""
    api = version or (3 if fake.world.is_cloud else 2)
    headers = {} if token is None else fake.authorization(token)
    return httpx2.Client(
        base_url=f"{fake.url}/rest/api/{api}", headers=headers, timeout=10, verify=_trusting(), trust_env=False
    )


@cache
def _trusting() -> ssl.SSLContext:
    """One for all clients: to make one reads every certificate authority of the world."""
    return ssl.create_default_context()


def body(fake: FakeJira, text: str) -> dict[str, Any]:
    """What a comment is posted with."""
    return {"body": fake.world.body(text)}


def take(asked: httpx2.Client, key: str, to: str, **given: Any) -> httpx2.Response:
    """Go to a status by whatever transition leads there now."""
    ways = asked.get(f"/issue/{key}/transitions", params={"expand": "transitions.fields"}).json()["transitions"]
    ids = [way["id"] for way in ways if way["to"]["name"] == to]
    assert ids, f"no transition to '{to}' among {[way['name'] for way in ways]}"
    return asked.post(f"/issue/{key}/transitions", json={"transition": {"id": ids[0]}, **given})
