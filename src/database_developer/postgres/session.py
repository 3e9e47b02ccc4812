"""A connection that runs statements one by one and speaks the house's errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg.conninfo import conninfo_to_dict

from database_developer.errors import ServerUnavailable, StatementFailed


class _RollBack(Exception):
    """Ends an attempt without a trace."""


class Session:
    """A connection in autocommit mode; everything that leaves it is plain values."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    @classmethod
    def open(cls, url: str, *, settings: Sequence[str] = ()) -> Self:
        """Connect to ``url``; ``settings`` are ``name=value`` for this session.

        Raises ServerUnavailable where the server cannot be reached.
        """
        try:
            given = str(conninfo_to_dict(url).get("options") or "")
            options = " ".join([given, *(f"-c {setting}" for setting in settings)]).strip()
            connection = psycopg.connect(
                url,
                autocommit=True,
                application_name="database-developer",
                client_encoding="utf8",
                options=options or None,
                connect_timeout=20,
            )
        except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
            raise ServerUnavailable(
                f"cannot connect: {str(error).strip()}", hint="check the address, the role and its password"
            ) from error
        connection.prepare_threshold = None
        return cls(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self.connection.close()

    @property
    def version(self) -> int:
        """The server's major version, such as 18."""
        return self.connection.info.server_version // 10000

    @property
    def backend(self) -> int:
        """The process id of the server's side."""
        return self.connection.info.backend_pid

    def run(self, sql: str, parameters: Sequence[object] | None = None) -> int:
        """Run one statement; return how many rows it touched (-1 where that has no meaning)."""
        with _translated(sql):
            return self.connection.execute(sql.encode(), parameters).rowcount

    def rows(self, sql: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """Run one query and return its rows."""
        with _translated(sql):
            return self.connection.execute(sql.encode(), parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[object] | None = None) -> Any:
        """The first column of the first row; None where there is no row."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction block; inside another one, a savepoint."""
        with _translated("COMMIT"), self.connection.transaction():
            yield

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A transaction block (or savepoint) that is always taken back."""
        try:
            with self.transaction():
                yield
                raise _RollBack
        except _RollBack:
            return


@contextmanager
def _translated(sql: str) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise statement_failed(error, sql) from error


def statement_failed(error: psycopg.Error, sql: str) -> StatementFailed:
    """The house's error for one of the driver's."""
    diagnostic = error.diag
    detail = f" ({diagnostic.message_detail})" if diagnostic.message_detail else ""
    position = diagnostic.statement_position
    return StatementFailed(
        f"{diagnostic.message_primary or str(error).strip()}{detail}",
        where=_first_line(sql),
        hint=diagnostic.message_hint or "",
        sqlstate=error.sqlstate or "",
        constraint=diagnostic.constraint_name or "",
        position=int(position) if position else None,
    )


def _first_line(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= 100 else f"{line[:97]}..."
