"""Every node of a parsed statement, one after the other, without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast


def nodes_of(root: Any) -> Iterator[ast.Node]:
    """The node and all below it."""
    waiting = [root]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.Node):
            yield current
            waiting.extend(getattr(current, name) for name in current)
        elif isinstance(current, tuple | list):
            waiting.extend(current)


def last_name(names: Any) -> str:
    """The bare name of a name that may be qualified by a schema."""
    return str(names[-1].sval) if names else ""
