"""A keyring of a test's own: a file in its folder."""

from __future__ import annotations

import json
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeyring(KeyringBackend):
    """Keeps passwords in a file; ``is_locked`` makes it refuse."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.is_locked = False

    def kept(self) -> dict[str, str]:
        return dict(json.loads(self.path.read_text("utf-8"))) if self.path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.path.write_text(json.dumps({**self.kept(), f"{service} {username}": password}), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        kept = self.kept()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("there is none")
        self.path.write_text(json.dumps(kept), "utf-8")

    def _open(self) -> None:
        if self.is_locked:
            raise KeyringLocked("it is locked")
