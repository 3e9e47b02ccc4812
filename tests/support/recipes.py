"""What a recipe gives for a row, computed in plain Python from the meaning of each step, without any SQL."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping as Row
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from database_developer.model.recipe import (
    After,
    Arithmetic,
    Attribute,
    Before,
    Characters,
    Comparison,
    Condition,
    Constant,
    Cut,
    Formula,
    Joined,
    Letters,
    Lower,
    Mapping,
    Now,
    Number,
    Operator,
    Otherwise,
    Piece,
    Recipe,
    Relation,
    Replace,
    ReplaceCharacters,
    Round,
    Source,
    Step,
    Trim,
    Upper,
    Word,
)

Value = str | Decimal | bool | None
SPACES = " \t\n\r\f\v"
SORTS = {
    Letters.LOWER: string.ascii_lowercase,
    Letters.UPPER: string.ascii_uppercase,
    Letters.ANY: string.ascii_letters,
    Letters.DIGITS: string.digits,
    Letters.SPACES: SPACES,
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """What the filled column takes; ``fallback`` is what it gets instead of nothing."""

    longest: int | None = None
    made_of: str | None = None
    allowed: tuple[str, ...] | None = None
    fallback: str | None = None


def value(recipe: Recipe, row: Row[str, Value], column: Column | None = None) -> Value:
    """What the row gets."""
    formula = next((branch.formula for branch in recipe.branches if meets(branch.condition, row)), recipe.formula)
    assert formula is not None, "a row that no case picks gets nothing"
    return fit(computed(formula, row), column or Column())


def is_picked(recipe: Recipe, row: Row[str, Value]) -> bool:
    return recipe.formula is not None or any(meets(branch.condition, row) for branch in recipe.branches)


def fit(found: Value, column: Column) -> Value:
    if isinstance(found, str):
        found = found[: column.longest]
        bad_form = column.made_of is not None and (not found or any(letter not in column.made_of for letter in found))
        if bad_form or (column.allowed is not None and found not in column.allowed):
            found = None
    return column.fallback if found is None else found


def computed(formula: Formula, row: Row[str, Value]) -> Value:
    found = source(formula.source, row)
    for step in formula.steps:
        found = after(found, step, row)
    return found


def source(told: Source, row: Row[str, Value]) -> Value:
    match told:
        case Attribute():
            return row[told.name]
        case Constant():
            return told.text
        case Joined():
            parts = [text(source(part, row)) or "" for part in told.parts]
            return told.separator.join(part for part in parts if part or not told.separator) or None
        case Now():
            raise AssertionError("no moment is computed here")


def text(found: Value) -> str | None:
    if isinstance(found, bool):
        return "true" if found else "false"
    return None if found is None else str(found)


def after(found: Value, step: Step, row: Row[str, Value]) -> Value:
    if isinstance(step, Otherwise):
        return source(step.source, row) if found is None or found == "" else found
    if found is None:
        return step.otherwise if isinstance(step, Mapping) else None
    if isinstance(step, Arithmetic | Round):
        with localcontext(prec=300):
            return calculated(found, step)
    return rewritten(text(found) or "", step)


def calculated(found: Value, step: Arithmetic | Round) -> Decimal | None:
    if isinstance(found, str):
        if not re.fullmatch(rf"[{SPACES}]*[-+]?[0-9]{{1,100}}([.][0-9]{{1,100}})?[{SPACES}]*", found):
            return None
        found = Decimal(found.strip(SPACES))
    assert isinstance(found, Decimal)
    if isinstance(step, Round):
        return found.quantize(Decimal(1).scaleb(-step.digits), rounding=ROUND_HALF_UP)
    number = Decimal(step.number)
    match step.operator:
        case Operator.PLUS:
            return found + number
        case Operator.MINUS:
            return found - number
        case Operator.TIMES:
            return found * number
    return found / number


def rewritten(found: str, step: Step) -> str | None:
    match step:
        case Before():
            return (
                (found.rpartition(step.mark)[0] if step.mark in found else found)
                if step.last
                else found.partition(step.mark)[0]
            )
        case After():
            return found.rpartition(step.mark)[2] if step.last and step.mark in found else found.partition(step.mark)[2]
        case Piece():
            return picked(found.split(step.separator), step.number)
        case Word():
            return picked(re.split(f"[{SPACES}]+", found.strip(SPACES)), step.number)
        case Cut():
            return found[-step.length :] if step.last else found[: step.length]
        case Number():
            number = re.search(r"[0-9]+(?:\.[0-9]+)?", found)
            return number[0] if number else None
        case Lower():
            return "".join(map(lower, found))
        case Upper():
            return "".join(map(upper, found))
        case Trim():
            return found.strip(SPACES)
        case Replace():
            return found.replace(step.old, step.new)
        case ReplaceCharacters():
            named = members(step.characters)
            return "".join(step.new if (letter in named) is not step.others else letter for letter in found)
        case Mapping():
            return dict(step.pairs).get(found, step.otherwise)
    raise AssertionError(step)


def picked(parts: list[str], number: int) -> str:
    if number < 0:
        return parts[number] if -number <= len(parts) else ""
    return parts[number - 1] if number <= len(parts) else ""


def members(characters: Characters) -> str:
    return "".join(SORTS[sort] for sort in characters.sorts) + characters.singles


def lower(letter: str) -> str:
    """One character for one, as the test server's locale has it."""
    return letter.lower()[0]


def upper(letter: str) -> str:
    changed = letter.upper()
    return changed if len(changed) == 1 else letter


def meets(condition: Condition, row: Row[str, Value]) -> bool:
    return (any if condition.any_of else all)(holds(one, row) for one in condition.comparisons)


def holds(one: Comparison, row: Row[str, Value]) -> bool:
    found = row[one.attribute.name]
    is_missing = found is None or found == ""
    if one.relation in {Relation.MISSING, Relation.PRESENT}:
        return is_missing is (one.relation is Relation.MISSING)
    if one.relation is Relation.UNEQUAL:
        return found is None or text(found) not in one.values
    if found is None:
        return False
    if one.relation is Relation.EQUAL:
        return Decimal(one.values[0]) == found if isinstance(found, Decimal) else text(found) in one.values
    return ordered(found, one)


def ordered(found: Value, one: Comparison) -> bool:
    if isinstance(found, str):
        ways = {Relation.STARTS: str.startswith, Relation.ENDS: str.endswith, Relation.CONTAINS: str.__contains__}
        return ways[one.relation](found, one.values[0])
    bound = Decimal(one.values[0])
    assert isinstance(found, Decimal)
    return {
        Relation.LESS: found < bound,
        Relation.MORE: found > bound,
        Relation.AT_MOST: found <= bound,
        Relation.AT_LEAST: found >= bound,
    }[one.relation]
