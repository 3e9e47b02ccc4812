"""A constraint beside a new column, for which the whole table is read."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import Alteration, added_columns, beside
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import (
    bare,
    default_of,
    demanded_later,
    demands_of,
    steps,
    told_column,
)
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.types import is_serial
from database_developer.model.migration import Hazard

WORDS = {
    ConstrType.CONSTR_CHECK: "CHECK",
    ConstrType.CONSTR_FOREIGN: "foreign key",
    ConstrType.CONSTR_UNIQUE: "unique constraint",
    ConstrType.CONSTR_PRIMARY: "primary key",
}
KEYS = (ConstrType.CONSTR_UNIQUE, ConstrType.CONSTR_PRIMARY)
KEPT = (ConstrType.CONSTR_DEFAULT, ConstrType.CONSTR_GENERATED, ConstrType.CONSTR_IDENTITY)


def find(place: Place) -> Iterator[Found]:
    """ADD COLUMN with CHECK, UNIQUE or PRIMARY KEY, or with a foreign key and a default."""
    for alteration in added_columns(place):
        words = [WORDS[kind] for kind in _reading(alteration)]
        if words:
            column = alteration.definition
            has_default = default_of(column) is not None
            kept = tuple(beside(column, *KEPT, *((ConstrType.CONSTR_NOTNULL,) if has_default else ())))
            reads = "reads" if len(words) == 1 else "read"
            yield Found(
                message=f"the {' and '.join(words)} of the new {told_column(alteration)} {reads} the whole table while "
                "nobody reads or writes it",
                safe_sql=steps(
                    bare(alteration, constraints=kept or None),
                    *demanded_later(alteration, with_not_null=not has_default),
                ),
                replaces=alteration.can_be_replaced,
            )


def _reading(alteration: Alteration) -> Iterator[ConstrType]:
    """The kinds of constraints that look at every row; a foreign key does not where all are NULL."""
    column = alteration.definition
    has_values = default_of(column) is not None or is_serial(column.typeName)
    for demand in demands_of(alteration):
        constraint = demand.constraint
        looks = constraint.contype in KEYS or (constraint.is_enforced and not constraint.skip_validation)
        if looks and (has_values or constraint.contype != ConstrType.CONSTR_FOREIGN):
            yield constraint.contype


RULE = Rule(
    id="inline-constraint",
    looks_for="ADD COLUMN with a CHECK, a key, or a foreign key and a default",
    hurts="ADD COLUMN holds ACCESS EXCLUSIVE, and now for as long as it takes to read every row or to build an index.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
