"""A hash by which two schemas can be told apart without keeping them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from database_developer.model.schema import Schema

NAMED_PARTS = frozenset({"columns", "constraints", "indexes", "triggers", "policies", "statistics"})


def fingerprint(schema: Schema) -> str:
    """``sha256:`` and the hash of a canonical text: no order of mappings, columns or parts counts."""
    return fingerprints((schema,))[0]


def fingerprints(schemas: Sequence[Schema]) -> tuple[str, ...]:
    """The fingerprint of each schema; what is one object in several of them is spelled once."""
    spelled: dict[int, str] = {}
    return tuple(_digest(schema, spelled) for schema in schemas)


def _digest(schema: Schema, spelled: dict[int, str]) -> str:
    digest = hashlib.sha256()
    for line in _lines(schema, spelled):
        digest.update(line.encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"


def _lines(schema: Schema, spelled: dict[int, str]) -> Iterator[str]:
    for field in fields(schema):
        mapping: Mapping[Any, Any] = getattr(schema, field.name)
        for key in sorted(mapping):
            thing = mapping[key]
            text = spelled.get(id(thing))
            if text is None:
                text = spelled[id(thing)] = _canonical(thing)
            yield f"{field.name} {text}"


def _canonical(value: Any) -> str:
    """The value as text; fields that hold their default are left out, so that new fields change no old hash."""
    kind = type(value)
    if kind is str:
        return repr(value)
    if is_dataclass(kind):
        return f"{kind.__name__}({', '.join(_said(value))})"
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_canonical, value))}]"
    return repr(value)


def _said(thing: Any) -> list[str]:
    kind: type = type(thing)
    return [
        f"{name}={_field(name, value)}"
        for name, default in _layout(kind)
        if (value := getattr(thing, name)) is not default and value != default
    ]


@cache
def _layout(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class with their defaults; found once, for there are many things of few kinds."""
    return tuple((field.name, _default(field)) for field in fields(kind))


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
