"""Marks that stay in the plain text of a block: code between back-ticks, struck out words between tildes."""

from __future__ import annotations

import re


def code(content: str) -> str:
    """The code between as many back-ticks as it takes to hold its own."""
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{ticks}{pad}{content}{pad}{ticks}"


def struck(text: str) -> str:
    """The words as struck out ones; nothing where there are none."""
    return f"~~{text}~~" if text.strip() else text


def with_address(text: str, address: str) -> str:
    """The words of a link and where it leads, unless they are the same."""
    bare, target = text.strip(), address.strip()
    if not target or target in {bare, bare + "/", f"mailto:{bare}"}:
        return text
    if not bare:
        return target
    start, _, end = text.partition(bare)
    return f"{start}{bare} ({target}){end}"
