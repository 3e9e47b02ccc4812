"""A second table locked while the first one still is."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script
from database_developer.model.names import QualifiedName


def find(place: Place) -> Iterator[Found]:
    """A lock that keeps writers out, in a transaction that keeps them out of another table."""
    transaction = place.known.transaction
    held = {table for table, _ in transaction.held() if not place.known.is_new_name(table)}
    wanted = {lock.relation for lock in place.locks if lock.mode.blocks_writes}
    if held and wanted - held:
        yield Found(
            message=f"{_named(wanted - held)} is locked while the transaction still holds {_named(held)}",
            safe_sql=_safe(place),
        )


def _named(tables: set[QualifiedName]) -> str:
    return ", ".join(quoted(table) for table in sorted(tables))


def _safe(place: Place) -> str:
    if place.known.transaction.by_runner:
        return script("-- in a migration of its own, after this one is committed:", place.sql)
    if place.command.in_block:
        return script("-- in a DO block of its own, or as a statement of its own:", place.sql)
    return script("COMMIT", "BEGIN", place.sql)


RULE = Rule(
    id="several-tables-locked",
    looks_for="more than one table that is there already, locked in one transaction",
    hurts="While it waits for the second table, nobody can use the first; and whoever takes them in another order "
    "meets it in a deadlock.",
    severity=Severity.WARNING,
    find=find,
)
