""" "... moves to a table of its own", "... have to be carried over": the values go elsewhere."""

from __future__ import annotations

from database_developer.model.request import MoveAsk
from database_developer.reading.grammar.changes.new_tables import NewTable, by_name, made, new_table_at
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.scene import Scene

_MOVED = phrases(
    "move | moves | moved | moved over | moved out | go | goes | extracted | transferred | copied | copied over | "
    "carried over | carried across | taken over | taken along | split off | split out | migrated | migrated over | "
    "transferred over | brought over | put | factored out | pulled out"
)
_COPIED = phrases("copied | copied over | carried over | carried across | taken along | transferred | migrated | put")
_OVER = phrases("over | across | along")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """Whose rows move, and the table they move to, made where it is new."""
    end = ends_after_any(said.tokens, at, _MOVED)
    place = skipped(said.tokens, end, "over", "out", "to", "into")
    is_over = end > at and ends_after_any(said.tokens, end - 1, _OVER) == end
    is_told = (end > at and (place > end or is_over)) or _is_order(said, at)
    if said.is_negated or not is_told:
        return (), at
    table = new_table_at(said.tokens, place) if place > end or _is_order(said, at) else None
    if table is None:
        return (_move(said, _new(scene)), end) if is_over else ((), at)
    leaves = "move" not in said.helpers and ends_after_any(said.tokens, at, _COPIED) == at
    columns = by_name(said.subject.attributes, said.quote) if leaves else ()
    return _to(table, said, scene, columns), len(said.tokens)


def _is_order(said: Said, at: int) -> bool:
    """ "Copy `a` to ..."."""
    return "move" in said.helpers and ("to" in said.helpers or said.tokens[at].is_word("into", "over"))


def _to(table: NewTable, said: Said, scene: Scene, columns: tuple[str, ...]) -> Findings:
    if not table.phrase.is_named:
        return _move(said, _new(scene), columns)
    target = scene.name_of(table.phrase)
    making = () if scene.is_there(target) else tuple(made(table, said.quote, scene))
    return (*making, *_move(said, target, columns))


def _move(said: Said, target: str, columns: tuple[str, ...] = ()) -> tuple[MoveAsk, ...]:
    return (MoveAsk(source=said.subject.entity, target=target, columns=columns, quote=said.quote),)


def _new(scene: Scene) -> str:
    """The table told of before, where it is yet to be made."""
    return scene.focus if scene.focus is not None and not scene.is_there(scene.focus) else ""
