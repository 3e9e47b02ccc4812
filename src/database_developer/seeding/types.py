"""What a column's type is made of: its base, its modifiers, and the domains and enums behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.model.schema import Domain, Enum, Schema

Named = TypeVar("Named")
SPELLING = re.compile(
    r"(?P<name>.+?)\s*(?:\((?P<modifiers>[\d\s,-]*)\))?(?P<zone> with(?:out)? time zone)?(?P<array>(?:\[\d*\])*)"
)
ALIASES = {
    "int": "integer",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float8": "double precision",
    "bool": "boolean",
    "decimal": "numeric",
    "varchar": "character varying",
    "char": "character",
    "bpchar": "character",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "time": "time without time zone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnType:
    """A type resolved down to its base; ``spelled`` is how SQL names the column's own type."""

    spelled: str
    base: str
    modifiers: tuple[int, ...] = ()
    is_array: bool = False
    enum: Enum | None = None
    domains: tuple[Domain, ...] = ()

    @property
    def length(self) -> int | None:
        """The most characters a text of this type may have."""
        if self.base == "character" and not self.modifiers:
            return 1
        if self.base in {"character", "character varying"} and self.modifiers:
            return self.modifiers[0]
        return None

    @property
    def is_text(self) -> bool:
        """Whether values are plain text."""
        return self.base in {"text", "character varying", "character", "citext", "name"}

    @property
    def element(self) -> ColumnType:
        """The type of an array's members."""
        return replace(self, spelled=re.sub(r"(\[\d*\])+$", "", self.spelled), is_array=False)


def resolve(schema: Schema, spelled: str) -> ColumnType:
    """The type as the schema knows it."""
    plain = re.sub(r"(\[\d*\])+$", "", spelled)
    is_array = plain != spelled
    domain = _named(schema.domains, plain)
    if domain is not None:
        inner = resolve(schema, domain.type)
        return replace(inner, spelled=spelled, is_array=is_array or inner.is_array, domains=(domain, *inner.domains))
    enum = _named(schema.enums, plain)
    if enum is not None:
        return ColumnType(spelled=spelled, base="enum", is_array=is_array, enum=enum)
    return _built_in(spelled, is_array)


def _named(known: Mapping[QualifiedName, Named], spelled: str) -> Named | None:
    return next((thing for name, thing in known.items() if spelled in _spellings(name)), None)


def _spellings(name: QualifiedName) -> tuple[str, ...]:
    full = f"{identifier(name.schema)}.{identifier(name.name)}"
    return (full, identifier(name.name)) if name.schema == "public" else (full,)


def _built_in(spelled: str, is_array: bool) -> ColumnType:
    found = SPELLING.fullmatch(spelled)
    if found is None:
        return ColumnType(spelled=spelled, base=spelled, is_array=is_array)
    bare = "citext" if found["name"].endswith(".citext") else found["name"]
    name = ALIASES.get(bare, bare) if not found["zone"] else bare + found["zone"]
    modifiers = tuple(int(number) for number in re.findall(r"-?\d+", found["modifiers"] or ""))
    return ColumnType(spelled=spelled, base=name, modifiers=modifiers, is_array=is_array)
