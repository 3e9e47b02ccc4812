""" "... moves to a table of its own", "... have to be carried over": the values go elsewhere."""

from __future__ import annotations

from database_developer.model.request import MoveAsk
from database_developer.reading.grammar.changes.new_tables import made, new_table_at
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.scene import Scene

_MOVED = phrases(
    "move | moves | moved | moved over | moved out | go | goes | extracted | transferred | copied | copied over | "
    "carried over | carried across | taken over | taken along | split off | split out | migrated | migrated over | "
    "transferred over | brought over | put | factored out | pulled out"
)
_OVER = phrases("over | across | along")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """Whose rows move, and the table they move to, made where it is new."""
    end = ends_after_any(said.tokens, at, _MOVED)
    is_order = "move" in said.helpers and said.tokens[at].is_word("to", "into", "over")
    place = skipped(said.tokens, end, "over", "out", "to", "into")
    is_over = end > at and ends_after_any(said.tokens, end - 1, _OVER) == end
    if (end == at and not is_order) or said.is_negated or (place == end and not is_over):
        return (), at
    table = new_table_at(said.tokens, place) if place > end else None
    if table is None:
        return (
            ((MoveAsk(source=said.subject.entity, target=_new(scene), quote=said.quote),), end) if is_over else ((), at)
        )
    target = scene.name_of(table.phrase) if table.phrase.is_named else _new(scene)
    making = tuple(made(table, said.quote, scene)) if table.phrase.is_named and not scene.is_there(target) else ()
    return (*making, MoveAsk(source=said.subject.entity, target=target, quote=said.quote)), len(said.tokens)


def _new(scene: Scene) -> str:
    """The table told of before, where it is yet to be made."""
    return scene.focus if scene.focus is not None and not scene.is_there(scene.focus) else ""
