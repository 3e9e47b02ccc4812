""" "... can go", "... is to be dropped", "... should disappear": the column goes away."""

from __future__ import annotations

from database_developer.model.request import RemovalAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.scene import Scene

_GONE = phrases(
    "go | go away | disappear | vanish | dropped | drop | drop it | drop this | removed | remove | remove it | "
    "remove this | deleted | delete | delete it | thrown away | thrown out | throw away | throw it away | scrapped | "
    "scrap it | taken out | got rid of | gotten rid of | get rid of it | discarded | eliminated | gone | die | "
    "be gone | cut | dropped entirely | dropped completely | removed entirely | removed completely | purged"
)
_NO_LONGER = phrases(
    "needed and | used and | required and | needed , | used , | in use , | in use and | superfluous and | "
    "obsolete and | redundant and | superfluous then and | obsolete then and | superfluous , | obsolete , | redundant ,"
)
_AGAIN = ("can", "should", "must", "be", "to", "has", "is", "may", "so", "therefore", "please", "it", "shall", "will")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The removal, where it is told and not only allowed; that nobody uses it alone says nothing."""
    idle = ends_after_any(said.tokens, at, _NO_LONGER)
    place = idle if idle > at else at
    while idle > at and place < len(said.tokens) and said.tokens[place].is_word(*_AGAIN):
        place += 1
    end = ends_after_any(said.tokens, place, _GONE)
    is_told = idle > at or ((said.is_wish or said.is_label) and not said.is_negated and "may" not in said.helpers)
    if end == place or end != len(said.tokens) or not is_told:
        return (), at
    if _is_another_thing(said):
        return (), at
    names = said.subject.attributes or (None,)
    return tuple(RemovalAsk(entity=said.subject.entity, attribute=name, quote=said.quote) for name in names), end


def _is_another_thing(said: Said) -> bool:
    """ "A user can be deleted" speaks of rows, not of the column "user_id" of another table."""
    return not said.subject.is_exact and any(name.endswith("_id") for name in said.subject.attributes)
