"""Who speaks to which Jira: an address and a secret that is never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from database_developer.errors import UsageError

_SECURE = "https"
_GATEWAY = "api.atlassian.com"  # where tokens of a narrower scope go
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An address with credentials: e-mail and API token on Cloud, a personal access token alone on Data Center.

    ``api`` is the base of the REST addresses where it differs from ``url`` (scoped tokens go through a gateway);
    ``authority`` a file with certificates to trust besides the system's; ``proxy`` an address, else the environment's.
    """

    url: str
    token: str = field(repr=False)
    email: str = ""
    api: str = ""
    authority: Path | None = None
    proxy: str | None = None

    def __post_init__(self) -> None:
        if self.api:
            _ensure_of(self.url, self.api)

    @property
    def base(self) -> str:
        """Where the REST addresses begin, without a slash at the end."""
        return (self.api or self.url).rstrip("/")


def checked_url(url: str) -> str:
    """The address without a slash at its end; UsageError where it is none that a secret may be sent to."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError as error:
        raise UsageError(f'"{url}" is no address', hint="such as https://your-team.atlassian.net") from error
    if not host or parts.username or parts.query or parts.fragment or parts.scheme not in ("http", _SECURE):
        raise UsageError(f'"{url}" is no address of a Jira', hint="such as https://your-team.atlassian.net")
    if parts.scheme != _SECURE and host not in _LOOPBACK:
        raise UsageError(f'"{url}" would send the token unencrypted', hint="use https://")
    return url.strip().rstrip("/")


def _ensure_of(url: str, api: str) -> None:
    """A token goes to its own Jira, or to Atlassian's gateway, and nowhere else that a file of a project may name."""
    if urlsplit(checked_url(api)).hostname not in (_GATEWAY, urlsplit(url).hostname):
        raise UsageError(
            f'"{api}" is of another host than "{url}"', hint=f"tracker.api is on the Jira's own host, or on {_GATEWAY}"
        )
