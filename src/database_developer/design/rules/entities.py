"""Rule "entities": a thing that is kept gets a table, unless there is one for it."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_table
from database_developer.design.naming import matching_table, snake, table_name
from database_developer.model.design import Ground
from database_developer.model.names import QualifiedName
from database_developer.model.quote import Match
from database_developer.model.request import EntityAsk
from database_developer.model.schema import Schema

RULE = "entities"


def apply(draft: Draft) -> None:
    """Give each entity its table: the live one that is meant, or a new one."""
    for match in draft.request.matches:
        _take(draft, match)
    for ask in draft.request.asks:
        if isinstance(ask, EntityAsk):
            _place(draft, ask)


def _take(draft: Draft, match: Match) -> None:
    """The live table that the ticket means by another word."""
    name = matching_table(match.table, Schema(tables=draft.tables))
    if name is None:
        return
    draft.entities[match.entity] = name
    what = f'"{match.entity}" is the live table {name}'
    why = f"{match.why}; score {match.score:.2f}"
    ground = Ground.TICKET if match.score == 1 else Ground.RULE
    draft.decide(at_table(name), what, why, "live-tables", quote=match.quote, ground=ground)


def _place(draft: Draft, ask: EntityAsk) -> None:
    existing = draft.entities.get(ask.entity) or matching_table(ask.table or ask.entity, Schema(tables=draft.tables))
    if existing is not None:
        draft.entities[ask.entity] = existing
        return
    name = QualifiedName(draft.style.schema.value, _name(draft, ask))
    draft.add_table(ask.entity, name)
    draft.decide(at_table(name), f"table {name}", f'the ticket keeps "{ask.entity}"', RULE, quote=ask.quote)
    if ask.table is None and draft.style.number.is_observed:
        custom = draft.style.number
        why = f"{custom.seen} of {custom.of} live tables are named in the {custom.value}"
        draft.decide(at_table(name), f"named in the {custom.value}", why, "house-style", ground=Ground.CUSTOM)


def _name(draft: Draft, ask: EntityAsk) -> str:
    if ask.table:
        return snake(ask.table)
    if ask.model and not draft.style.number.is_observed:
        return snake(ask.model)
    return table_name(ask.entity, draft.style.number.value)
