"""Triggers switched off, those of foreign keys among them."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from database_developer.migration.linting.alterations import alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script


def find(place: Place) -> Iterator[Found]:
    """DISABLE TRIGGER ALL."""
    for alteration in alterations(place, AlterTableType.AT_DisableTrigAll):
        yield Found(
            message=f"the foreign keys of {alteration.told} guard nothing, and rows that break them stay",
            safe_sql=script(f"{alteration.start} DISABLE TRIGGER USER"),
        )


RULE = Rule(
    id="disable-trigger-all",
    looks_for="DISABLE TRIGGER ALL",
    hurts="Foreign keys are kept by triggers; rows that break one while they are off are never looked at again.",
    severity=Severity.ERROR,
    find=find,
)
