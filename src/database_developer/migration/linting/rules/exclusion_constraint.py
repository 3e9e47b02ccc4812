"""An exclusion constraint, for which there is no online form."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import added_constraints
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import copied, twin
from database_developer.migration.linting.spelling import beside, changed, printed
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ADD EXCLUDE."""
    for demand in added_constraints(place, ConstrType.CONSTR_EXCLUSION):
        relation = demand.alteration.relation
        name = constraint_name(relation, demand.constraint)
        new = beside(relation, f"{relation.relname}_new")
        constraint = printed(changed(demand.constraint, conname=name))
        yield Found(
            message=f"nobody reads or writes {demand.alteration.told} until the index of {quoted(name)} is built",
            safe_sql=copied(relation, (twin(relation), f"ALTER TABLE {new} ADD {constraint}")),
        )


RULE = Rule(
    id="exclusion-constraint",
    looks_for="ADD EXCLUDE on a table that is there already",
    hurts="ACCESS EXCLUSIVE is held while the index is built; NOT VALID and USING INDEX are refused for it.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
