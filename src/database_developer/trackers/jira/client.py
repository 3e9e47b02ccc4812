"""The HTTP client of one account: its credentials, time limits, proxy and trusted authorities."""

from __future__ import annotations

import ssl

import httpx2

from database_developer.errors import UsageError
from database_developer.trackers.jira.account import Account

_TIMEOUT = httpx2.Timeout(20.0, connect=10.0)
_USER_AGENT = "database-developer"


def client_of(account: Account) -> httpx2.Client:
    """The client; UsageError where the proxy or the certificates cannot be used."""
    auth = httpx2.BasicAuth(account.email, account.token) if account.email else None
    headers = {"Accept": "application/json", "User-Agent": _USER_AGENT}
    if auth is None and account.token:
        headers["Authorization"] = f"Bearer {account.token}"
    try:
        return httpx2.Client(
            auth=auth, headers=headers, timeout=_TIMEOUT, proxy=account.proxy, verify=_trusted(account)
        )
    except (ValueError, httpx2.InvalidURL) as error:
        raise UsageError(f"the proxy cannot be used: {error}", hint="such as http://proxy.example:3128") from error


def _trusted(account: Account) -> ssl.SSLContext | bool:
    """The system's authorities, and those of the account's file."""
    if account.authority is None:
        return True
    context = httpx2.create_ssl_context()
    try:
        context.load_verify_locations(cafile=str(account.authority))
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"the certificates cannot be read: {error}", where=str(account.authority), hint="it must be a PEM file"
        ) from error
    return context


def unpacked(headers: httpx2.Headers) -> dict[str, str]:
    """The headers of a body that is unpacked already."""
    dropped = ("content-encoding", "content-length", "transfer-encoding")
    return {name: value for name, value in headers.items() if name.lower() not in dropped}
