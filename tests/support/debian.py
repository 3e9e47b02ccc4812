"""An older PostgreSQL that the system's packages have installed, to hold the same laws on."""

from __future__ import annotations

import re
from pathlib import Path

OLDER = range(14, 18)  # the supported versions before the embedded one
PLACES = (
    "/usr/lib/postgresql/{version}/bin",
    "/usr/pgsql-{version}/bin",
    "/opt/homebrew/opt/postgresql@{version}/bin",
    "/usr/local/opt/postgresql@{version}/bin",
)
NEEDED = ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_isready")
MISSING = "no PostgreSQL 14 to 17 is installed (apt-get install postgresql): nothing is proven on an older server"


def older_binaries() -> Path | None:
    """The folder of the oldest server's programs that can be found; None where there is none."""
    folders = (Path(place.format(version=version)) for version in OLDER for place in PLACES)
    return next((folder for folder in folders if all((folder / name).exists() for name in NEEDED)), None)


def older_version() -> int:
    """Its major version; 0 where there is none."""
    found = older_binaries()
    number = re.search(r"\d{2}", str(found)) if found else None
    return int(number[0]) if number else 0


def told() -> str:
    """One line on which older server the tests use."""
    found = older_binaries()
    return f"older PostgreSQL: {older_version()} in {found}" if found else f"older PostgreSQL: {MISSING}"
