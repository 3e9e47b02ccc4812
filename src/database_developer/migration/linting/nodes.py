"""What sort of node a part of the parser's tree is."""

from __future__ import annotations


def is_a(node: object, *kinds: type) -> bool:
    """Whether the node is of one of these kinds; the type checker is left to think that it may be anything."""
    return isinstance(node, kinds)
