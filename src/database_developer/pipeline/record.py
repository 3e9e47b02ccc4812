"""Any value of the flow as plain data for JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from database_developer.model.names import Address, QualifiedName


def plain(value: object) -> Any:
    """Text, numbers, lists and mappings that say the same; a dataclass tells its class as ``is``."""
    if isinstance(value, QualifiedName | Address | Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        members = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **{name: member for name, member in members.items() if member not in EMPTY}}
    if isinstance(value, Mapping):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        members_of = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(member) for member in members_of]
    return value


EMPTY: tuple[object, ...] = (None, [], {}, "")


def as_json(value: object) -> str:
    """The value as indented JSON."""
    return json.dumps(plain(value), indent=2, ensure_ascii=False) + "\n"
