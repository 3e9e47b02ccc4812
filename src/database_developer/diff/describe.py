"""One plain line for each difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from typing import Any

from database_developer.model.differences import Difference, Differences, Renaming
from database_developer.model.schema import Column, NotNull

LONGEST = 120


def describe(difference: Difference) -> str:
    """What the difference is, such as ``column users.email: type varchar(50) -> text``."""
    if difference.is_addition:
        return f"{difference.address}: only afterwards{_what(difference.after)}"
    if difference.is_removal:
        return f"{difference.address}: only before{_what(difference.before)}"
    changes = "; ".join(_changes(difference.before, difference.after))
    return f"{difference.address}: {changes}"


def describe_renaming(renaming: Renaming) -> str:
    """The renaming in one line."""
    if renaming.before.owner is None and renaming.before.name.schema != renaming.after.name.schema:
        return f"{renaming.before}: moved to {renaming.after.name.schema}"
    return f"{renaming.before}: renamed to {renaming.after.name.name}"


def describe_all(differences: Differences) -> tuple[str, ...]:
    """A line for each renaming and each difference."""
    return (*map(describe_renaming, differences.renamings), *map(describe, differences.items))


def _what(thing: Any) -> str:
    text = thing.type if isinstance(thing, Column) else getattr(thing, "definition", "")
    return f" ({_short(text)})" if text else ""


def _changes(before: Any, after: Any) -> Iterator[str]:
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield f"{field.name.replace('_', ' ')} {_text(old)} -> {_text(new)}"


def _text(value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, NotNull):
        return "validated" if value.validated else "not validated"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return _short(", ".join(map(str, value)))
    return _short(str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."
