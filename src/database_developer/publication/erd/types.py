"""Types as short single words, for diagrams."""

from __future__ import annotations

import re

SHORT = (
    (re.compile(r"character varying"), "varchar"),
    (re.compile(r"^character\b"), "char"),
    (re.compile(r"^timestamp(\(\d\))? with time zone"), r"timestamptz\1"),
    (re.compile(r"^timestamp(\(\d\))? without time zone"), r"timestamp\1"),
    (re.compile(r"^time(\(\d\))? with time zone"), r"timetz\1"),
    (re.compile(r"^time(\(\d\))? without time zone"), r"time\1"),
    (re.compile(r"^public\."), ""),
)


def short(spelled: str) -> str:
    """The type in its short spelling, as people write it."""
    for pattern, replacement in SHORT:
        spelled = pattern.sub(replacement, spelled)
    return spelled


def word(spelled: str) -> str:
    """The type as one word of a Mermaid diagram: ``numeric(10,2)`` is shown as ``numeric(10-2)``."""
    cleaned = re.sub(r"[^A-Za-z0-9_()\[\]-]", "_", short(spelled).replace(",", "-").replace('"', ""))
    return cleaned if cleaned[:1].isalpha() else f"t{cleaned}"
