"""A hash by which two schemas can be told apart without keeping them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any

from database_developer.model.schema import Schema

NAMED_PARTS = frozenset({"columns", "constraints", "indexes", "triggers", "policies", "statistics"})


def fingerprint(schema: Schema) -> str:
    """``sha256:`` and the hash of a canonical text: no order of mappings, columns or parts counts."""
    digest = hashlib.sha256()
    for line in _lines(schema):
        digest.update(line.encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"


def _lines(schema: Schema) -> Iterator[str]:
    for field in fields(schema):
        mapping: Mapping[Any, Any] = getattr(schema, field.name)
        for key in sorted(mapping):
            yield f"{field.name} {_canonical(mapping[key])}"


def _canonical(value: Any) -> str:
    """The value as text; fields that hold their default are left out, so that new fields change no old hash."""
    if is_dataclass(value):
        said = (
            f"{field.name}={_field(field.name, getattr(value, field.name))}"
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        )
        return f"{type(value).__name__}({', '.join(said)})"
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_canonical, value))}]"
    return repr(value)


def _field(name: str, value: Any) -> str:
    """A field's text; parts in the order of their names, grants by their text."""
    if name == "grants":
        return f"[{', '.join(sorted(map(_canonical, value)))}]"
    if name in NAMED_PARTS and isinstance(value, tuple) and value and not isinstance(value[0], str):
        return _canonical(tuple(sorted(value, key=lambda part: part.name)))
    return _canonical(value)


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING
