"""Under which system account a server runs: the caller's own, unless the caller is root."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from database_developer.errors import ServerUnavailable

CANDIDATES = ("postgres", "nobody")  # PostgreSQL refuses to run as root


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A system account; ``name`` is None for the caller's own."""

    name: str | None = None
    uid: int = -1
    gid: int = -1

    def give(self, folder: Path) -> None:
        """Make the account the owner of a folder."""
        if self.name is not None:
            os.chown(folder, self.uid, self.gid)


def server_account() -> Account:
    """The caller's account, or where that is root the first of ``CANDIDATES`` that exists.

    Raises ServerUnavailable where root has nobody to hand over to.
    """
    if os.geteuid() != 0:
        return Account()
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise ServerUnavailable(
        "PostgreSQL refuses to run as root and there is no account to run it under",
        hint=f"run dbd as an ordinary user, or create one of the accounts {', '.join(CANDIDATES)}",
    )
