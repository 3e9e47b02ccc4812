"""UPDATE and DELETE of many rows: how to tell them, and how to cut them into batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import A_Expr_Kind, BoolExprType

from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Place
from database_developer.migration.linting.safe_forms import batches
from database_developer.migration.linting.spelling import columns_in, nodes_of, printed
from database_developer.model.migration import RANGE

USUAL_KEYS = frozenset({"id", "uuid", "ctid"})
ONE_ROW_OR_LIST = (A_Expr_Kind.AEXPR_OP, A_Expr_Kind.AEXPR_IN, A_Expr_Kind.AEXPR_OP_ANY)
RANGES = (A_Expr_Kind.AEXPR_BETWEEN, A_Expr_Kind.AEXPR_BETWEEN_SYM)
STAYING = frozenset({"btrim", "initcap", "lower", "ltrim", "rtrim", "upper"})
MARK = "dbd_range_goes_here"


def changes_many(place: Place) -> bool:
    """Whether the command updates or deletes, in a table that is not new, more than rows picked by their key."""
    node: Any = place.node
    if not is_a(node, ast.UpdateStmt, ast.DeleteStmt) or place.known.is_new(node.relation):
        return False
    return not _is_bounded(place, node)


def _is_bounded(place: Place, node: Any) -> bool:
    keys = set(USUAL_KEYS)
    table = place.table(node.relation)
    keys.update(table.primary_key[1][:1] if table.primary_key is not None else ())
    unique = (one.columns for one in place.known.indexes.values() if one.unique and one.table == table.name)
    keys.update(columns[0] for columns in unique if len(columns) == 1)
    if any(is_a(inner, ast.SelectStmt) and inner.limitCount is not None for inner in nodes_of(node.whereClause)):
        return True
    return any(_picks(condition, keys) for condition in _conditions(node.whereClause)) or _between(node, keys)


def _conditions(where: Any) -> Iterator[Any]:
    if is_a(where, ast.BoolExpr) and where.boolop == BoolExprType.AND_EXPR:
        for one in where.args:
            yield from _conditions(one)
    elif where is not None:
        yield where


def _picks(condition: Any, keys: set[str]) -> bool:
    if is_a(condition, ast.CurrentOfExpr):
        return True
    if not is_a(condition, ast.A_Expr) or _column(condition.lexpr) not in keys or any(columns_in(condition.rexpr)):
        return False
    is_equal = condition.name[-1].sval == "=" and condition.kind in ONE_ROW_OR_LIST
    return is_equal or condition.kind in RANGES


def _between(node: Any, keys: set[str]) -> bool:
    """Whether a key has a lower and an upper end."""
    ends: dict[str, set[str]] = {}
    for one in _conditions(node.whereClause):
        if is_a(one, ast.A_Expr) and one.kind == A_Expr_Kind.AEXPR_OP and not any(columns_in(one.rexpr)):
            ends.setdefault(_column(one.lexpr), set()).add(str(one.name[-1].sval)[0])
    return any({"<", ">"} <= found for name, found in ends.items() if name in keys)


def _column(expression: Any) -> str:
    return str(getattr(expression.fields[-1], "sval", "")) if is_a(expression, ast.ColumnRef) else ""


def in_batches(place: Place) -> str:
    """The same change range by range; "" where a repeated batch would change rows a second time."""
    node: Any = parse_sql(place.sql)[0].stmt
    relation, known = node.relation, place.table(node.relation)
    changes, reads = _assigned(node)
    if (changes & reads and known.primary_key is None) or _other_is_called_t(node):
        return ""
    _call_it_t(node)
    node.relation.alias = ast.Alias(aliasname="t")
    node.returningClause = None
    done = _not_done(node) if not changes & (reads | set(columns_in(node.whereClause))) else ""
    mark = ast.ColumnRef(fields=(ast.String(sval=MARK),))
    old = (node.whereClause,) if node.whereClause is not None else ()
    node.whereClause = ast.BoolExpr(boolop=BoolExprType.AND_EXPR, args=(mark, *old)) if old else mark
    return batches(place, relation, f"{printed(node).replace(MARK, RANGE)}{done}")


def _assigned(node: Any) -> tuple[set[str], set[str]]:
    """The columns that are set, and those of which a new value is made that a second time would be another one."""
    targets = getattr(node, "targetList", None) or ()
    values = [one.val for one in targets if not _stays(one)]
    alias = _alias(node)
    return {str(one.name) for one in targets}, {name for value in values for name in _own_columns(value, alias)}


def _own_columns(value: Any, alias: str) -> Iterator[str]:
    """The columns of the table itself in an expression; one without a table before it may be its own."""
    for node in nodes_of(value):
        if is_a(node, ast.ColumnRef) and (len(node.fields) == 1 or getattr(node.fields[0], "sval", "") == alias):
            yield from columns_in(node)


def _alias(node: Any) -> str:
    relation = node.relation
    return str(relation.alias.aliasname if relation.alias is not None else relation.relname)


def _stays(target: Any) -> bool:
    """Whether the value is one of the column itself that stays the same a second time, such as ``lower(email)``."""
    value = target.val
    if not is_a(value, ast.FuncCall) or str(value.funcname[-1].sval) not in STAYING or len(value.args or ()) != 1:
        return False
    return bool(_column(value.args[0]) == target.name)


def _not_done(node: Any) -> str:
    """A condition that leaves rows alone that have their new values already."""
    targets = getattr(node, "targetList", None) or ()
    if not targets or any(is_a(one.val, ast.MultiAssignRef) for one in targets):
        return ""
    columns = [ast.ColumnRef(fields=(ast.String(sval="t"), ast.String(sval=one.name))) for one in targets]
    names, values = ", ".join(map(printed, columns)), ", ".join(printed(one.val) for one in targets)
    return f" AND ({names}) IS DISTINCT FROM ({values})"


def _other_is_called_t(node: Any) -> bool:
    others = (*(getattr(node, "fromClause", None) or ()), *(getattr(node, "usingClause", None) or ()))
    named = (one for other in others for one in nodes_of(other) if is_a(one, ast.RangeVar, ast.Alias))
    return any("t" in (getattr(one, "aliasname", None), getattr(one, "relname", None)) for one in named)


def _call_it_t(node: Any) -> None:
    """The table is "t" in a batch, whatever the statement called it."""
    alias = _alias(node)
    for one in nodes_of(node):
        if is_a(one, ast.ColumnRef) and len(one.fields) == 2 and getattr(one.fields[0], "sval", "") == alias:
            one.fields = (ast.String(sval="t"), one.fields[1])
