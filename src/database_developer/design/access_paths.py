"""What a query asks of each table it reads: equal columns, a range, an order, a containment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pglast import ast, enums, parse_sql
from pglast.visitors import Visitor

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Table

EQUAL, LESS_OR_MORE, CONTAINS = ("=",), ("<", "<=", ">", ">="), ("@>",)


@dataclass(frozen=True, kw_only=True, slots=True)
class SortKey:
    """One column of an order."""

    column: str
    descending: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessPath:
    """How one table is reached: columns compared for equality, by range, by ``@>``, and the order wanted."""

    table: QualifiedName
    equal: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    order: tuple[SortKey, ...] = ()
    contains: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What was seen of one table while walking a query."""

    equal: dict[str, None] = field(default_factory=dict)
    ranges: dict[str, None] = field(default_factory=dict)
    contains: dict[str, None] = field(default_factory=dict)
    has_list: bool = False


def access_paths(sql: str, tables: Mapping[QualifiedName, Table]) -> tuple[AccessPath, ...]:
    """The access paths of one SELECT over the tables that are known, in the order they are named.

    Joins between tables count as no path of their own: the keys and references that they use have indexes.
    """
    statement = parse_sql(sql)[0].stmt
    if statement is None:
        return ()
    aliases = dict(_aliases(statement, tables))
    walk = _Walk(aliases, tables)
    walk(statement)
    order = _order(statement, walk) if isinstance(statement, ast.SelectStmt) else ()
    return tuple(
        AccessPath(
            table=table,
            equal=tuple(seen.equal),
            ranges=tuple(column for column in seen.ranges if column not in seen.equal),
            contains=tuple(seen.contains),
            order=tuple(key for _, key in order) if _is_given_by_index(order, table, seen) else (),
        )
        for table, seen in walk.seen.items()
    )


def _is_given_by_index(
    order: tuple[tuple[QualifiedName | None, SortKey], ...], table: QualifiedName, seen: _Reading
) -> bool:
    """Whether an index can give the whole order: plain columns of this table, after single equal values."""
    return bool(order) and not seen.has_list and all(owner == table for owner, _ in order)


def parameter_columns(sql: str, tables: Mapping[QualifiedName, Table]) -> tuple[tuple[QualifiedName, str] | None, ...]:
    """For $1, $2, ... of a query the column that each is compared with; None where it is compared with none."""
    statement = parse_sql(sql)[0].stmt
    if statement is None:
        return ()
    walk = _Walk(dict(_aliases(statement, tables)), tables)
    found: dict[int, tuple[QualifiedName, str] | None] = {}

    class Parameters(Visitor):
        def visit_ParamRef(self, ancestors: Any, node: ast.ParamRef) -> None:  # noqa: N802
            found.setdefault(node.number or 0, None)

        def visit_A_Expr(self, ancestors: Any, node: ast.A_Expr) -> None:  # noqa: N802
            for one, other in ((node.lexpr, node.rexpr), (node.rexpr, node.lexpr)):
                parameters = one if isinstance(one, tuple) else (one,)
                for parameter in parameters:
                    if isinstance(parameter, ast.ParamRef) and not isinstance(other, tuple):
                        found[parameter.number or 0] = walk.owner(other)

    Parameters()(statement)
    return tuple(found.get(number) for number in range(1, max(found, default=0) + 1))


def unknown_tables(sql: str, tables: Mapping[QualifiedName, Table]) -> tuple[str, ...]:
    """The tables that a query reads and that are not among ``tables``; its own WITH names apart."""
    statement = parse_sql(sql)[0].stmt
    named: list[QualifiedName] = []
    own: set[str] = set()

    class Sources(Visitor):
        def visit_RangeVar(self, ancestors: Any, node: ast.RangeVar) -> None:  # noqa: N802
            named.append(QualifiedName(node.schemaname or "public", node.relname or ""))

        def visit_CommonTableExpr(self, ancestors: Any, node: ast.CommonTableExpr) -> None:  # noqa: N802
            own.add(node.ctename or "")

    if statement is not None:
        Sources()(statement)
    known = set(tables)
    return tuple(dict.fromkeys(str(name) for name in named if name not in known and name.name not in own))


def _aliases(statement: Any, tables: Mapping[QualifiedName, Table]) -> Iterator[tuple[str, QualifiedName]]:
    found: list[tuple[str, QualifiedName]] = []

    class Sources(Visitor):
        def visit_RangeVar(self, ancestors: Any, node: ast.RangeVar) -> None:  # noqa: N802
            name = QualifiedName(node.schemaname or "public", node.relname or "")
            alias = node.alias.aliasname if node.alias else None
            if name in tables:
                found.append((alias or name.name, name))

    Sources()(statement)
    yield from found


class _Walk(Visitor):
    """Collects the comparisons of columns with values."""

    def __init__(self, aliases: dict[str, QualifiedName], tables: Mapping[QualifiedName, Table]) -> None:
        self.aliases = aliases
        self.tables = tables
        self.seen: dict[QualifiedName, _Reading] = {table: _Reading() for table in aliases.values()}

    def visit_A_Expr(self, ancestors: Any, node: ast.A_Expr) -> None:  # noqa: N802
        if _is_negated(ancestors):
            return
        operator = node.name[-1].sval if node.name else ""
        kind = node.kind
        left = self.owner(node.lexpr)
        right = self.owner(node.rexpr) if not isinstance(node.rexpr, tuple) else None
        if left and right:
            return
        place = left or right
        if place is None:
            return
        table, column = place
        seen = self.seen[table]
        if kind in (enums.A_Expr_Kind.AEXPR_BETWEEN, enums.A_Expr_Kind.AEXPR_BETWEEN_SYM):
            seen.ranges[column] = None
        elif operator in EQUAL:
            seen.equal[column] = None
            seen.has_list = seen.has_list or kind == enums.A_Expr_Kind.AEXPR_IN
        elif operator in LESS_OR_MORE:
            seen.ranges[column] = None
        elif operator in CONTAINS:
            seen.contains[column] = None

    def owner(self, node: Any) -> tuple[QualifiedName, str] | None:
        """The table and column that a bare column reference means."""
        if not isinstance(node, ast.ColumnRef):
            return None
        words = [part.sval or "" for part in node.fields or () if isinstance(part, ast.String)]
        if not words or len(words) != len(node.fields or ()):
            return None
        column = words[-1]
        if len(words) > 1:
            table = self.aliases.get(words[-2])
            return (table, column) if table and self.tables[table].column(column) else None
        owners = [table for table in self.seen if self.tables[table].column(column)]
        return (owners[0], column) if len(owners) == 1 else None


def _is_negated(ancestors: Any) -> bool:
    """Whether the comparison stands below NOT or OR, where no single index serves it."""
    node = ancestors
    while node is not None:
        inner = getattr(node, "node", None)
        negated = isinstance(inner, ast.BoolExpr) and inner.boolop != enums.BoolExprType.AND_EXPR
        if negated:
            return True
        node = getattr(node, "parent", None)
    return False


def _order(statement: ast.SelectStmt, walk: _Walk) -> tuple[tuple[QualifiedName | None, SortKey], ...]:
    keys = []
    for item in statement.sortClause or ():
        place = walk.owner(item.node)
        descending = item.sortby_dir == enums.SortByDir.SORTBY_DESC
        table, column = place if place else (None, "")
        keys.append((table, SortKey(column=column, descending=descending)))
    return tuple(keys)
