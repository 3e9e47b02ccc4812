"""Checks written in SQL: the sets and the bounds that can be said without SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from database_developer.model.request import Quote
from database_developer.reading.sketch import SketchDoubt, SketchPart, SketchRange, SketchSet


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bound:
    column: str
    minimum: str | None = None
    maximum: str | None = None


def checked(condition: exp.Expr, quote: Quote) -> Iterator[SketchPart]:
    """What a check says: one of these values, or between these bounds; a doubt where it says anything else."""
    inner = condition.unnest()
    if isinstance(inner, exp.In) and isinstance(inner.this, exp.Column):
        values = tuple(_value(item) for item in inner.expressions)
        known = tuple(value for value in values if value is not None)
        if known and len(known) == len(values):
            yield SketchSet(column=inner.this.name, values=known, quote=quote)
            return
    bounds = _bounds(inner)
    if bounds is None:
        yield SketchDoubt(quote=quote)
        return
    for bound in bounds:
        yield SketchRange(column=bound.column, minimum=bound.minimum, maximum=bound.maximum, quote=quote)


def _bounds(condition: exp.Expr) -> tuple[_Bound, ...] | None:
    match condition:
        case exp.And():
            left, right = _bounds(condition.left.unnest()), _bounds(condition.right.unnest())
            return _joined(left, right) if left and right else None
        case exp.Between():
            low, high = _number(condition.args["low"]), _number(condition.args["high"])
            if isinstance(condition.this, exp.Column) and low is not None and high is not None:
                return (_Bound(column=condition.this.name, minimum=low, maximum=high),)
        case exp.GTE() | exp.LTE():
            value = _number(condition.right)
            if isinstance(condition.left, exp.Column) and value is not None:
                name = condition.left.name
                is_lowest = isinstance(condition, exp.GTE)
                return (_Bound(column=name, minimum=value) if is_lowest else _Bound(column=name, maximum=value),)
    return None


def _joined(left: tuple[_Bound, ...], right: tuple[_Bound, ...]) -> tuple[_Bound, ...]:
    """Two bounds of one column as one."""
    first, second = left[0], right[0]
    if len(left) == len(right) == 1 and first.column == second.column:
        minimum, maximum = first.minimum or second.minimum, first.maximum or second.maximum
        return (_Bound(column=first.column, minimum=minimum, maximum=maximum),)
    return (*left, *right)


def _number(node: exp.Expr) -> str | None:
    if isinstance(node, exp.Neg):
        inner = _number(node.this)
        return f"-{inner}" if inner is not None else None
    return node.name if isinstance(node, exp.Literal) and not node.is_string else None


def _value(node: exp.Expr) -> str | None:
    return node.name if isinstance(node, exp.Literal) else None
