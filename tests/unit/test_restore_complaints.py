"""What pg_restore says is a complaint unless it is only that the server is older than the program."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from database_developer.postgres.binaries import Binaries
from database_developer.postgres.dump import restore_database

OLDER = """\
pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
Command was: SET transaction_timeout = 0;


pg_restore: warning: errors ignored on restore: 1
"""
BROKEN = 'pg_restore: error: could not execute query: ERROR:  relation "a" already exists\n'


@pytest.mark.parametrize(
    ("said", "code", "complaint"),
    [("", 0, ""), (OLDER, 1, ""), (BROKEN, 1, BROKEN.strip()), ("", 3, "pg_restore ended with 3")],
)
def test_complaints(tmp_path: Path, said: str, code: int, complaint: str) -> None:
    program = tmp_path / "pg_restore"
    program.write_text(
        f"#!/bin/sh\ncat >&2 <<'TEXT'\n{said}TEXT\nexit {code}\n" if said else f"#!/bin/sh\nexit {code}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    binaries = Binaries(folder=tmp_path, version="18.6")
    assert restore_database(binaries, "dbname=x", tmp_path / "archive") == complaint
