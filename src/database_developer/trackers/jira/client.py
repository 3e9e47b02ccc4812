"""The HTTP client of one account: its credentials, time limits, proxy and trusted authorities."""

from __future__ import annotations

import ssl
from functools import cache

import httpx2

from database_developer.errors import UsageError
from database_developer.trackers.jira.account import Account

_CONNECTING = 10.0  # seconds
_USER_AGENT = "database-developer"


def client_of(account: Account, silence: float) -> httpx2.Client:
    """The client, which waits ``silence`` seconds for a byte; UsageError where proxy or certificates are no good."""
    auth = httpx2.BasicAuth(account.email, account.token) if account.email else None
    headers = {"Accept": "application/json", "User-Agent": _USER_AGENT}
    if auth is None and account.token:
        headers["Authorization"] = f"Bearer {account.token}"
    try:
        return httpx2.Client(
            auth=auth,
            headers=headers,
            timeout=httpx2.Timeout(silence, connect=min(silence, _CONNECTING)),
            proxy=account.proxy,
            verify=_trusted(account),
        )
    except (ValueError, httpx2.InvalidURL) as error:
        raise UsageError(f"the proxy cannot be used: {error}", hint="such as http://proxy.example:3128") from error


@cache
def _system() -> ssl.SSLContext:
    """The system's authorities; there are many to be read."""
    return httpx2.create_ssl_context()


def _trusted(account: Account) -> ssl.SSLContext:
    """The system's authorities, and those of the account's file."""
    if account.authority is None:
        return _system()
    context = httpx2.create_ssl_context()
    try:
        context.load_verify_locations(cafile=str(account.authority))
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"the certificates cannot be read: {error}", where=str(account.authority), hint="it must be a PEM file"
        ) from error
    return context
