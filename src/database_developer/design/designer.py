"""Runs the rules in order: from a request and the live schema to a design."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.design.draft import Draft
from database_developer.design.rules import (
    allowed_sets,
    alterations,
    alternatives,
    attributes,
    backfills,
    comments,
    comparisons,
    definitions,
    deletion,
    entities,
    histories,
    indexes,
    keys,
    links,
    liveness,
    moves,
    normal_forms,
    orderings,
    queries,
    relations,
    releases,
    renames,
    repetitions,
    required_values,
    soft_deletion,
    subtypes,
    tallies,
    tenancy,
    told_dependencies,
    translations,
    trees,
    uniqueness,
    updated_at,
)
from database_developer.model.design import Design, Volume
from database_developer.model.names import QualifiedName
from database_developer.model.request import Request
from database_developer.model.schema import Schema

RULES: tuple[Callable[[Draft], None], ...] = (
    links.apply,
    entities.apply,
    renames.apply,
    releases.apply,
    keys.apply,
    subtypes.apply,
    relations.apply,
    keys.of_references,
    tenancy.refer,
    attributes.apply,
    alterations.apply,
    deletion.apply,
    allowed_sets.apply,
    repetitions.apply,
    told_dependencies.apply,
    translations.apply,
    trees.apply,
    alternatives.apply,
    comparisons.apply,
    uniqueness.apply,
    orderings.apply,
    tenancy.widen,
    soft_deletion.apply,
    moves.apply,
    backfills.apply,
    tallies.apply,
    histories.apply,
    updated_at.apply,
    comments.apply,
    indexes.apply,
    tenancy.secure,
    normal_forms.apply,
)
VOLUME_YEARS = 1


def design(
    request: Request,
    live: Schema,
    declared: Schema | None = None,
    empty: frozenset[QualifiedName] = frozenset(),
) -> Design:
    """The target schema for a request, each object with its reason.

    ``declared`` is the live schema after the ticket's own DDL, which the caller tried on a shadow.
    ``empty`` are the live tables known to have no rows. The request's own questions come first among the design's.
    """
    start = declared if declared is not None else live
    draft = Draft.start(request, live, start)
    definitions.record(draft, start)
    for rule in RULES:
        rule(draft)
    required_values.ask(draft, empty)
    return Design(
        target=draft.as_schema(),
        decisions=tuple(draft.decisions),
        renamings=tuple(draft.renamings),
        queries=tuple(draft.queries),
        volumes=_volumes(draft),
        samples=tuple(draft.samples),
        questions=(*request.questions, *draft.questions),
        latency_ms=queries.latency_bound(draft),
        fillings=tuple(draft.fillings),
        moves=tuple(draft.moves),
        liveness=liveness.liveness_of(draft),
    )


def _volumes(draft: Draft) -> tuple[Volume, ...]:
    """The tables of which the ticket gives an idea how many rows they will hold."""
    expected = {name: keys.expected_rows(draft, name, VOLUME_YEARS) for name in sorted(draft.tables)}
    return tuple(Volume(table=table, rows=rows) for table, rows in expected.items() if rows)
