"""NOT NULL that reads every row while nobody can read or write."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType, ConstrType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.alterations import Alteration, added_constraints, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import not_null_later
from database_developer.migration.linting.spelling import script
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """SET NOT NULL that no valid CHECK proves, and ADD NOT NULL without NOT VALID."""
    for alteration in alterations(place, AlterTableType.AT_SetNotNull):
        yield from _set(alteration)
    for demand in added_constraints(place, ConstrType.CONSTR_NOTNULL):
        if not demand.constraint.skip_validation:
            yield from _needed(demand.alteration, demand.columns[0], demand.constraint.conname)


def _set(alteration: Alteration) -> Iterator[Found]:
    column = alteration.command.name
    dropped = [one.command.name for one in alterations(alteration.place, AlterTableType.AT_DropConstraint)]
    if alteration.table.proves_not_null(column) and not alteration.table.proves_not_null(column, without=dropped):
        yield _merged(alteration, column, dropped)
    elif not alteration.table.proves_not_null(column, without=dropped):
        yield from _needed(alteration, column)


def _merged(alteration: Alteration, column: str, dropped: list[str]) -> Found:
    drops = [f"{alteration.start} DROP CONSTRAINT {identifier(name)}" for name in dropped]
    return Found(
        message=f"the CHECK that proves {quoted(column)} goes in the same ALTER TABLE, so all of {alteration.told} is "
        "read while nobody reads or writes it",
        safe_sql=script(f"{alteration.start} ALTER COLUMN {identifier(column)} SET NOT NULL", *drops),
    )


def _needed(alteration: Alteration, column: str, name: str | None = None) -> Iterator[Found]:
    known = alteration.table.columns.get(column)
    if known is None or not known.not_null:
        yield Found(
            message=f"nobody reads or writes {alteration.told} while all of it is searched for a NULL in "
            f"{quoted(column)}",
            safe_sql=not_null_later(alteration.relation, column, alteration.place.version, name),
            replaces=alteration.can_be_replaced,
        )


RULE = Rule(
    id="set-not-null",
    looks_for="SET NOT NULL without a valid CHECK that proves it",
    hurts="ACCESS EXCLUSIVE is held until the last row was read.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
