"""How names and texts stand in the statements of a migration: always with their namespace."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal

__all__ = ["dollar_quoted", "identifier", "identifiers", "literal", "qualified", "role"]


def qualified(name: QualifiedName) -> str:
    """The name with its namespace, "public" too: a migration runs under any ``search_path``."""
    return f"{identifier(name.schema)}.{identifier(name.name)}"


def identifiers(names: Iterable[str]) -> str:
    """Several names with commas between them."""
    return ", ".join(identifier(name) for name in names)


def role(name: str) -> str:
    """A role; "" is PUBLIC."""
    return identifier(name) if name else "PUBLIC"


def dollar_quoted(text: str) -> str:
    """The text on lines of its own between dollar quotes whose tag does not occur in it."""
    number, fence = 1, "$dbd$"
    while fence in text:
        number += 1
        fence = f"$dbd{number}$"
    return f"{fence}\n{text}\n{fence}"
