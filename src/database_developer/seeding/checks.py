"""Reads the text of a CHECK as facts about columns, as far as it is one of the common forms."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from pglast.enums import A_Expr_Kind, BoolExprType, NullTestType

from database_developer.model.schema import Constraint
from database_developer.seeding import trees
from database_developer.seeding.facts import (
    After,
    Allowed,
    Bound,
    Fact,
    JsonKind,
    Length,
    LowerCase,
    Pattern,
    Present,
)

Facts = tuple[Fact, ...]
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
COMPARISONS = frozenset({"<", "<=", ">", ">="})
LENGTHS = frozenset({"length", "char_length", "character_length", "octet_length"})
TRIMS = frozenset({"btrim", "trim", "ltrim", "rtrim"})
MEASURES: dict[str, Callable[[int], tuple[int, int | None]]] = {
    "=": lambda size: (size, size),
    ">": lambda size: (size + 1, None),
    ">=": lambda size: (size, None),
    "<": lambda size: (0, size - 1),
    "<=": lambda size: (0, size),
    "<>": lambda size: (size + 1, None),
}


def understood(constraint: Constraint) -> Facts | None:
    """The facts that together say what the check says; None where it says more than we can read."""
    tree = trees.constraint(constraint.definition)
    return None if tree is None else _read(tree.raw_expr)


def columns_of(constraint: Constraint) -> frozenset[str]:
    """The columns a check's expression names."""
    tree = trees.constraint(constraint.definition)
    return trees.columns(None if tree is None else tree.raw_expr) | frozenset(constraint.columns)


def _read(node: Any) -> Facts | None:
    if trees.is_a(node, "BoolExpr"):
        return _joined(node)
    if trees.is_a(node, "NullTest") and node.nulltesttype == NullTestType.IS_NOT_NULL:
        column = trees.column(node.arg)
        return None if column is None else (Present(column=column),)
    if not trees.is_a(node, "A_Expr"):
        return None
    if node.kind == A_Expr_Kind.AEXPR_BETWEEN:
        return _between(node)
    if node.kind in {A_Expr_Kind.AEXPR_OP_ANY, A_Expr_Kind.AEXPR_IN}:
        return _membership(node)
    return _operator(node) if node.kind == A_Expr_Kind.AEXPR_OP else None


def _joined(node: Any) -> Facts | None:
    if node.boolop == BoolExprType.OR_EXPR:
        return _either(node.args)
    if node.boolop != BoolExprType.AND_EXPR:
        return None
    parts = [_read(part) for part in node.args]
    return None if None in parts else tuple(fact for part in parts for fact in part or ())


def _either(branches: tuple[Any, ...]) -> Facts | None:
    """``x IS NULL OR ...`` is met by what follows; ``x = 'a' OR x = 'b'`` is a set."""
    rest = [branch for branch in branches if not _is_null_test(branch)]
    if len(rest) == 1:
        return _read(rest[0])
    sets = [facts[0] for branch in rest if (facts := _read(branch)) is not None and len(facts) == 1]
    allowed = [fact for fact in sets if isinstance(fact, Allowed)]
    if not rest or len(allowed) != len(rest) or len({fact.column for fact in allowed}) != 1:
        return None
    values = tuple(value for fact in allowed for value in fact.values)
    return (Allowed(column=allowed[0].column, values=values),)


def _is_null_test(node: Any) -> bool:
    return trees.is_a(node, "NullTest") and node.nulltesttype == NullTestType.IS_NULL


def _between(node: Any) -> Facts | None:
    column = trees.column(node.lexpr)
    low, high = (_number(part) for part in node.rexpr)
    if column is None or low is None or high is None:
        return None
    return (
        Bound(column=column, value=low, is_lower=True, inclusive=True),
        Bound(column=column, value=high, is_lower=False, inclusive=True),
    )


def _membership(node: Any) -> Facts | None:
    column, values = trees.column(node.lexpr), _values(node.rexpr)
    if node.name[-1].sval != "=" or column is None or values is None:
        return None
    return (Allowed(column=column, values=values),)


def _values(node: Any) -> tuple[str, ...] | None:
    inner = trees.bare(node)
    parts = inner.elements if trees.is_a(inner, "A_ArrayExpr") else inner
    if isinstance(parts, tuple):
        texts = [trees.constant(part) for part in parts]
        return None if None in texts else tuple(text for text in texts if text is not None)
    text = trees.constant(inner)
    if text is not None and text.startswith("{") and not set(text) & set('"\\'):
        return tuple(text.strip("{}").split(","))
    return None


def _operator(node: Any) -> Facts | None:
    operator, left, right = node.name[-1].sval, trees.bare(node.lexpr), trees.bare(node.rexpr)
    if trees.constant(left) is not None and operator in MIRRORED:
        operator, left, right = MIRRORED[operator], right, left
    readings = (reader(operator, left, right) for reader in READERS)
    return next((facts for facts in readings if facts is not None), None)


def _matching(operator: str, left: Any, right: Any) -> Facts | None:
    column, text = trees.column(left), trees.constant(right)
    if operator not in {"~", "~*"} or column is None or text is None:
        return None
    return (Pattern(column=column, regex=text, ignoring_case=operator == "~*"),)


def _measured(operator: str, left: Any, right: Any) -> Facts | None:
    number = _number(right)
    if trees.function(left) not in LENGTHS or number is None or operator not in MEASURES:
        return None
    argument = trees.bare(left.args[0])
    if trees.function(argument) in TRIMS and len(argument.args) == 1:
        argument = argument.args[0]
    column = trees.column(argument)
    if column is None or (operator == "<>" and number != 0):
        return None
    minimum, maximum = MEASURES[operator](int(number))
    return (Length(column=column, minimum=minimum, maximum=maximum),)


def _json_kind(operator: str, left: Any, right: Any) -> Facts | None:
    text = trees.constant(right)
    if trees.function(left) not in {"jsonb_typeof", "json_typeof"} or operator != "=" or text is None:
        return None
    column = trees.column(left.args[0])
    return None if column is None else (JsonKind(column=column, kind=text),)


def _lower_case(operator: str, left: Any, right: Any) -> Facts | None:
    call, other = (left, right) if trees.is_a(left, "FuncCall") else (right, left)
    column = trees.column(other)
    if operator != "=" or trees.function(call) != "lower" or column is None:
        return None
    return (LowerCase(column=column),) if trees.column(call.args[0]) == column else None


def _two_columns(operator: str, left: Any, right: Any) -> Facts | None:
    first, second = trees.column(left), trees.column(right)
    if first is None or second is None or first == second or operator not in COMPARISONS:
        return None
    later, earlier = (first, second) if operator[0] == ">" else (second, first)
    return (After(column=later, other=earlier, strictly="=" not in operator),)


def _compared(operator: str, left: Any, right: Any) -> Facts | None:
    column, text, number = trees.column(left), trees.constant(right), _number(right)
    if column is None or text is None:
        return None
    if operator == "=":
        return (Allowed(column=column, values=(text,)),)
    if operator == "<>" and not text.strip():
        return (Length(column=column, minimum=1),)
    if operator not in COMPARISONS or number is None:
        return None
    return (Bound(column=column, value=number, is_lower=operator[0] == ">", inclusive="=" in operator),)


READERS: tuple[Callable[[str, Any, Any], Facts | None], ...] = (
    _matching,
    _measured,
    _json_kind,
    _lower_case,
    _two_columns,
    _compared,
)


def _number(node: Any) -> Decimal | None:
    text = trees.constant(node)
    try:
        number = None if text is None else Decimal(text)
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
