"""What it takes to give a column another type, told from the types' names as the server prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHAPE = re.compile(r"(?P<base>[^()\[\]]+?)\s*(?:\((?P<sizes>[\d,\s-]+)\))?(?P<tail>[^()\[\]]*)(?P<array>(?:\[\])*)")
TEXTS = frozenset({"text", "character varying"})
PADDED = frozenset({"character", '"char"'})
NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
INTEGERS = NUMBERS[:3]
MOMENTS = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})
SIZED_MOMENTS = ("timestamp", "time", "interval")
UNSIZED = 10_000_000  # no limit
WITHOUT_USING = (
    frozenset({*TEXTS, *PADDED, "name"}),
    frozenset(NUMBERS),
    MOMENTS,
    frozenset({"json", "jsonb"}),
    frozenset({"cidr", "inet"}),
    frozenset({"bit", "bit varying"}),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A type in parts: ``character varying(20)[]`` is base, sizes and array."""

    base: str
    sizes: tuple[int, ...]
    array: str

    @property
    def length(self) -> int:
        """The first size, or no limit."""
        return self.sizes[0] if self.sizes else UNSIZED


def shape_of(type_: str) -> Shape:
    """The parts of a type's name."""
    match = SHAPE.fullmatch(type_)
    if match is None:
        return Shape(type_, (), "")
    sizes = tuple(int(size) for size in (match["sizes"] or "").split(",") if size.strip())
    return Shape(f"{match['base']}{match['tail']}", sizes, match["array"])


def needs_no_rewrite(before: str, after: str) -> bool:
    """Whether the server only changes its catalog: every old value is a value of the new type as it lies."""
    old, new = shape_of(before), shape_of(after)
    if before == after:
        return True
    if old.array or new.array:
        return False
    if old.base in TEXTS and new.base in TEXTS:
        return new.length >= old.length
    if old.base == new.base == "numeric":
        return not new.sizes or (bool(old.sizes) and new.sizes[1:] == old.sizes[1:] and new.length >= old.length)
    if old.base == new.base and old.base.startswith(SIZED_MOMENTS):
        return new.length >= old.length
    if old.base == new.base == "bit varying":
        return new.length >= old.length
    return (old.base, new.base) == ("cidr", "inet")


def keeps_values(before: str, after: str) -> bool:
    """Whether every value comes back as it was when the type is changed there and back."""
    old, new = shape_of(before), shape_of(after)
    if old.base in INTEGERS and new.base in INTEGERS:
        return INTEGERS.index(new.base) >= INTEGERS.index(old.base)
    if old.base in INTEGERS and new.base == "numeric":
        return not new.sizes
    return needs_no_rewrite(before, after)


def conversion(column: str, before: str, after: str) -> str | None:
    """The USING expression for a quoted column; None where an assignment does, which never cuts silently."""
    old, new = shape_of(before), shape_of(after)
    if {old.base, new.base} == {"timestamp without time zone", "timestamp with time zone"}:
        return f"{column} AT TIME ZONE 'UTC'"
    if old.base == new.base and old.array == new.array:
        return None
    if old.array == new.array and any(old.base in group and new.base in group for group in WITHOUT_USING):
        return None
    if new.base in TEXTS and not new.array:
        return None
    if {old.base, new.base} == {"integer", "boolean"}:
        return f"{column}::{after}"
    return f"{column}::text::{after}"  # whatever has no cast of its own can be written and read again
