"""The little that a fake must know of bodies: plain words to and from a document, and some HTML for "rendered"."""

from __future__ import annotations

from html import escape
from typing import Any


def is_document(body: Any) -> bool:
    return isinstance(body, dict) and body.get("type") == "doc"


def document(text: str) -> dict[str, Any]:
    """A paragraph for each line that is not empty."""
    lines = [line for line in text.splitlines() if line.strip()]
    return {"type": "doc", "version": 1, "content": [_paragraph(line) for line in lines]}


def _paragraph(line: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": line}]}


def words(body: Any) -> str:
    """All text of a body, a line for each block."""
    if isinstance(body, dict):
        own = str(body.get("text") or body.get("attrs", {}).get("text", ""))
        joint = "\n" if body.get("type") not in ("paragraph", "heading", "text") else ""
        return own + joint.join(words(child) for child in body.get("content", ()))
    return "" if body is None else str(body)


def wiki(body: Any) -> str:
    """What version 2 shows of a document; marks are lost."""
    return words(body).strip()


def html(body: Any) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in words(body).splitlines() if line.strip())
