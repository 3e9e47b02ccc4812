"""Whole numbers, decimals and floats, in a range that the column's name or CHECK suggests."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from database_developer.seeding import chance
from database_developer.seeding.facts import After, Bound, Fact
from database_developer.seeding.subject import Subject

INTEGERS = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}
DECIMALS = frozenset({"numeric", "real", "double precision", "money"})
LARGEST = 2_000_000_000
RANGES: tuple[tuple[tuple[str, ...], tuple[int, int]], ...] = (
    (("rating", "stars", "priority"), (1, 5)),
    (("quantity", "qty"), (1, 20)),
    (("age",), (18, 90)),
    (("year",), (2000, 2026)),
    (("month",), (1, 12)),
    (("day",), (1, 28)),
    (("hour",), (0, 23)),
    (("minute", "second"), (0, 59)),
    (("percent", "percentage", "progress", "score", "discount"), (0, 100)),
    (("latitude", "lat"), (-90, 90)),
    (("longitude", "lon", "lng"), (-180, 180)),
    (("rate", "ratio", "probability", "fraction", "weight"), (0, 1)),
    (("cents", "amount", "price", "cost", "total", "balance", "fee", "salary", "budget"), (1, 2000)),
    (("count", "views", "clicks", "visits", "stock", "likes"), (0, 1000)),
    (("ms", "milliseconds", "duration", "latency", "elapsed"), (5, 5000)),
    (("position", "order", "rank", "sort", "level", "version", "number", "attempt", "attempts"), (1, 20)),
    (("port",), (1024, 65535)),
    (("size", "bytes", "length"), (100, 1_000_000)),
)


class Numbers:
    """Answers for all number types."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is a number."""
        base = subject.type.base
        return not subject.type.is_array and (base in INTEGERS or base in DECIMALS)

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Bounds, as far as they leave room; and to come after another column."""
        if isinstance(fact, After):
            return subject.earlier is not None and not subject.bounds
        return isinstance(fact, Bound) and (self.count(subject) or 0) > 0

    def draw(self, subject: Subject) -> str:
        """A number in the range."""
        if subject.earlier is not None:
            return subject.cast(f"{subject.earlier} + 1 + {chance.whole(subject.salt, 20)}")
        low, high, unit = _drawn_range(subject)
        return _written(subject, low, chance.whole(subject.salt, max(high - low + 1, 1)), unit)

    def count(self, subject: Subject) -> int | None:
        """As many as the bounds and the type leave."""
        low, high, _ = _whole_range(subject)
        return max(high - low + 1, 0)

    def nth(self, subject: Subject, digit: str) -> str:
        """Upwards from the lowest."""
        low, _, unit = _whole_range(subject)
        return _written(subject, low, digit, unit)


def _written(subject: Subject, low: int, steps: str, unit: int) -> str:
    """``low`` and so many steps, counted in units (a price is counted in cents)."""
    places = chance.plus(low, steps)
    if unit == 1:
        return subject.cast(places)
    return subject.cast(f"({places})::numeric / {unit}")


def _unit(subject: Subject) -> int:
    if subject.type.base in INTEGERS:
        return 1
    if subject.type.base != "numeric" or not subject.type.modifiers:
        return 100
    scale = subject.type.modifiers[1] if len(subject.type.modifiers) > 1 else 0
    return int(10 ** max(min(scale, 4), 0))


def _whole_range(subject: Subject) -> tuple[int, int, int]:
    """The lowest and highest number of units that type and bounds allow, from 1 where nothing says otherwise."""
    unit = _unit(subject)
    most = _most(subject)
    lower = [_lower(bound, unit) for bound in subject.bounds if bound.is_lower]
    upper = [_upper(bound, unit) for bound in subject.bounds if not bound.is_lower]
    high = min([most * unit, *upper])
    low = max(lower, default=min(1, high) if high >= 0 else high - LARGEST)
    return max(low, -most * unit), high, unit


def _drawn_range(subject: Subject) -> tuple[int, int, int]:
    low, high, unit = _whole_range(subject)
    named = next((span for words, span in RANGES if subject.named(*words)), (1, 1000))
    lowest = low if any(bound.is_lower for bound in subject.bounds) else min(named[0] * unit, high)
    narrow = max(lowest, named[0] * unit), min(high, named[1] * unit)
    if narrow[0] <= narrow[1]:
        return (*narrow, unit)
    return lowest, min(high, lowest + 1000 * unit), unit


def _most(subject: Subject) -> int:
    modifiers = subject.type.modifiers
    if subject.type.base == "numeric" and modifiers:
        scale = modifiers[1] if len(modifiers) > 1 else 0
        return int(min(10 ** max(modifiers[0] - scale, 0), LARGEST)) - 1
    return min(INTEGERS.get(subject.type.base, LARGEST), LARGEST)


def _lower(bound: Bound, unit: int) -> int:
    units = bound.value * unit
    whole = int(units.to_integral_value(ROUND_CEILING))
    return whole + 1 if Decimal(whole) == units and not bound.inclusive else whole


def _upper(bound: Bound, unit: int) -> int:
    units = bound.value * unit
    whole = int(units.to_integral_value(ROUND_FLOOR))
    return whole - 1 if Decimal(whole) == units and not bound.inclusive else whole
