"""The gate through which all SQL of a ticket passes before anything else looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pglast import ast
from pglast.parser import ParseError

from database_developer.errors import StatementRefused
from database_developer.reading.safety.bodies import BodyRefused, statements_in_body
from database_developer.reading.safety.functions import is_dangerous
from database_developer.reading.safety.parsing import parsed, tokens_of
from database_developer.reading.safety.statements import ALLOWED_IN_WORDS, is_allowed_kind, objection
from database_developer.reading.safety.walking import last_name, nodes_of

_HINT = f"take it out of the ticket, or say in words what the schema should be; allowed are {ALLOWED_IN_WORDS}"
_CHANGES_ROWS = {
    ast.InsertStmt: "INSERT",
    ast.UpdateStmt: "UPDATE",
    ast.DeleteStmt: "DELETE",
    ast.MergeStmt: "MERGE",
}
_SYSTEM_SCHEMAS = ("pg_", "information_schema")


@dataclass(frozen=True, kw_only=True, slots=True)
class Admitted:
    """One statement that may be run: its exact text, the line it starts on, whether it only reads."""

    sql: str
    line: int
    only_reads: bool
    tables: tuple[str, ...]


def admitted(sql: str, *, line: int, origin: str) -> tuple[Admitted, ...]:
    """The statements of a piece of SQL, each allowed; StatementRefused names the first that is not.

    ``line`` is where the piece starts in ``origin``. Raises pglast's ParseError where it is no SQL.
    """
    return tuple(_admit(piece, line, origin) for piece in _pieces(sql))


def is_safe_condition(fragment: str, *, line: int, origin: str) -> bool:
    """Whether the text is one SQL condition; StatementRefused if it is one but calls what it may not."""
    try:
        statements = parsed(f"SELECT ({fragment}\n)")
        stays_inside = _brackets_match(fragment)
    except ParseError:
        return False
    if len(statements) != 1 or not stays_inside or _is_row(statements[0].stmt):
        return False
    refused = _refused_inside(statements[0].stmt)
    if refused:
        raise _refusal(refused, line, origin)
    return True


def name_of(sql: str) -> str:
    """The words in capitals that a statement opens with, such as DROP DATABASE."""
    words = []
    for token in tokens_of(sql):
        if token.kind == "NO_KEYWORD":
            break
        words.append(sql[token.start : token.end + 1].upper())
    return " ".join(words[:4]) or sql.strip()[:40]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    statement: Any
    sql: str
    lines_before: int


def _pieces(sql: str) -> Iterator[_Piece]:
    """Each statement with its text, less the comments before it and the space behind it."""
    for raw in parsed(sql):
        start = raw.stmt_location
        end = start + raw.stmt_len if raw.stmt_len else len(sql)
        text = sql[start:end]
        tokens = tokens_of(text)
        first = tokens[0].start if tokens else 0
        last = tokens[-1].end + 1 if tokens else len(text)
        yield _Piece(
            statement=raw.stmt, sql=text[first:last].rstrip("; \n"), lines_before=sql.count("\n", 0, start + first)
        )


def _admit(piece: _Piece, line: int, origin: str) -> Admitted:
    place = line + piece.lines_before
    refused = _refused(piece)
    if refused:
        raise _refusal(refused, place, origin)
    only_reads = isinstance(piece.statement, ast.SelectStmt)
    return Admitted(sql=piece.sql, line=place, only_reads=only_reads, tables=_tables(piece.statement))


def _refused(piece: _Piece) -> str | None:
    """The name of what may not be run, or None."""
    found = objection(piece.statement)
    if found is not None:
        return found or _full_name(piece)
    try:
        return _refused_inside(piece.statement) or _refused_in_body(piece)
    except BodyRefused as refusal:
        return str(refusal)


def _refused_in_body(piece: _Piece) -> str | None:
    functions = [node for node in nodes_of(piece.statement) if isinstance(node, ast.CreateFunctionStmt)]
    for function in functions:
        for statement in statements_in_body(function, piece.sql):
            refused = _first(_objection_to_body_node(node) for node in nodes_of(statement))
            if refused:
                return refused
    return None


def _refused_inside(statement: ast.Node) -> str | None:
    nodes = nodes_of(statement)
    next(nodes)
    return _first(_objection_to_part(node, statement) for node in nodes) or _objection_to_part(statement, statement)


def _first(objections: Iterator[str | None]) -> str | None:
    return next((found for found in objections if found), None)


def _objection_to_body_node(node: ast.Node) -> str | None:
    if isinstance(node, ast.SelectStmt) and node.intoClause:
        return None  # plpgsql's own SELECT ... INTO a variable
    return _objection_to_names(node)


def _objection_to_part(node: ast.Node, within: ast.Node) -> str | None:
    if type(node) in _CHANGES_ROWS and not isinstance(within, ast.CreateFunctionStmt):
        return f"{_CHANGES_ROWS[type(node)]} inside another statement"
    if isinstance(node, ast.SelectStmt):
        return _objection_to_select(node)
    if type(node).__name__.endswith("Stmt") and not _may_stand_inside(node, within):
        return f"{type(node).__name__.removesuffix('Stmt').upper()} inside another statement"
    return _objection_to_names(node) or _objection_to_place(node, within)


def _may_stand_inside(node: ast.Node, within: ast.Node) -> bool:
    if isinstance(within, ast.CreateFunctionStmt):
        return True  # its body has its own check
    return node is within or (isinstance(within, ast.CreateSchemaStmt) and is_allowed_kind(node))


def _objection_to_select(node: ast.SelectStmt) -> str | None:
    if node.intoClause:
        return "SELECT ... INTO"
    return "SELECT ... FOR UPDATE or SHARE" if node.lockingClause else None


def _objection_to_names(node: ast.Node) -> str | None:
    if isinstance(node, ast.FuncCall | ast.CreateTrigStmt):
        name = last_name(node.funcname)
        return f"{name}()" if is_dangerous(name) else None
    return None


def _objection_to_place(node: ast.Node, within: ast.Node) -> str | None:
    """No table space, no other access method, and nothing defined among the server's own objects."""
    if isinstance(node, ast.CreateStmt) and (node.tablespacename or node.accessMethod):
        return "CREATE TABLE ... TABLESPACE or USING"
    if isinstance(node, ast.IndexStmt) and node.tableSpace:
        return "CREATE INDEX ... TABLESPACE"
    if isinstance(node, ast.RangeVar) and not isinstance(within, ast.SelectStmt):
        schema = node.schemaname or ""
        if schema.startswith(_SYSTEM_SCHEMAS):
            return f"a change that names {schema}.{node.relname}"
    return None


def _is_row(statement: Any) -> bool:
    """ "a, b" between brackets is a row, no condition."""
    return isinstance(statement.targetList[0].val, ast.RowExpr)


def _brackets_match(fragment: str) -> bool:
    """Whether no bracket of the text closes one that stands before it."""
    depth = 0
    for token in tokens_of(fragment):
        depth += {"ASCII_40": 1, "ASCII_41": -1}.get(token.name, 0)
        if depth < 0:
            return False
    return depth == 0


def _full_name(piece: _Piece) -> str:
    """The statement's opening words, and for those that hide their point behind a name, the point."""
    name = name_of(piece.sql)
    statement: Any = piece.statement
    if isinstance(statement, ast.CopyStmt):
        direction = "FROM" if statement.is_from else "TO"
        return f"COPY ... {direction} {'PROGRAM' if statement.is_program else 'a file or the client'}"
    if isinstance(statement, ast.CreateRoleStmt | ast.AlterRoleStmt):
        return " ".join([name, "...", *sorted(option.defname.upper() for option in statement.options or ())])
    if isinstance(statement, ast.GrantRoleStmt):
        return f"{name} {', '.join(role.priv_name for role in statement.granted_roles or ())}"
    return name


def _tables(statement: ast.Node) -> tuple[str, ...]:
    """The tables a statement names, common table expressions left out."""
    parts = list(nodes_of(statement))
    named_here = {part.ctename for part in parts if isinstance(part, ast.CommonTableExpr)}
    names = (str(part.relname) for part in parts if isinstance(part, ast.RangeVar))
    return tuple(dict.fromkeys(name for name in names if name not in named_here))


def _refusal(name: str, line: int, origin: str) -> StatementRefused:
    return StatementRefused(f'ticket asks to run "{name}"', where=f"{origin}:{line}", hint=_HINT)
