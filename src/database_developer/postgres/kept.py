"""A server of a folder's own that keeps what it is given, and stops with its last user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from database_developer.errors import ServerUnavailable
from database_developer.postgres import standing
from database_developer.postgres.file_locks import exclusive, is_free, shared


@contextmanager
def kept_server(
    folder: Path, cache: Path, postgres_bin: Path | None = None, *, database: str = "postgres"
) -> Iterator[str]:
    """The address of a database on the server of ``folder``, which is made or started where need be.

    One that a killed user left running is found again. Raises ServerUnavailable.
    """
    _make(folder)
    start_lock, users_lock = folder / "start.lock", folder / "users.lock"
    with exclusive(start_lock):
        users = shared(users_lock)
        users.__enter__()
        try:
            server = standing.start(folder, cache, postgres_bin)
            standing.ensure_database(server.url("postgres"), database)
        except BaseException:
            users.__exit__(None, None, None)
            raise
    try:
        yield server.url(database)
    finally:
        with exclusive(start_lock):
            users.__exit__(None, None, None)
            if is_free(users_lock):
                standing.stop(folder, cache, postgres_bin)


def with_search_path(url: str, schema: str) -> str:
    """The address, for sessions that look for bare names in one schema. Raises ServerUnavailable."""
    try:
        given = str(conninfo_to_dict(url).get("options") or "")
    except ProgrammingError as error:
        raise ServerUnavailable(
            "the address of the queue is none", hint="it looks like postgresql://user:password@host:5432/database"
        ) from error
    return make_conninfo(url, options=f"{given} -c search_path={schema}".strip())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(f"cannot make the folder: {error.strerror}", where=str(folder)) from error
