"""Parsed SQL as trees whose nodes are told apart by name; the parser's own types are looser than useful."""

from __future__ import annotations

from typing import Any

from pglast import parse_sql
from pglast.parser import ParseError
from pglast.visitors import Visitor


def statement(sql: str) -> Any:
    """The tree of one statement, or None where the parser refuses it."""
    try:
        trees: Any = parse_sql(sql)
    except ParseError:
        return None
    return trees[0].stmt if trees else None


def constraint(definition: str) -> Any:
    """The tree of a constraint as ``pg_get_constraintdef`` prints it, or None."""
    tree = statement(f"ALTER TABLE t ADD {definition}")
    return None if tree is None else tree.cmds[0].def_


def expression(sql: str) -> Any:
    """The tree of an expression, or None."""
    tree = statement(f"SELECT {sql}")
    return None if tree is None else tree.targetList[0].val


def is_a(node: Any, *kinds: str) -> bool:
    """Whether the node is of one of these kinds."""
    return type(node).__name__ in kinds


def bare(node: Any) -> Any:
    """The node without the casts around it."""
    while is_a(node, "TypeCast"):
        node = node.arg
    return node


def column(node: Any) -> str | None:
    """The column's name, if the node is one, cast or not."""
    inner = bare(node)
    if is_a(inner, "ColumnRef") and is_a(inner.fields[-1], "String"):
        return str(inner.fields[-1].sval)
    return None


def columns(node: Any) -> frozenset[str]:
    """All columns that a tree names."""
    found: set[str] = set()

    class Names(Visitor):
        def visit_ColumnRef(self, _: Any, reference: Any) -> None:  # noqa: N802
            name = column(reference)
            if name is not None:
                found.add(name)

    if node is not None:
        Names()(node)
    return frozenset(found)


def function(node: Any) -> str:
    """The name of the function called, or "" where the node is no call."""
    return str(node.funcname[-1].sval) if is_a(node, "FuncCall") else ""


def constant(node: Any) -> str | None:
    """A constant's text, cast or not; None for NULL and for what is no constant."""
    inner = bare(node)
    if is_a(inner, "A_Expr") and inner.lexpr is None and inner.name[-1].sval == "-":
        number = constant(inner.rexpr)
        return None if number is None else f"-{number}"
    if not is_a(inner, "A_Const") or inner.isnull:
        return None
    value = inner.val
    if is_a(value, "Integer"):
        return str(value.ival or 0)
    if is_a(value, "Boolean"):
        return str(bool(value.boolval)).lower()
    return str(value.fval if is_a(value, "Float") else getattr(value, "sval", ""))
