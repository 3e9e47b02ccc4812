"""The connection as the catalog reader needs it: one snapshot, one spelling, queries by name."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import psycopg
from psycopg import capabilities
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from database_developer.postgres.catalog.queries import load

Rows = Iterator[tuple[Any, ...]]

# Whatever the session's settings are, definitions are printed alike.
_SETTINGS = {
    "search_path": "",
    "quote_all_identifiers": "off",
    "standard_conforming_strings": "on",
    "datestyle": "ISO, MDY",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "extra_float_digits": "3",
    "bytea_output": "hex",
    "jit": "off",  # compiling costs more than these queries do
    "enable_sort": "off",  # rather walk an index: the first rows come at once
    "work_mem": "64MB",
}
_SET = f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(_SETTINGS))}".encode()
_ROWS_AT_ONCE = 500  # while values are made of these, the server prints the next


class Source:
    """Runs the catalog's queries on one connection, one after the other."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._can_stream = capabilities.has_stream_chunked()

    def rows(self, query: str, *parameters: object) -> Rows:
        """The rows of ``queries/<query>.sql`` as they come; to be used up before the next query."""
        text = load(query, self._connection.info.server_version).encode()
        with psycopg.Cursor(self._connection, row_factory=tuple_row) as cursor:
            if self._can_stream:
                yield from cursor.stream(text, parameters or None, binary=True, size=_ROWS_AT_ONCE)
            else:
                yield from cursor.execute(text, parameters or None, prepare=False, binary=True)


@contextmanager
def opened(connection: psycopg.Connection[Any]) -> Iterator[Source]:
    """A source within a transaction (or a savepoint of the caller's) that leaves no trace."""
    is_ours = connection.info.transaction_status == TransactionStatus.IDLE
    with connection.transaction(force_rollback=True), _collector_paused():
        if is_ours:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute(_SET, list(chain.from_iterable(_SETTINGS.items())))
        yield Source(connection)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: a reading makes hundreds of thousands of values and no cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
