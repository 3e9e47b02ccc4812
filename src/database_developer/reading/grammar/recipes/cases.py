"""A whole rule: one value, or several by cases, and what happens on a clash."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.model.recipe import Branch, Condition, Formula, Recipe
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.clashes import clash_at
from database_developer.reading.grammar.recipes.conditions import opened_at, rows_at
from database_developer.reading.grammar.recipes.formulas import formula_at
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.steps import steps_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_JOINTS = phrases(", | ; | : | and | but | — | – | then | .")
_ELSE = phrases(
    "otherwise | else | all others | others | the others | all other rows | other rows | the rest | everyone else | "
    "all other users | everybody else | in all other cases | for all others | for all other rows | all the rest | "
    "any other row | every other row | the other rows | for the others | for the rest | in other cases | for others"
)
_GET = phrases(
    "get | gets | it is | is | are | it becomes | become | becomes | use | it gets | set it to | receive | then | "
    "have | set | they get | it should be | take | set to | it will be | are set to | is set to"
)
_ROWS = phrases("rows | users | those | ones | all | records | entries | the | only")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What has been told so far, and where in the tokens."""

    recipe: Recipe
    end: int


def recipe_at(tokens: Tokens, at: int, names: Names, *, bare: bool = False) -> Told | None:
    """The rule that begins here, as far as it is understood."""
    told = _first(tokens, at, names, bare=bare)
    return more_of(told, tokens, names, bare=bare) if told is not None else None


def more_of(told: Told, tokens: Tokens, names: Names, *, bare: bool = False) -> Told:
    """The rule with all that follows it: further cases, the rest of the rows, steps, a clash."""
    while told.end < len(tokens):
        place = skipped(tokens, told.end, *_JOINTS)
        further = _further(told, tokens, place, names, bare=bare)
        if further is None or further.end <= told.end:
            break
        told = further
    return told


def _first(tokens: Tokens, at: int, names: Names, *, bare: bool) -> Told | None:
    return _case(Recipe(), tokens, at, names, bare=bare) or _value(Recipe(), tokens, at, names, bare=bare)


def _further(told: Told, tokens: Tokens, place: int, names: Names, *, bare: bool) -> Told | None:
    recipe = told.recipe
    clash = clash_at(tokens, place, names)
    if clash is not None and recipe.clash is None:
        return Told(recipe=replace(recipe, clash=clash[0]), end=clash[1])
    if recipe.branches or recipe.formula is None:
        rest = _rest(recipe, tokens, place, names, bare=bare) or _value(recipe, tokens, place, names, bare=bare)
        if rest is not None:
            return rest
    case = _case(recipe, tokens, place, names, bare=bare)
    return case if case is not None else _stepped(told, tokens, names)


def _stepped(told: Told, tokens: Tokens, names: Names) -> Told | None:
    """More steps for a rule of one value, such as a sentence that follows it adds."""
    formula = told.recipe.formula
    if formula is None or told.recipe.branches:
        return None
    steps, end = steps_at(tokens, told.end, names)
    more = Formula(source=formula.source, steps=(*formula.steps, *steps))
    return Told(recipe=replace(told.recipe, formula=more), end=end) if steps else None


def _case(recipe: Recipe, tokens: Tokens, at: int, names: Names, *, bare: bool) -> Told | None:
    """ "If the email is missing, `x`": the condition first."""
    place = skipped(tokens, at, "for", *_ROWS)
    condition = opened_at(tokens, at, names) or (rows_at(tokens, place, names) if place > at else None)
    if condition is None:
        return None
    behind = skipped(tokens, condition[1], ",", ":", "then", "—")
    formula = formula_at(tokens, ends_after_any(tokens, behind, _GET), names, bare=True, has_else=True)
    if formula is None:
        return None
    return Told(recipe=_with_branch(recipe, condition[0], formula[0]), end=formula[1])


def _value(recipe: Recipe, tokens: Tokens, at: int, names: Names, *, bare: bool) -> Told | None:
    """ "`x` if the email is missing", or the value alone; the value of the other rows comes once."""
    formula = formula_at(tokens, at, names, bare=bare)
    if formula is None:
        return None
    place = skipped(tokens, formula[1], ",")
    rows = skipped(tokens, place, "for", *_ROWS)
    condition = opened_at(tokens, place, names) or (rows_at(tokens, rows, names) if rows > place else None)
    is_clash = clash_at(tokens, place, names) is not None
    if condition is not None and not is_clash and not _tells_a_value(tokens, condition[1], names):
        return Told(recipe=_with_branch(recipe, condition[0], formula[0]), end=condition[1])
    if recipe.formula is not None or recipe.branches:
        return None
    return Told(recipe=replace(recipe, formula=formula[0]), end=formula[1])


def _tells_a_value(tokens: Tokens, at: int, names: Names) -> bool:
    """Whether the condition has a value of its own behind it: "..., if the email is missing, use `x`"."""
    place = skipped(tokens, at, ",", ":", "then")
    verb = ends_after_any(tokens, place, ("use", "it is", "set it to", "take", "then", "it becomes", "it gets"))
    return verb > place and formula_at(tokens, verb, names, bare=True) is not None


def _rest(recipe: Recipe, tokens: Tokens, at: int, names: Names, *, bare: bool) -> Told | None:
    """ "Otherwise `x`", "all others get `x`", "`x` otherwise"."""
    if recipe.formula is not None:
        return None
    rest = ends_after_any(tokens, at, _ELSE)
    start = ends_after_any(tokens, skipped(tokens, rest, ","), _GET) if rest > at else at
    formula = formula_at(tokens, start, names, bare=rest > at or bare, has_else=True)
    if formula is None:
        return None
    end = formula[1] if rest > at else ends_after_any(tokens, skipped(tokens, formula[1], "for"), _ELSE)
    if rest == at and end <= skipped(tokens, formula[1], "for"):
        return None
    return Told(recipe=replace(recipe, formula=formula[0]), end=end)


def _with_branch(recipe: Recipe, condition: Condition, formula: Formula) -> Recipe:
    return replace(recipe, branches=(*recipe.branches, Branch(condition=condition, formula=formula)))
