"""One attribute split into two, or several put together: "split `name` at the first space into `first` and `last`"."""

from __future__ import annotations

from database_developer.model.recipe import After, Attribute, Before, Formula, Joined, Recipe, Step
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.assignments import Assigned
from database_developer.reading.grammar.recipes.characters import character_at
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.recipes.pieces import implied_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_AT = ("at", "on", "by")
_SPLIT = phrases("is split | are split | should be split | must be split | will be split | gets split | split")
_INTO = ("into", "in", "to")
_MERGE = phrases("merge | combine | join | concatenate | put together")
_MERGED = phrases(
    "are merged | are joined | are combined | are concatenated | should be merged | must be merged | "
    "should be joined | should be combined | are put together | will be merged"
)
_GLUE = phrases("with | by | using | separated by | joined by | together with")
_BETWEEN = phrases("between | between them | in between | as separator | as the separator")


def split_at(tokens: Tokens, at: int, names: Names) -> tuple[tuple[Assigned, ...], Attribute, int] | None:
    """Both halves, what was split, and where the words end; the second has all behind the mark."""
    verb = ends_after_any(tokens, at, ("split",))
    whole = attribute_at(tokens, verb, names)
    if whole is None:
        return None
    place = verb if verb > at else ends_after_any(tokens, whole[1], _SPLIT)
    end = whole[1] if verb > at else place
    mark, last, end = _mark(tokens, end)
    into = ends_after_any(tokens, end, _INTO)
    halves = _two(tokens, into, names)
    told = _told_each(tokens, into, whole[0], names) if into > end and not mark else None
    if told is not None:
        return told
    if place == at or into == end or halves is None or not (verb > at or place > whole[1]):
        return None
    if not mark:
        mark, last, after = _mark(tokens, halves[2])
        halves = (halves[0], halves[1], after)
    if not mark:
        return None
    steps: tuple[Step, ...] = (Before(mark=mark, last=last), After(mark=mark, last=last))
    made = tuple(
        Assigned(attribute=half, recipe=Recipe(formula=Formula(source=whole[0], steps=(step,))), end=halves[2])
        for half, step in zip(halves[:2], steps, strict=True)
    )
    return made, whole[0], halves[2]


def _told_each(
    tokens: Tokens, at: int, whole: Attribute, names: Names
) -> tuple[tuple[Assigned, ...], Attribute, int] | None:
    """ "Into `first` (before the first space) and `last` (after it)": each half with its own part in brackets."""
    made: list[Assigned] = []
    place = at
    while (half := attribute_at(tokens, place, names)) is not None and half[1] < len(tokens):
        group = tokens[half[1]]
        part = implied_at(group.inside, 0, names)
        if part is None or part[1] != len(group.inside):
            break
        recipe = Recipe(formula=Formula(source=whole, steps=part[0]))
        made.append(Assigned(attribute=half[0], recipe=recipe, end=half[1] + 1))
        place = skipped(tokens, half[1] + 1, ",", "and")
    return (tuple(made), whole, made[-1].end) if len(made) > 1 else None


def _mark(tokens: Tokens, at: int) -> tuple[str, bool, int]:
    """ "At the first space"."""
    start = ends_after_any(tokens, at, _AT)
    place = skipped(tokens, start, "the", "a", "its")
    if start == at or place >= len(tokens):
        return "", False, at
    last = tokens[place].is_word("last")
    is_ordinal = last or tokens[place].is_word("first")
    found = character_at(tokens, place + 1 if is_ordinal else start)
    return (found[0], last, found[1]) if found is not None else ("", False, at)


def _two(tokens: Tokens, at: int, names: Names) -> tuple[Attribute, Attribute, int] | None:
    first = attribute_at(tokens, at, names)
    joint = skipped(tokens, first[1], "and", "+") if first is not None else at
    second = attribute_at(tokens, joint, names) if first is not None and joint > first[1] else None
    return (first[0], second[0], second[1]) if first is not None and second is not None else None


def merge_at(tokens: Tokens, at: int, names: Names) -> tuple[Assigned, tuple[Attribute, ...], int] | None:
    """Several attributes put together in one; what stands between them must be told."""
    verb = ends_after_any(tokens, at, _MERGE)
    parts, end = _parts(tokens, verb, names)
    if len(parts) < 2:
        return None
    told = ends_after_any(tokens, end, _MERGED) if verb == at else end
    if verb == at and told == end:
        return None
    glue, end = _glued(tokens, told)
    into = ends_after_any(tokens, end, _INTO)
    whole = attribute_at(tokens, into, names) if into > end else None
    if whole is None:
        return None
    glue, end = (glue, whole[1]) if glue is not None else _glued(tokens, skipped(tokens, whole[1], ","))
    if glue is None:
        return None
    formula = Formula(source=Joined(parts=parts, separator=glue))
    return Assigned(attribute=whole[0], recipe=Recipe(formula=formula), end=end), parts, end


def _parts(tokens: Tokens, at: int, names: Names) -> tuple[tuple[Attribute, ...], int]:
    parts: list[Attribute] = []
    place, end = at, at
    while (found := attribute_at(tokens, place, names)) is not None:
        parts.append(found[0])
        end = found[1]
        place = skipped(tokens, end, ",", "and")
        if place == end:
            break
    return tuple(parts), end


def _glued(tokens: Tokens, at: int) -> tuple[str | None, int]:
    word = ends_after_any(tokens, at, _GLUE)
    mark = character_at(tokens, word) if word > at else None
    return (mark[0], ends_after_any(tokens, mark[1], _BETWEEN)) if mark is not None else (None, at)
