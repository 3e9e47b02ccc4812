"""Names as a model writes them, made comparable."""

from __future__ import annotations

import re
import unicodedata

from database_developer.model.inflection import singular

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_FORM = re.compile(r"[^\W\d][\w ]{0,62}")


def key_of(name: str) -> str:
    """Equal for "order_items", "orderItem" and "order item"."""
    words = [part.lower() for part in _PARTS.findall(name.rpartition(".")[2])]
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def is_name(name: str) -> bool:
    """Whether it can be a name: letters, digits, underscores and blanks, and nothing that only looks so."""
    return unicodedata.normalize("NFKC", name) == name and _FORM.fullmatch(name) is not None and key_of(name) != ""


def flattened(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())
