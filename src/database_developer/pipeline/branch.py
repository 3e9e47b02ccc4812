"""The branch that the project is on, as a page of the server that holds it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

from database_developer.model.errand import Refer

_SECONDS = 5.0
_SHELL_FORM = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+\.[\w-]+):(?!//)(?P<path>[^\s]+)")  # git@host:team/shop.git


def branch_of(project: Path) -> Refer | None:
    """A reference to the branch; None outside of git, on none, or where its server does not have it (yet)."""
    name = _git(project, "branch", "--show-current")
    if not name or not _git(project, "rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{name}"):
        return None
    page = page_of(_git(project, "remote", "get-url", "origin"), name)
    return Refer(id="branch", url=page, title=f"Branch {name}") if page else None


def page_of(remote: str, branch: str) -> str:
    """The address of a branch's page, without credentials; "" where the remote is no server with pages."""
    shell = _SHELL_FORM.fullmatch(remote)
    parts = urlsplit(f"ssh://{shell['host']}/{shell['path']}" if shell else remote)
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme not in ("https", "http", "ssh", "git") or not parts.hostname or not path:
        return ""
    port = f":{parts.port}" if parts.port and parts.scheme.startswith("http") else ""
    scheme = "http" if parts.scheme == "http" else "https"
    return f"{scheme}://{parts.hostname}{port}/{path}/{_kind(parts.hostname)}/{quote(branch)}"


def _kind(host: str) -> str:
    """What stands before a branch's name: Bitbucket has its own way, the others understand one."""
    return "branch" if host == "bitbucket.org" else "tree"


def _git(project: Path, *words: str) -> str:
    """What git says; "" where it fails, or there is none."""
    try:
        said = subprocess.run(
            ["git", "-C", str(project), *words],  # noqa: S607 (the git of whoever runs this)
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()
