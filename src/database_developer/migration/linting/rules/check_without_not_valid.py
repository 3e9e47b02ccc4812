"""A CHECK that reads every row while nobody can read or write."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import added_constraints
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import validated_later
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ADD CHECK that is neither NOT VALID nor NOT ENFORCED."""
    for demand in added_constraints(place, ConstrType.CONSTR_CHECK):
        constraint, alteration = demand.constraint, demand.alteration
        if not constraint.skip_validation and constraint.is_enforced:
            name = quoted(constraint_name(alteration.relation, constraint))
            yield Found(
                message=f"nobody reads or writes {alteration.told} while all of it is held to the CHECK {name}",
                safe_sql=validated_later(demand),
                replaces=alteration.can_be_replaced,
            )


RULE = Rule(
    id="check-without-not-valid",
    looks_for="ADD CONSTRAINT ... CHECK without NOT VALID",
    hurts="ACCESS EXCLUSIVE is held until the last row was read.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
