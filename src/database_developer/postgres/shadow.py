"""A throw-away database on which everything is tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg.conninfo import make_conninfo

from database_developer.errors import SchemaUnreadable, StatementFailed
from database_developer.model.schema import Schema
from database_developer.postgres.binaries import Binaries
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.dump import dump_schema
from database_developer.postgres.session import Session

STATEMENT_TIMEOUT = "statement_timeout=120s"
NO_WAITING = "dbd.quiet=0s"  # nobody uses a shadow: a contract need not wait until its old form was left alone


@dataclass(frozen=True, kw_only=True)
class Shadow:
    """A database of our own, by its address; a look at it is a connection of its own unless one is given."""

    name: str
    url: str
    binaries: Binaries

    def session(self, *settings: str) -> Session:
        """A new connection; ``settings`` are ``name=value`` for it."""
        return Session.open(self.url, settings=(STATEMENT_TIMEOUT, NO_WAITING, *settings))

    def runner_url(self, quiet: float = 0.0) -> str:
        """The address for runners, whose contracts only ask that an old form was left alone for ``quiet`` seconds."""
        return make_conninfo(self.url, options=f"-c dbd.quiet={quiet:g}s")

    def schema(self, session: Session | None = None) -> Schema:
        """The schema as the catalog shows it, through a session that is there or one of its own."""
        if session is not None:
            return read_schema(session.connection)
        with self.session() as own:
            return read_schema(own.connection)

    def dump(self) -> str:
        """The schema as ``pg_dump`` prints it."""
        return dump_schema(self.binaries, self.url)

    def replay(self, statements: Iterable[str], *, origin: str) -> None:
        """Run the statements one after the other, each by itself.

        Raises SchemaUnreadable, naming ``origin``, at the first that the server refuses.
        """
        with self.session() as session:
            for statement in statements:
                try:
                    session.run(statement)
                except StatementFailed as error:
                    raise SchemaUnreadable(
                        f"the server refused a statement: {error.what} [{error.sqlstate}]",
                        where=f"{origin}: {error.where}",
                        hint=error.hint or "mend the statement; everything before it was accepted",
                    ) from error
