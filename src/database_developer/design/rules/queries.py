"""Rule "queries": each query that the ticket tells, in SQL or in words, as SQL that can be run and as access paths."""

from __future__ import annotations

from dataclasses import dataclass

from pglast import ast, parse_sql
from pglast.parser import ParseError

from database_developer.design.access_paths import AccessPath, SortKey, access_paths, parameter_columns, unknown_tables
from database_developer.design.draft import Draft
from database_developer.model.design import Sample, ServedQuery
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal, qualified
from database_developer.model.request import Direction, LatencyAsk, LookupAsk, QueryAsk, Quote
from database_developer.model.schema import Table

RULE = "queries"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A query with the paths by which it reaches its tables."""

    query: ServedQuery
    paths: tuple[AccessPath, ...]


def wanted_queries(draft: Draft) -> tuple[Wanted, ...]:
    """The ticket's queries; one that cannot be understood becomes a question."""
    found: list[Wanted] = []
    for ask in draft.request.asks:
        identity = f"q{len(found) + 1}"
        if isinstance(ask, QueryAsk):
            if not _asks_for_what_it_reads(draft, ask):
                found.append(_given(draft, ask, identity))
        elif isinstance(ask, LookupAsk):
            told = _told(draft, ask, identity)
            if told is not None:
                found.append(told)
    return tuple(found)


def _asks_for_what_it_reads(draft: Draft, ask: QueryAsk) -> bool:
    """Ask about tables that the query reads and nobody knows; whether there are any."""
    views = {name: Table(name=name) for name in draft.start_from.views}
    unknown = unknown_tables(ask.sql, {**draft.tables, **views})
    for name in unknown:
        text = f'a query of the ticket reads "{name}", which does not exist and is not asked for'
        draft.ask(f"unknown-table-{name}", text, f'say what "{name}" holds', "mend the query", quote=ask.quote)
    return bool(unknown)


def _given(draft: Draft, ask: QueryAsk, identity: str) -> Wanted:
    title = ask.purpose or "the query given in the ticket"
    tree = parse_sql(ask.sql)[0].stmt
    simple = isinstance(tree, ast.SelectStmt) and tree.groupClause is None and not _has_join(tree)
    columns = parameter_columns(ask.sql, draft.tables)
    query = ServedQuery(
        id=identity,
        title=title,
        sql=ask.sql.strip().rstrip(";"),
        quote=ask.quote,
        simple=simple,
        parameters=tuple(_typical(*place) if place else "SELECT NULL" for place in columns),
    )
    return Wanted(query=query, paths=access_paths(ask.sql, draft.tables))


def _has_join(tree: ast.SelectStmt) -> bool:
    sources = tree.fromClause or ()
    return len(sources) > 1 or any(isinstance(source, ast.JoinExpr) for source in sources)


def _told(draft: Draft, ask: LookupAsk, identity: str) -> Wanted | None:
    table = draft.table_of(ask.entity)
    equal = [draft.column_of(ask.entity, attribute) for attribute in ask.equal]
    order = [(draft.column_of(ask.entity, key.attribute), key.direction) for key in ask.order]
    contains = [draft.column_of(ask.entity, attribute) for attribute in ask.contains]
    if table is None or None in equal or None in contains or any(column is None for column, _ in order):
        text = f'the ticket looks up "{ask.entity}" by something that is not known: {ask.quote.text}'
        draft.ask(f"lookup-{ask.entity}-{ask.quote.line}", text, quote=ask.quote, blocking=False)
        return None
    path = AccessPath(
        table=table,
        equal=tuple(column for column in equal if column),
        order=tuple(
            SortKey(column=column, descending=direction is Direction.DESCENDING)
            for column, direction in order
            if column
        ),
        contains=tuple(column for column in contains if column),
    )
    document = _document(ask)
    draft.samples.extend(Sample(table=table, column=column, values=(document,)) for column in path.contains if document)
    return Wanted(query=_as_sql(ask, identity, path, document), paths=(path,))


def _as_sql(ask: LookupAsk, identity: str, path: AccessPath, document: str | None) -> ServedQuery:
    table = qualified(path.table)
    conditions = [f"{identifier(column)} = ${number}" for number, column in enumerate(path.equal, 1)]
    conditions += [f"{identifier(column)} @> {literal(document or '{}')}" for column in path.contains]
    sql = f"SELECT * FROM {table}"
    if conditions:
        sql += f" WHERE {' AND '.join(conditions)}"
    if path.order:
        keys = (f"{identifier(key.column)}{' DESC' if key.descending else ''}" for key in path.order)
        sql += f" ORDER BY {', '.join(keys)}"
    if ask.limit:
        sql += f" LIMIT {int(ask.limit)}"
    return ServedQuery(
        id=identity,
        title=_title(ask.quote),
        sql=sql,
        quote=ask.quote,
        parameters=tuple(_typical(path.table, column) for column in path.equal),
    )


def _typical(table: QualifiedName, column: str) -> str:
    """The value that occurs most often: the hardest case for a look-up."""
    name, source = identifier(column), qualified(table)
    return f"SELECT {name} FROM {source} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"


def _document(ask: LookupAsk) -> str | None:
    """The document in the ticket's own sample of a search, such as ``{"page": "/pricing"}``."""
    try:
        statements = parse_sql(f"SELECT {ask.sample}") if ask.sample else ()
    except ParseError:
        return None
    for statement in statements:
        tree = statement.stmt
        targets = tree.targetList if isinstance(tree, ast.SelectStmt) else None
        for target in targets or ():
            value = target.val
            if isinstance(value, ast.A_Expr) and isinstance(value.rexpr, ast.A_Const):
                constant = value.rexpr.val
                return constant.sval if isinstance(constant, ast.String) else None
    return None


def _title(quote: Quote) -> str:
    return quote.text.strip().rstrip(".")


def latency_bound(draft: Draft) -> float | None:
    """The tightest bound that the ticket sets on a simple query, in milliseconds."""
    bounds = [ask.milliseconds for ask in draft.request.asks if isinstance(ask, LatencyAsk)]
    return min(bounds, default=None)
