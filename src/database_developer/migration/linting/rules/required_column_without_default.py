"""A column that must have a value, and that no row has one for."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import Alteration, added_columns, beside
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import (
    bare,
    default_of,
    demanded_later,
    is_required,
    steps,
    told_column,
)
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.types import is_serial

VALUES = (ConstrType.CONSTR_IDENTITY, ConstrType.CONSTR_GENERATED)


def find(place: Place) -> Iterator[Found]:
    """ADD COLUMN NOT NULL (or PRIMARY KEY) without default, identity or expression."""
    for alteration in added_columns(place):
        column = alteration.definition
        has_value = default_of(column) is not None or any(beside(column, *VALUES)) or is_serial(column.typeName)
        if is_required(column) and not has_value:
            yield Found(
                message=f"{told_column(alteration)} is NOT NULL without a default, which fails where there are rows",
                safe_sql=_safe(alteration),
            )


def _safe(alteration: Alteration) -> str:
    column = quoted(alteration.definition.colname)
    hint = f"-- Let new code write {column}, and give it to the rows that are there, in batches; then:"
    return steps(bare(alteration), hint, *demanded_later(alteration))


RULE = Rule(
    id="required-column-without-default",
    looks_for="ADD COLUMN ... NOT NULL without a default",
    hurts="The server has no value for the rows that are there and refuses with SQLSTATE 23502; and code that does not "
    "know the column yet can insert nothing any more.",
    severity=Severity.ERROR,
    find=find,
)
