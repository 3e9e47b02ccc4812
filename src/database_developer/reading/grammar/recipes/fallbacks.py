"""What is taken where there is nothing: "where there is none, `x`", "or `x` if missing", "falling back to `x`"."""

from __future__ import annotations

from database_developer.model.recipe import Otherwise
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.constants import simple_at
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]
Found = tuple[tuple[Otherwise], int] | None

_NONE = phrases(
    "there is none | there is no value | there isn't one | there is no such value | nothing is there | none is set | "
    "nothing is left | nothing remains | nothing is given | none | missing | empty | null | not set | blank | "
    "they have none | it has none | the row has none | the user has none | there is nothing | none exists | "
    "missing or empty | empty or missing | null or empty | empty or null | unset | not given | absent"
)
_STATES = phrases("empty | missing | null | not set | blank | missing or empty | empty or missing | null or empty")
_NONE += tuple(
    f"{it} is {state}" for it in phrases("it | that | this | the result | the value | the outcome") for state in _STATES
)
_WHERE = phrases("where | if | when | in case | for rows where | for rows in which | wherever | whenever")
_USE = phrases(
    "use | then | take | it is | set it to | put | it becomes | fall back to | fill in | default to | set | "
    "it should be | it will be | we use | we take | the value is | it gets | then use | it defaults to | write"
)
_ELSE = phrases(
    "or else | else | otherwise | otherwise use | else use | otherwise take | otherwise it is | or otherwise"
)
_FALL = phrases(
    "falling back to | fall back to | defaulting to | defaults to | default to | with default | with a default of | "
    "default | with fallback | with a fallback to | with a fallback of | fallback"
)
_AS_DEFAULT = phrases("as default | as the default | as a default | as fallback | as the fallback | as a fallback")


def fallback_at(tokens: Tokens, at: int, names: Names, *, has_else: bool = False) -> Found:
    """ "Where there is none, `x`", "or `x` if missing", "falling back to `x`"."""
    where = ends_after_any(tokens, at, _WHERE)
    none = ends_after_any(tokens, where, _NONE) if where > at else at
    if none > where > at:
        place = skipped(tokens, none, ",", ":", "then")
        return _value(tokens, ends_after_any(tokens, place, _USE), names)
    fall = ends_after_any(tokens, at, _FALL if has_else else (*_FALL, *_ELSE))
    if fall > at:
        return _value(tokens, fall, names, may_tell_when=True)
    return _value_first(tokens, skipped(tokens, at, "or", "and", "with"), names)


def _value(tokens: Tokens, at: int, names: Names, *, may_tell_when: bool = False) -> Found:
    found = simple_at(tokens, at, names)
    if found is None:
        return None
    end = _when_none(tokens, found[1]) if may_tell_when else found[1]
    return (Otherwise(source=found[0]),), end


def _when_none(tokens: Tokens, at: int) -> int:
    where = ends_after_any(tokens, at, _WHERE)
    none = ends_after_any(tokens, where, _NONE) if where > at else at
    return none if none > where > at else at


def _value_first(tokens: Tokens, at: int, names: Names) -> Found:
    """ "`x` if there is none", "`x` as the default"."""
    found = simple_at(tokens, at, names)
    if found is None:
        return None
    end = max(_when_none(tokens, found[1]), ends_after_any(tokens, found[1], _AS_DEFAULT))
    return ((Otherwise(source=found[0]),), end) if end > found[1] else None
