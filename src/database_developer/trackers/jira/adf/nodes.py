"""The nodes of a document as json gives them: nothing about them is taken for granted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from database_developer.trackers.jira.read_text import DEEPEST, LONGEST, too_deep, too_long
from database_developer.trackers.message_text import whole_characters

Node = Mapping[str, object]
_SHOWN = frozenset({"text", "title", "alt", "url", "href", "name", "value", "label", "body", "jql"})


def check_size(document: object, where: str) -> None:
    """Refuse what is nested too deeply or holds too much; TicketUnreadable."""
    waiting: list[tuple[object, int]] = [(document, 0)]
    size = 0
    while waiting:
        value, depth = waiting.pop()
        size += len(value) if isinstance(value, str) else 1
        if depth > 2 * DEEPEST:  # a node is an object in a list
            raise too_deep(where)
        if isinstance(value, dict):
            waiting.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            waiting.extend((inner, depth + 1) for inner in value)
    if size > LONGEST:
        raise too_long(size, where)


def kind(node: Node) -> str:
    """The name of the node's type; "" where it has none."""
    return told(node.get("type"))


def text(node: Node) -> str:
    """The text that the node itself holds."""
    return told(node.get("text"))


def attributes(node: Node) -> Node:
    """The node's attributes, none where they are no object."""
    found = node.get("attrs")
    return found if isinstance(found, dict) else {}


def attribute(node: Node, name: str) -> str:
    """An attribute as text; "" where it is missing or no text."""
    return told(attributes(node).get(name))


def whole(node: Node, name: str, least: int, most: int) -> int:
    """An attribute as a whole number within bounds; the least where it is none."""
    value = attributes(node).get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return least
    if isinstance(value, float) and math.isnan(value):
        return least
    return int(min(max(value, least), most))


def children(node: Node) -> list[Node]:
    """What the node contains; text that stands there bare becomes a node."""
    return list(nodes_in(node.get("content")))


def nodes_in(value: object) -> Iterator[Node]:
    """The nodes of a list, of lists in it, or of anything else that may hold some."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from nodes_in(inner)
    elif told(value):
        yield {"type": "text", "text": value}


def marks(node: Node) -> list[Node]:
    """The node's marks."""
    return [mark for mark in nodes_in(node.get("marks")) if kind(mark) != "text"]


def told(value: object) -> str:
    """A text or number as text; "" for anything else."""
    if isinstance(value, str):
        return whole_characters(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def shown_in(value: object) -> str:
    """The texts within a free object that people are likely to see, in order."""
    return " ".join(filter(None, _shown(value, is_shown=False)))


def _shown(value: object, *, is_shown: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _shown(inner, is_shown=name in _SHOWN)
    elif isinstance(value, list):
        for inner in value:
            yield from _shown(inner, is_shown=is_shown)
    elif is_shown:
        yield told(value)
