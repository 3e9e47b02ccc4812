"""Acceptance criteria's boxes ticked in a human's document, and nothing else of it changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from database_developer.trackers.jira.adf import nodes
from database_developer.trackers.jira.adf.reader import item_of

_BOXES = frozenset({"taskItem", "blockTaskItem"})


def tick(document: object, criteria: Collection[str]) -> dict[str, Any] | None:
    """The document with the open boxes of exactly these words ticked; None where there is none.

    The words are those of the item as it was read. TicketUnreadable where the document is too much.
    """
    nodes.check_size(document, "")
    if not isinstance(document, dict):
        return None
    ticked = _ticked(document, criteria)
    return None if ticked == document else ticked


def _ticked(node: dict[str, Any], criteria: Collection[str]) -> dict[str, Any]:
    """The node with what stands in its content; attributes, where apps keep their own things, stay as they are."""
    if nodes.kind(node) in _BOXES and nodes.attribute(node, "state") == "TODO" and item_of(node).text in criteria:
        node = {**node, "attrs": {**node["attrs"], "state": "DONE"}}
    content = node.get("content")
    if not isinstance(content, list):
        return node
    return {**node, "content": [_ticked(one, criteria) if isinstance(one, dict) else one for one in content]}
