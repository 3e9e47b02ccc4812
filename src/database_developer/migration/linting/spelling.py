"""How names and parts of a statement are written again, in the words of its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pglast import ast
from pglast.parser import scan
from pglast.stream import RawStream

from database_developer.diff.default_names import default_name
from database_developer.migration.ddl.quoting import identifier


def table(relation: Any) -> str:
    """The relation as the file names it, with its schema only where the file has one."""
    name = identifier(relation.relname)
    return f"{identifier(relation.schemaname)}.{name}" if relation.schemaname else name


def named(parts: Iterable[Any]) -> str:
    """A dotted name, from the parser's list of its parts."""
    return ".".join(identifier(part.sval) for part in parts)


def beside(relation: Any, name: str) -> str:
    """Another object in the same schema as the relation."""
    return f"{identifier(relation.schemaname)}.{identifier(name)}" if relation.schemaname else identifier(name)


class Unprintable(Exception):
    """A part of the tree that cannot be written as SQL again."""


def printed(node: Any) -> str:
    """A part of the tree as SQL. Raises Unprintable for what the library does not know how to write."""
    try:
        return str(RawStream()(node))
    except (RuntimeError, AttributeError) as error:  # also where the library has no way to write a node
        raise Unprintable(type(node).__name__) from error


def changed(node: Any, **parts: Any) -> Any:
    """The node with other parts, as a node of its own."""
    return type(node)(**{**{name: getattr(node, name) for name in node}, **parts})


def script(*statements: str) -> str:
    """Statements and comments on lines of their own; a semicolon ends each statement."""
    return "\n".join(one if _is_comment(one) else f"{one};" for one in statements if one)


def _is_comment(text: str) -> bool:
    return text.rpartition("\n")[2].lstrip().startswith("--")


def inserted(sql: str, word: str, after: str) -> str:
    """The statement with a word put behind the first token of that name."""
    for token in scan(sql):
        if token.name == after:
            return f"{sql[: token.end + 1]} {word}{sql[token.end + 1 :]}"
    return sql


def without(sql: str, *names: str) -> str:
    """The statement without the first run of these tokens, such as IF NOT EXISTS."""
    tokens = [token for token in scan(sql) if token.name not in ("SQL_COMMENT", "C_COMMENT")]
    for number in range(len(tokens)):
        run = tokens[number : number + len(names)]
        if tuple(token.name for token in run) == names:
            return f"{sql[: run[0].start].rstrip()}{sql[run[-1].end + 1 :]}"
    return sql


def columns_in(root: Any) -> Iterator[str]:
    """The columns that an expression names, each once."""
    seen: set[str] = set()
    for node in nodes_of(root):
        last = (node.fields or (None,))[-1] if isinstance(node, ast.ColumnRef) else None
        if isinstance(last, ast.String):
            name = str(last.sval)
            if name not in seen:
                seen.add(name)
                yield name


def nodes_of(root: Any) -> Iterator[Any]:
    """The node and all below it, from left to right, without recursion."""
    waiting = [root]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.Node):
            yield current
            waiting.extend(getattr(current, name) for name in reversed(tuple(current)))
        elif isinstance(current, tuple | list):
            waiting.extend(reversed(current))


def usual_name(relation: Any, columns: Iterable[str], label: str) -> str:
    """The name that the server would make up, such as ``orders_user_id_fkey``."""
    return default_name(relation.relname, "_".join(columns) or "row", label)
