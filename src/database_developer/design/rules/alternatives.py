"""Rule "alternatives": one reference for each of several things, exactly one of them set."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.spelling import check
from database_developer.model.pattern_asks import AlternativesAsk
from database_developer.model.quoting import identifier

RULE = "alternatives"


def apply(draft: Draft) -> None:
    """Give each choice between references its check."""
    for ask in draft.request.asks:
        if isinstance(ask, AlternativesAsk):
            _choose(draft, ask)


def _choose(draft: Draft, ask: AlternativesAsk) -> None:
    table = draft.table_of(ask.entity)
    columns = [column for parent in ask.parents if (column := draft.attributes.get((ask.entity, parent)))]
    if table is None or len(columns) < 2:
        return
    listed = ", ".join(map(identifier, columns))
    number = "= 1" if ask.required else "<= 1"
    name = part_name(table.name, ("one", "of", *ask.parents), "check")
    constraint = check(name, columns, f"num_nonnulls({listed}) {number}")
    draft.add_constraint(table, constraint)
    why = "a reference to each, so that the server keeps all of them true, and one of them for each row"
    draft.decide(at_constraint(table, name), constraint.definition, why, RULE, quote=ask.quote)
    others = " or ".join(ask.parents)
    why = (
        f"a pair of a type and a number could point at a {others} that is not there; "
        "a table for each would have the columns again and again"
    )
    draft.decide(at_constraint(table, name), "no reference by type and number", why, RULE, is_assumption=True)
