"""``pg_dump`` of a database, less what differs from one run to the next."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from database_developer.errors import ServerUnavailable
from database_developer.postgres.binaries import Binaries

NEWER_PARAMETER = re.compile(
    r"^pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter .*\n"
    r"Command was: SET \w+ = \w+;\n+",
    re.MULTILINE,
)
ONLY_A_SUM = re.compile(r"(pg_restore: warning: errors ignored on restore: \d+)?")
RANDOM_LINES = ("\\restrict ", "\\unrestrict ")


def dump_schema(binaries: Binaries, url: str, *, portable: bool = False) -> str:
    """The database's schema as text, less the lines that hold a random token.

    ``portable`` leaves out owners and privileges, whose roles another server may not have.
    """
    options = ["--no-owner", "--no-privileges"] if portable else []
    text = _pg_dump(binaries, [f"--dbname={url}", "--schema-only", *options]).decode()
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(RANDOM_LINES))


def dump_database(binaries: Binaries, url: str, target: Path) -> None:
    """Write the whole database, rows too, to a file in ``pg_dump``'s custom format."""
    _pg_dump(binaries, [f"--dbname={url}", "--format=custom", f"--file={target}"])


def restore_database(binaries: Binaries, url: str, source: Path) -> str:
    """Restore such a file into an empty database; return what was complained about, "" for nothing.

    Programs that are newer than the server set parameters it does not know; that alone is no complaint.
    """
    command = [binaries.program("pg_restore"), f"--dbname={url}", "--no-owner", str(source)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    complaint = NEWER_PARAMETER.sub("", result.stderr).strip()
    if result.returncode != 0 and not result.stderr.strip():
        return f"pg_restore ended with {result.returncode}"
    return "" if ONLY_A_SUM.fullmatch(complaint) else complaint


def _pg_dump(binaries: Binaries, arguments: list[str]) -> bytes:
    result = subprocess.run([binaries.program("pg_dump"), *arguments], capture_output=True, check=False)
    if result.returncode != 0:
        raise ServerUnavailable(
            f'"pg_dump" failed: {result.stderr.decode(errors="replace").strip()[-400:]}',
            hint="pg_dump must not be older than the server; name newer programs with --postgres-bin DIR",
        )
    return result.stdout
