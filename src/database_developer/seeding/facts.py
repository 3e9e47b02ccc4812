"""What the schema demands of a column's values, in the parts a generator can meet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """The column holds one of these, as text."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """The column's number is at least (or, not ``is_lower``, at most) this; equal only if ``inclusive``."""

    column: str
    value: Decimal
    is_lower: bool
    inclusive: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """The column's text has so many characters."""

    column: str
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """The column's text matches this regular expression."""

    column: str
    regex: str
    ignoring_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LowerCase:
    """The column's text has no capital letters."""

    column: str


@dataclass(frozen=True, kw_only=True, slots=True)
class After:
    """The column is at least the other one; never equal where ``strictly``."""

    column: str
    other: str
    strictly: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonKind:
    """The column's JSON is of this kind ("object", "array")."""

    column: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """The column is not NULL."""

    column: str


Fact = Allowed | Bound | Length | Pattern | LowerCase | After | JsonKind | Present
