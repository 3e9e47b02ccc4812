"""Options in brackets, such as ``VACUUM (FULL)`` and ``REINDEX (CONCURRENTLY false)``."""

from __future__ import annotations

from typing import Any

OFF = frozenset({"false", "off", "0"})


def is_on(options: Any, name: str) -> bool:
    """Whether the option is there and not switched off."""
    for option in options or ():
        if option.defname == name:
            value = option.arg
            said = getattr(value, "sval", getattr(value, "ival", "")) if value is not None else ""
            return str(said).lower() not in OFF
    return False
