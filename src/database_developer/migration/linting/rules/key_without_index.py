"""A key whose index is built while nobody can read or write."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import Demand, added_constraints
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import key_from_index, key_of_parts
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ADD UNIQUE and ADD PRIMARY KEY without USING INDEX; ONLY on a partitioned table builds none."""
    for demand in added_constraints(place, ConstrType.CONSTR_UNIQUE, ConstrType.CONSTR_PRIMARY):
        constraint, alteration = demand.constraint, demand.alteration
        is_only_the_whole = alteration.table.partitioned and not alteration.relation.inh
        if constraint.indexname or is_only_the_whole:
            continue
        name = quoted(constraint_name(alteration.relation, constraint))
        yield Found(
            message=f"nobody reads or writes {alteration.told} until the index of {name} is built",
            safe_sql=_safe(demand),
            replaces=alteration.can_be_replaced,
        )


def _safe(demand: Demand) -> str:
    if demand.constraint.without_overlaps:
        return ""
    return key_of_parts(demand) if demand.alteration.table.partitioned else key_from_index(demand)


RULE = Rule(
    id="key-without-index",
    looks_for="ADD UNIQUE or ADD PRIMARY KEY without USING INDEX",
    hurts="ACCESS EXCLUSIVE is held while the index is built.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
