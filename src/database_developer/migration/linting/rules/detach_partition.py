"""A partition taken out while nobody can use the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from database_developer.migration.linting.alterations import alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script, table


def find(place: Place) -> Iterator[Found]:
    """DETACH PARTITION without CONCURRENTLY; a table with a default partition knows no other form."""
    for alteration in alterations(place, AlterTableType.AT_DetachPartition):
        part = alteration.definition
        if not part.concurrent and alteration.table.default_part is None:
            yield Found(
                message=f"whoever reads or writes any part of {alteration.told} waits while {place.told(part.name)} is "
                "detached",
                safe_sql=script(f"{alteration.start} DETACH PARTITION {table(part.name)} CONCURRENTLY"),
                replaces=alteration.can_be_replaced,
            )


RULE = Rule(
    id="detach-partition",
    looks_for="DETACH PARTITION without CONCURRENTLY",
    hurts="It takes ACCESS EXCLUSIVE on the partitioned table; while it waits behind a long query, every other query "
    "waits behind it.",
    severity=Severity.WARNING,
    find=find,
)
