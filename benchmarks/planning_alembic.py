"""Alembic's autogenerate between two live databases, timed in parts; a process of its own, so that it can be stopped.

``python -m benchmarks.planning_alembic BEFORE AFTER`` prints one JSON object. Alembic compares a live database
with tables described in Python: here they are read from the database of afterwards first, timed apart.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import OpContainer
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, event

T = TypeVar("T")


class Waiting:
    """The seconds spent in statements of a connection."""

    def __init__(self, engine: Engine) -> None:
        self.seconds = 0.0
        self.statements = 0
        self._began = 0.0
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)

    def _begin(self, *_: Any) -> None:
        self._began = time.perf_counter()

    def _end(self, *_: Any) -> None:
        self.seconds += time.perf_counter() - self._began
        self.statements += 1


def timed(action: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = action()
    return time.perf_counter() - start, found


def described(url: str) -> MetaData:
    """The tables of a database as SQLAlchemy describes them."""
    metadata = MetaData()
    metadata.reflect(bind=create_engine(url))
    return metadata


def compare(before: str, after: str) -> dict[str, float]:
    """What it takes, in seconds, and how many operations were found."""
    reading, metadata = timed(lambda: described(after))
    engine = create_engine(before)
    waiting = Waiting(engine)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        comparing, script = timed(lambda: produce_migrations(context, metadata))
        upgrade = script.upgrade_ops
        assert upgrade is not None
        writing, _ = timed(lambda: render_python_code(upgrade, migration_context=context))
    return {
        "read_after": reading,
        "compare": comparing,
        "compare_in_database": waiting.seconds,
        "compare_statements": waiting.statements,
        "write": writing,
        "operations": count(upgrade),
    }


def count(operations: OpContainer) -> int:
    return sum(count(it) if isinstance(it, OpContainer) else 1 for it in operations.ops)


if __name__ == "__main__":
    json.dump(compare(*sys.argv[1:]), sys.stdout)
