"""The sentences that give an attribute its value: "the handle is ...", "set the locale to ...", "fill x with ..."."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.recipe import (
    Attribute,
    Branch,
    Comparison,
    Condition,
    Constant,
    Formula,
    Mapping,
    Otherwise,
    Recipe,
    Relation,
)
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.cases import Told, more_of, recipe_at
from database_developer.reading.grammar.recipes.conditions import opened_at, rows_at
from database_developer.reading.grammar.recipes.formulas import formula_at
from database_developer.reading.grammar.recipes.heads import Head, order_at, statement_at
from database_developer.reading.grammar.recipes.mappings import mapping_at
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.recipes.steps import steps_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_INTO = phrases("to | into | in | over to | over into | as | for")
_COPY = phrases("copy | move | migrate | put | write | transfer | carry over | carry | use")
_GET = phrases(
    "get | gets | receive | receives | take | takes | have | has | start with | are given | should get | will get | "
    "must get | should have | will have | will receive | must have | should receive | are assigned | give them | "
    "they get | they receive | give those | give these | assign them | they should get"
)
_MADE = phrases(
    "made from | derived from | built from | taken from | generated from | computed from | from | made of | of | "
    "set to | equal to | based on | that is | which is | : | = | made out of | being"
)
_EMPTY = tuple(f"{stays} {empty}" for stays in ("stays", "remains", "is left") for empty in ("empty", "null", "unset"))
_MODALS = phrases("should | must | shall | to | we | please | also | need | will | have | has | let | us | be")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """An attribute and its rule; ``is_plain`` where only "is" or "has" says that a value is given.

    ``recipe`` is None where the rule is not understood; ``end`` is then where its words begin.
    """

    attribute: Attribute
    recipe: Recipe | None
    end: int
    is_plain: bool = False


def assignment_at(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """An attribute with what it is given, as far as that is understood; None where nothing is given here."""
    place = skipped(tokens, at, *_MODALS)
    empty = _left_empty(tokens, at, names)
    if empty is not None:
        return empty
    value_first = _value_first(tokens, place, names)
    if value_first is not None:
        return value_first
    head = order_at(tokens, place, names) or statement_at(tokens, place, names)
    return _assigned(tokens, head, names) if head is not None else None


def _left_empty(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """ "The locale stays empty"."""
    attribute = attribute_at(tokens, at, names)
    end = ends_after_any(tokens, attribute[1], _EMPTY) if attribute is not None else at
    if attribute is None or end == attribute[1]:
        return None
    return Assigned(attribute=attribute[0], recipe=Recipe(formula=Formula(source=Constant(text=None))), end=end)


def obtained_at(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """What rows get: "get the locale `en`", "older than 2020 get `archived` as status; all others `active`"."""
    chosen = rows_at(tokens, at, names)
    place = skipped(tokens, chosen[1], ",", ":") if chosen is not None else at
    verb = ends_after_any(tokens, place, _GET)
    if verb == place:
        return None
    is_plain = tokens[verb - 1].is_word("have", "has")
    found = _value_as(tokens, verb, names)
    if found is not None:
        return _obtained(tokens, found, chosen[0] if chosen else None, names, is_plain=is_plain)
    head = _named_value(tokens, verb, names, is_plain=is_plain)
    if head is None or chosen is None:
        return _assigned(tokens, head, names) if head is not None else None
    value = formula_at(tokens, head.at, names, bare=True, has_else=True)
    if value is None:
        return Assigned(attribute=head.attribute, recipe=None, end=head.at, is_plain=is_plain)
    return _obtained(tokens, (head.attribute, *value), chosen[0], names, is_plain=is_plain)


def _obtained(
    tokens: Tokens,
    found: tuple[Attribute, Formula, int],
    condition: Condition | None,
    names: Names,
    *,
    is_plain: bool = False,
) -> Assigned:
    """The rule for the rows picked by the condition, and what the others get."""
    attribute, formula, end = found
    branches = (Branch(condition=condition, formula=formula),) if condition is not None else ()
    recipe = Recipe(formula=None if condition is not None else formula, branches=branches)
    told = more_of(Told(recipe=recipe, end=end), tokens, names)
    return Assigned(attribute=attribute, recipe=told.recipe, end=told.end, is_plain=is_plain)


def _assigned(tokens: Tokens, head: Head, names: Names) -> Assigned:
    mapping = mapping_at(tokens, skipped(tokens, head.at, ":", ","))
    if mapping is not None:  # "the status becomes: A -> active": its own values, one for another
        recipe = _exchanged(head.attribute, mapping[0])
        return Assigned(attribute=head.attribute, recipe=recipe, end=mapping[1], is_plain=head.is_plain)
    told = recipe_at(tokens, skipped(tokens, head.at, ":", ","), names, bare=head.bare)
    if told is None:
        told = _own_value(tokens, head, names)
    if told is None or (head.needs_steps and _is_bare_copy(told.recipe)):
        return Assigned(attribute=head.attribute, recipe=None, end=head.at, is_plain=head.is_plain)
    return Assigned(attribute=head.attribute, recipe=told.recipe, end=told.end, is_plain=head.is_plain)


def _exchanged(own: Attribute, mapping: Mapping) -> Recipe:
    """Some of an attribute's own values replaced: rows with other values keep theirs, unless told otherwise."""
    if mapping.otherwise is not None:
        return Recipe(formula=Formula(source=own, steps=(mapping,)))
    branches = (_branch(own, old, new) for old, new in mapping.pairs)
    return Recipe(branches=tuple(branches))


def _branch(own: Attribute, old: str, new: str) -> Branch:
    same = Comparison(attribute=own, relation=Relation.EQUAL, values=(old,))
    return Branch(condition=Condition(comparisons=(same,)), formula=Formula(source=Constant(text=new)))


def _own_value(tokens: Tokens, head: Head, names: Names) -> Told | None:
    """ "The email is lower-cased": its own value, with something done to it."""
    steps, end = steps_at(tokens, head.at, names)
    if not steps or isinstance(steps[0], Otherwise):
        return None
    own = Recipe(formula=Formula(source=head.attribute, steps=steps))
    return more_of(Told(recipe=own, end=end), tokens, names)


def _is_bare_copy(recipe: Recipe) -> bool:
    """Whether "derived from the email" is all that is said: then how is left open."""
    formula = recipe.formula
    return formula is not None and isinstance(formula.source, Attribute) and not formula.steps and not recipe.branches


def listed_at(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """ "handle: the part of the email before the `@`", as in a list of rules."""
    attribute = attribute_at(tokens, at, names)
    if attribute is None or attribute[1] >= len(tokens):
        return None
    name, place = attribute
    place = (
        place + 1
        if tokens[place].is_mark(":") and tokens[place + 1 : place + 2] and _is_equal(tokens[place + 1])
        else place
    )
    if not tokens[place].is_mark(":", "=", "-", "–", "—", "<-", "←", ":="):
        return None
    head = Head(attribute=name, at=place + 1, bare=True)
    return _assigned(tokens, head, names)


def _is_equal(token: Token) -> bool:
    """The second half of ":="."""
    return token.is_mark("=")


def conditional_at(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """ "If the plan is `pro`, the tier is `gold`; otherwise it is `basic`"."""
    condition = opened_at(tokens, at, names)
    if condition is None:
        return None
    place = skipped(tokens, condition[1], ",", ":", "then")
    head = order_at(tokens, place, names) or statement_at(tokens, place, names)
    value = formula_at(tokens, head.at, names, bare=head.bare, has_else=True) if head is not None else None
    if head is None or value is None:
        return None
    return _obtained(tokens, (head.attribute, *value), condition[0], names, is_plain=head.is_plain)


def _value_first(tokens: Tokens, at: int, names: Names) -> Assigned | None:
    """ "Copy the display name into the nickname", "use `en` as the locale"."""
    verb = ends_after_any(tokens, at, _COPY)
    found = _value_as(tokens, verb, names, _INTO) if verb > at else None
    return _obtained(tokens, found, None, names) if found is not None else None


def _value_as(
    tokens: Tokens, at: int, names: Names, joints: tuple[str, ...] = ("as", "for")
) -> tuple[Attribute, Formula, int] | None:
    """ "`en` as (their) locale", "as (their) locale `en`"."""
    named = attribute_at(tokens, at + 1, names) if at < len(tokens) and tokens[at].is_word("as") else None
    if named is not None:
        given = formula_at(tokens, named[1], names, bare=True)
        return (named[0], given[0], given[1]) if given is not None else None
    value = formula_at(tokens, at, names, bare=True)
    joint = ends_after_any(tokens, value[1], joints) if value is not None else at
    attribute = attribute_at(tokens, joint, names) if value is not None else None
    if value is not None and joint == value[1] and not (tokens[at].kind is Kind.NUMBER and attribute):
        return None  # only "0 points" needs no word between
    return (attribute[0], value[0], attribute[1]) if value is not None and attribute is not None else None


def _named_value(tokens: Tokens, at: int, names: Names, *, is_plain: bool) -> Head | None:
    """ "The locale `en`", "a handle made from the email, ..."."""
    attribute = attribute_at(tokens, at, names)
    if attribute is None or not names.knows(attribute[0].name):
        return None
    made = ends_after_any(tokens, attribute[1], _MADE)
    is_vague = (
        made > attribute[1] and tokens[made - 1].is_word("from", "on") and not tokens[attribute[1]].is_word("taken")
    )
    return Head(attribute=attribute[0], at=made, bare=True, is_plain=is_plain, needs_steps=is_vague)
