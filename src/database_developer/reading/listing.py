"""Lookups told in words, with what later sentences say of their order."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Cardinality, LookupAsk, RelationAsk
from database_developer.reading.grammar.findings import Finding, Listing, Sorting


def lookups_of(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with every listing as a lookup, sorted as told, among the joining entity's rows if any."""
    sorted_by = {item.noun: item for item in found if isinstance(item, Sorting)}
    joins = _joins(found)
    result: list[Finding] = []
    for item in found:
        if isinstance(item, Listing):
            result.append(_through_join(_sorted(item, sorted_by), joins))
        elif not isinstance(item, Sorting):
            result.append(item)
    return tuple(result)


def _sorted(item: Listing, sorted_by: dict[str, Sorting]) -> LookupAsk:
    sorting = sorted_by.get(item.noun)
    if sorting is None or item.lookup.order:
        return item.lookup
    return replace(item.lookup, order=sorting.order)


def _joins(found: tuple[Finding, ...]) -> dict[tuple[str, str], str]:
    joins: dict[tuple[str, str], str] = {}
    for item in found:
        if isinstance(item, RelationAsk) and item.cardinality is Cardinality.MANY_TO_MANY and item.joined_by:
            joins[item.child, item.parent] = joins[item.parent, item.child] = item.joined_by
    return joins


def _through_join(lookup: LookupAsk, joins: dict[tuple[str, str], str]) -> LookupAsk:
    """ "A user's teams" are looked up among the memberships."""
    for name in lookup.equal:
        join = joins.get((lookup.entity, name))
        if join is not None:
            return replace(lookup, entity=join)
    return lookup
