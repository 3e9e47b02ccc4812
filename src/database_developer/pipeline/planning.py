"""From two schemas to the migrations between them, with the hazards that nobody allowed refused."""

from __future__ import annotations

from database_developer.migration.hazards import without_hazards
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.model.design import Filling
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Rollout
from database_developer.model.schema import Schema


def rollout_between(
    before: Schema,
    after: Schema,
    renamings: tuple[Renaming, ...],
    facts: Facts,
    fillings: tuple[Filling, ...] = (),
) -> Rollout:
    """The migrations from ``before`` to ``after``; raises HazardBlocked, NoPlan or DesignImpossible."""
    return without_hazards(plan_rollout(before, after, renamings, facts, fillings), facts)
