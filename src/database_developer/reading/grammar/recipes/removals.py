"""What goes away once its values have been taken over: "and drop `full_name`", "the old column is removed"."""

from __future__ import annotations

from database_developer.model.recipe import Attribute
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_DROP = phrases("drop | remove | delete | then drop | then remove | drop the column | we drop | we can drop")
_DROPPED = phrases(
    "is dropped | are dropped | is removed | are removed | goes away | go away | can be dropped | is deleted | "
    "are deleted | should be dropped | should be removed | will be dropped | is then dropped | can then be dropped | "
    "disappears | disappear | can go | must be dropped | will be removed"
)
_LATER = phrases("afterwards | after that | then | in the end | later | at the end")
_OLD = phrases(
    "the old column | the old columns | the old field | the old fields | the old one | the old ones | it | them | "
    "the original column | the original | both | both columns | the old attribute | the source column"
)


def removals_at(
    tokens: Tokens, at: int, names: Names, taken: tuple[Attribute, ...]
) -> tuple[tuple[Attribute, ...], int] | None:
    """The attributes to be removed and where the words end; "the old column" is what was ``taken`` over."""
    place = skipped(tokens, at, ",", ";", "and", "then", "afterwards")
    drop = ends_after_any(tokens, place, _DROP)
    found = _those(tokens, drop, names, taken)
    if found is None or place == at:
        return None
    end = found[1] if drop > place else ends_after_any(tokens, found[1], _DROPPED)
    if drop == place and end == found[1]:
        return None
    return found[0], ends_after_any(tokens, end, _LATER)


def _those(
    tokens: Tokens, at: int, names: Names, taken: tuple[Attribute, ...]
) -> tuple[tuple[Attribute, ...], int] | None:
    old = ends_after_any(tokens, at, _OLD)
    attribute = attribute_at(tokens, at, names)
    if old > at and taken and (attribute is None or not names.knows(attribute[0].name)):
        return taken, old
    return ((attribute[0],), attribute[1]) if attribute is not None and names.knows(attribute[0].name) else None
