"""A connection to a live database that tells a lost connection from a refused statement, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from database_developer.errors import ConnectionLost, ServerUnavailable, StatementFailed
from database_developer.postgres.session import Session

# The server ended the connection: told to, going down or coming up, or because it was idle for too long.
ENDED = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})
TRANSACTION_TIMEOUT = "25P04"  # also ends the connection, but says that the transaction took too long
KEEPALIVE = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "4", "tcp_user_timeout": "30000"}
# While a statement runs the server looks whether we are still there; within a transaction it waits so long for us.
NOTICE_OUR_END = "SET client_connection_check_interval = '1s'"
WAIT_FOR_US = "SET idle_in_transaction_session_timeout = '60s'; SET idle_session_timeout = 0; SET statement_timeout = 0"
HINT = "once the server is there again, go on with dbd resume, or take it back with dbd rollback"


class LiveSession(Session):
    """A session that raises ConnectionLost where the connection or the server went away."""

    @classmethod
    def reach(cls, url: str, *, name: str) -> Self:
        """Connect as the application ``name``. Raises ServerUnavailable."""
        session = cls.open(make_conninfo("", **{**KEEPALIVE, **conninfo_to_dict(url)}))
        try:
            session.rows("SELECT pg_catalog.set_config('application_name', %s, false)", [name])
            with suppress(StatementFailed):  # not every system can tell
                session.run(NOTICE_OUR_END)
            session.run(WAIT_FOR_US)
        except ConnectionLost as error:
            session.close()
            raise ServerUnavailable(error.what, hint=error.hint) from error
        return session

    @property
    def is_closed(self) -> bool:
        """Whether the connection is gone."""
        return bool(self.connection.closed)

    def run(self, sql: str, parameters: Sequence[object] | None = None) -> int:
        """Run one statement; return how many rows it touched."""
        with self._lost_or_failed():
            return super().run(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """Run one query and return its rows."""
        with self._lost_or_failed():
            return super().rows(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction block, not to be nested; where COMMIT loses the connection, nobody here knows how it ended."""
        self.run("BEGIN")
        try:
            yield
        except BaseException:
            if not self.is_closed:
                with suppress(StatementFailed, ConnectionLost):
                    self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    @contextmanager
    def _lost_or_failed(self) -> Iterator[None]:
        try:
            yield
        except StatementFailed as error:
            if error.sqlstate == TRANSACTION_TIMEOUT:
                self.close()
                raise
            if error.sqlstate in ENDED or error.sqlstate.startswith("08") or self.is_closed:
                self.close()
                raise ConnectionLost(
                    f"the connection was lost: {error.what.splitlines()[0]}", where=error.where, hint=HINT
                ) from error
            raise
