"""What the values of a column show: its type, whether cells are empty, whether all differ, whether few recur."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_NOTHING = {"", "NULL", "null", "\\N", "N/A", "n/a"}
_PAIRS = ({"true", "false"}, {"t", "f"}, {"yes", "no"}, {"y", "n"})
_WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"[+-]?(\d{1,15})[.,](\d{1,10})")
_FLOAT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_DATE = re.compile(r"\d{4}-(?:0\d|1[0-2])-[0-3]\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?")
_TIME = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d][\w -]{0,29}")
_LARGEST_INTEGER = 2_147_483_647
_LENGTHS = (50, 100, 255)
_CHOSEN = {"status", "type", "kind", "role", "priority", "level", "category", "gender", "currency", "plan", "tier"}
_MOST_VALUES, _FEWEST_ROWS, _ROWS_FOR_ANY_NAME = 8, 12, 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A column as its values show it; ``values`` are those that recur where they are few."""

    name: str
    type: str | None
    has_gaps: bool
    all_differ: bool
    values: tuple[str, ...] = ()


def sampled(name: str, cells: Iterable[str]) -> Sample:
    """What the cells of a column show; the type is None where all are empty."""
    raw = [cell.strip() for cell in cells]
    known = [cell for cell in raw if cell not in _NOTHING]
    type_name = _type(name, known) if known else None
    is_text = type_name is not None and type_name.startswith(("varchar", "text"))
    return Sample(
        name=name,
        type=type_name,
        has_gaps=len(known) < len(raw),
        all_differ=len(set(known)) == len(known) > 1,
        values=_recurring(name, known) if is_text else (),
    )


def _type(name: str, known: list[str]) -> str:
    lower = {cell.lower() for cell in known}
    if any(lower <= pair for pair in _PAIRS) or (lower <= {"0", "1"} and name.startswith(("is_", "has_"))):
        return "boolean"
    return _number(known) or next((it for it, fits in _SHAPES if all(map(fits, known))), None) or _text(known)


def _number(known: list[str]) -> str | None:
    """Whole numbers, decimals with room for larger ones, floating ones; leading zeros make it no number."""
    if all(_WHOLE.fullmatch(cell) for cell in known):
        return "integer" if max(abs(int(cell)) for cell in known) <= _LARGEST_INTEGER // 2 else "bigint"
    decimals = [found for cell in known if (found := _DECIMAL.fullmatch(cell))]
    whole = [cell for cell in known if _WHOLE.fullmatch(cell)]
    if decimals and len(decimals) + len(whole) == len(known):
        scale = max(len(found[2]) for found in decimals)
        digits = max(len(found[1]) for found in decimals)
        return f"numeric({max(12, digits + scale + 2)},{scale})"
    return "double precision" if all(_FLOAT.fullmatch(cell) or _DECIMAL.fullmatch(cell) for cell in known) else None


def _is_address(cell: str) -> bool:
    try:
        ipaddress.ip_interface(cell)
    except ValueError:
        return False
    return "." in cell or ":" in cell


def _is_document(cell: str) -> bool:
    if not (cell.startswith(("{", "[")) and cell.endswith(("}", "]"))):
        return False
    try:
        json.loads(cell)
    except (ValueError, RecursionError):
        return False
    return True


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell) is not None


_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("date", _matching(_DATE)),
    ("timestamptz", lambda cell: _MOMENT.fullmatch(cell) is not None or _DATE.fullmatch(cell) is not None),
    ("time", _matching(_TIME)),
    ("uuid", _matching(_UUID)),
    ("inet", _is_address),
    ("jsonb", _is_document),
    ("varchar(320)", _matching(_EMAIL)),
    ("varchar(2048)", _matching(_URL)),
)


def _text(known: list[str]) -> str:
    """With twice the room of the longest, and without a limit where that is much."""
    longest = max(map(len, known))
    return next((f"varchar({length})" for length in _LENGTHS if longest * 2 <= length), "text")


def _recurring(name: str, known: list[str]) -> tuple[str, ...]:
    """The few values that recur, where they are words and the rows are many enough to tell."""
    values = tuple(dict.fromkeys(known))
    is_choice = name.rpartition("_")[2] in _CHOSEN
    enough = _FEWEST_ROWS if is_choice else _ROWS_FOR_ANY_NAME
    is_small = 1 < len(values) <= _MOST_VALUES and len(values) * 4 <= len(known) >= enough
    return tuple(sorted(values)) if is_small and all(map(_WORD.fullmatch, values)) else ()
