"""Where two rows would get the same value: "where that is taken, add `_` and the user's id"."""

from __future__ import annotations

from database_developer.model.recipe import OnClash
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.characters import character_at
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_TAKEN = phrases(
    "taken | used | in use | not unique | a duplicate | duplicated | there | there already | already there | "
    "taken already | already taken | already used | already in use | already exists | exists already | exists | "
    "clashes | collides | conflicts | assigned | already assigned | occupied | already occupied"
)
_WHERE = phrases("where | if | when | in case | whenever | wherever | should")
_ON = phrases(
    "on a clash | on clash | on conflict | on a conflict | on collision | on a collision | for duplicates | "
    "in case of a clash | in case of a conflict | in case of a collision | in case of duplicates | on duplicates | "
    "in case of clashes | in case of conflicts | for clashes | to make it unique | to keep it unique | "
    "where two rows clash | if two rows clash | if there are duplicates | where there are duplicates"
)
_ADD = phrases(
    "add | append | we add | we append | it gets | it is followed by | followed by | suffix it with | put | with | "
    "plus | suffixed with | extended by | extend it by | extend it with | then add | attach | use a suffix of"
)
_ADDED = phrases("added | appended | are added | is added | are appended | is appended | attached | is attached")
_COUNTER = phrases(
    "a running number | running number | a number | a counter | an increasing number | a sequence number | "
    "the next free number | a sequential number | a counting number | a serial number | numbers"
)
_AT_THE_END = phrases("at the end | to it | as a suffix | as suffix | behind it | to the end")
_JOINTS = phrases(", | and | : | then | followed")


def clash_at(tokens: Tokens, at: int, names: Names) -> tuple[OnClash, int] | None:
    """What is added, and where its words end; skipping or merging rows is no answer that can be built."""
    place = _told(tokens, at, names)
    if place is None:
        return None
    place = skipped(tokens, place, ",", ":", "then")
    verb = ends_after_any(tokens, place, _ADD)
    found = _added(tokens, verb, names)
    if found is None:
        return None
    end = ends_after_any(tokens, found[1], _ADDED)
    if verb == place and end == found[1]:
        return None
    return found[0], ends_after_any(tokens, end, _AT_THE_END)


def _told(tokens: Tokens, at: int, names: Names) -> int | None:
    """Where "if that is taken" ends."""
    end = ends_after_any(tokens, at, _ON)
    if end > at:
        return end
    where = ends_after_any(tokens, at, _WHERE)
    if where == at:
        return None
    it = skipped(tokens, where, "that", "it", "this", "the", "value", "result", "one", "such", "a", "outcome")
    if it == where or (
        it < len(tokens) and not tokens[it].is_word("is", "has", "already", "would", "exists", "clashes")
    ):
        named = attribute_at(tokens, where, names)
        it = named[1] if named is not None else it
    state = skipped(tokens, it, "is", "has", "been", "already", "would", "be", "was")
    taken = ends_after_any(tokens, state, _TAKEN)
    return (
        skipped(tokens, taken, "by", "another", "row", "user", "already", "someone", "else") if taken > state else None
    )


def _added(tokens: Tokens, at: int, names: Names) -> tuple[OnClash, int] | None:
    """ "`_` and the user's id", "a dash and a running number", "the id"."""
    mark = None if ends_after_any(tokens, at, _COUNTER) > at else character_at(tokens, at)
    place = skipped(tokens, mark[1], *_JOINTS) if mark is not None else at
    place = place + 1 if place < len(tokens) and tokens[place].is_word("by") and mark is not None else place
    separator = mark[0] if mark is not None else ""
    counter = ends_after_any(tokens, place, _COUNTER)
    if counter > place:
        return OnClash(separator=separator), counter
    attribute = attribute_at(tokens, place, names)
    return (OnClash(separator=separator, attribute=attribute[0]), attribute[1]) if attribute is not None else None
