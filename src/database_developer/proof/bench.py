"""The bench on which a migration is proven: the server, the database it starts from, and what is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.design import Design
from database_developer.model.migration import Facts, Migration, Rollout, Statement
from database_developer.model.request import Request
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow

DEFAULT_ROWS = 50_000  # rows of the largest table for measuring queries
FEW_ROWS = 200  # rows of a table for everything else
LONGEST_BLOCK_MS = 1000.0  # for which a migration may hold up the application's work


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Everything an exercise may use.

    ``base`` is the database before the migration, without rows; nobody is connected to it, so that it
    can be copied. ``target_dump`` is ``pg_dump``'s text of the target, made on another way; None for a schema
    between two phases. ``later`` are migrations (SQL) that already stand after this one in the project.
    ``rollout`` is what the migration is a part of, None where it stands alone.
    """

    run: Run
    base: Shadow
    migration: Migration
    request: Request
    design: Design
    facts: Facts
    target_dump: str | None
    later: tuple[str, ...] = ()
    rows: int = DEFAULT_ROWS
    longest_block_ms: float = LONGEST_BLOCK_MS
    rollout: Rollout | None = None

    @property
    def is_last(self) -> bool:
        """Whether the migration leads to where the rollout ends."""
        return self.rollout is None or self.migration is self.rollout.migrations[-1]

    @contextmanager
    def copy(self, purpose: str) -> Iterator[Shadow]:
        """A copy of the database before the migration, dropped at the end."""
        with self.run.shadow(purpose, template=self.base) as shadow:
            yield shadow

    def forward(self, session: Session) -> None:
        """Run the migration's forward statements, one by one."""
        run_all(session, self.migration.forward)

    def backward(self, session: Session) -> None:
        """Run the migration's reverse statements, one by one."""
        run_all(session, self.migration.backward)


def run_all(session: Session, statements: tuple[Statement, ...]) -> None:
    """Run statements one by one, each by itself; StatementFailed names the one that the server refused."""
    for number, statement in enumerate(statements, 1):
        try:
            session.run(statement.sql)
        except StatementFailed as error:
            error.where = f"statement {number} of {len(statements)} ({statement.why}): {error.where}"
            raise
