"""One value for another: "`A` -> `active`, `I` -> `inactive`, everything else `unknown`"."""

from __future__ import annotations

from database_developer.model.recipe import Mapping
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_INTRO = phrases(
    "mapped | mapped as follows | mapped like this | mapped this way | as follows | translated | map | "
    "with this mapping | with the mapping | by this table | by this mapping | mapping | where"
)
_ARROWS = ("->", "=>", "→")
_VERBS = phrases(
    "= | becomes | become | is mapped to | maps to | turns into | is turned into | means | to | gets | : | is | "
    "turns to | stands for"
)
_OTHERS = phrases(
    "everything else | anything else | all others | all other values | other values | any other value | others | "
    "the rest | every other value | all the rest | otherwise | else | any other | the others | all other"
)
_JOINTS = phrases(", | ; | and | while | but")
_MOST = 200


def mapping_at(tokens: Tokens, at: int) -> tuple[Mapping, int] | None:
    """The pairs from here on; a single one must have an arrow or stand in quotes."""
    start = skipped(tokens, ends_after_any(tokens, at, _INTRO), ":")
    pairs, end = _pairs(tokens, start)
    if not pairs or len({old for old, _ in pairs}) < len(pairs):
        return None
    otherwise, end = _others(tokens, end)
    return Mapping(pairs=tuple(pairs), otherwise=otherwise), end


def value_of(tokens: Tokens) -> str | None:
    """The one value that these tokens are, such as the cell of a table or the side of an arrow."""
    if len(tokens) == 1 and tokens[0].kind in {Kind.WORD, Kind.NUMBER, Kind.CODE, Kind.QUOTED}:
        return tokens[0].text
    return None


def _pairs(tokens: Tokens, at: int) -> tuple[list[tuple[str, str]], int]:
    pairs: list[tuple[str, str]] = []
    place, end = at, at
    while len(pairs) < _MOST:
        found = _pair(tokens, place)
        if found is None:
            break
        pairs.append(found[0])
        end = found[1]
        place = skipped(tokens, end, *_JOINTS)
    return pairs, end


def _pair(tokens: Tokens, at: int) -> tuple[tuple[str, str], int] | None:
    """ "A -> active"; words such as "becomes" join only values that are written as such."""
    old = _one(tokens, at)
    if old is None or ends_after_any(tokens, at, _OTHERS) > at:
        return None
    arrow = ends_after_any(tokens, at + 1, _ARROWS)
    end = arrow if arrow > at + 1 else ends_after_any(tokens, at + 1, _VERBS)
    new = _one(tokens, end) if end > at + 1 else None
    is_clear = arrow > at + 1 or (_is_written(tokens[at]) and _is_written(tokens[end]) if new is not None else False)
    return ((old, new), end + 1) if new is not None and is_clear else None


def _one(tokens: Tokens, at: int) -> str | None:
    return value_of(tokens[at : at + 1])


def _is_written(token: Token) -> bool:
    return token.is_literal or token.kind is Kind.NUMBER


def _others(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """ "Everything else becomes `unknown`"."""
    place = skipped(tokens, at, *_JOINTS)
    end = ends_after_any(tokens, place, _OTHERS)
    if end == place:
        return None, at
    behind = ends_after_any(tokens, end, (*_ARROWS, *_VERBS, "are", "get"))
    value = _one(tokens, behind)
    return (value, behind + 1) if value is not None else (None, at)
