"""What the bounds of a partition demand of its rows, as a condition that the server takes for a proof.

Where it has a valid CHECK of that condition, ATTACH PARTITION reads no row. The condition has the form of the
one that the server makes of the bounds itself; every value is written as a text, which takes on the type of the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from database_developer.diff.tokens import text_at, words
from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.migration.partition_tree import DEFAULT, partitions
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table

LOWEST, HIGHEST = "MINVALUE", "MAXVALUE"
NULL = "NULL"
HASHED_ALIKE = frozenset(
    {"smallint", "integer", "bigint", "numeric", "uuid", "date", "boolean", "bytea", "inet", "oid"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """How a table is cut: RANGE, LIST or HASH over columns and expressions."""

    strategy: str
    parts: tuple[str, ...]


def condition(part: Table, schema: Schema) -> str | None:
    """What a table's rows must keep to be a part; "" where anything goes, None where it cannot be said."""
    own = part.partition_of
    if own is None:
        return ""
    parent = schema.tables.get(own.parent)
    if parent is None:
        return None
    here, higher = _of_bound(part.name, own.bound, parent, schema), condition(parent, schema)
    if here is None or higher is None:
        return None
    return " AND ".join(it for it in (here, higher) if it)


def own_condition(part: Table, schema: Schema) -> str | None:
    """The same, as far as its own bounds go and not those of the tables above."""
    own = part.partition_of
    parent = schema.tables.get(own.parent) if own else None
    return None if own is None or parent is None else _of_bound(part.name, own.bound, parent, schema)


def key_of(text: str) -> Key | None:
    """The key in parts; None where it compares by an operator class of its own."""
    strategy, _, rest = text.partition(" ")
    parts = _cut(rest.strip()[1:-1])
    if any(_has_operator_class(part) for part in parts):
        return None
    return Key(strategy=strategy, parts=tuple(part if len(words(part)) == 1 else f"({part})" for part in parts))


def key_columns(table: Table) -> frozenset[str]:
    """The names in a table's partition key."""
    key = table.partitioning.key if table.partitioning else ""
    return frozenset(word.name for word in words(key.partition(" ")[2]) if word.is_name)


def _of_bound(part: QualifiedName, bound: str, parent: Table, schema: Schema) -> str | None:
    key = key_of(parent.partitioning.key) if parent.partitioning else None
    if key is None:
        return None
    if bound == DEFAULT:
        others = (it for it in partitions(parent.name, schema) if it.name != part and it.partition_of)
        return _outside(key, [it.partition_of.bound for it in others if it.partition_of])
    if key.strategy == "RANGE":
        return f"{_given(key)} AND {_within(key, bound)}" if _within(key, bound) else _given(key)
    if key.strategy == "LIST":
        return _listed(key, _values(bound))
    return _hashed(parent, key, bound)


def _given(key: Key) -> str:
    return " AND ".join(f"{part} IS NOT NULL" for part in key.parts)


def _within(key: Key, bound: str) -> str:
    """``lower <= key < upper`` spelled out; columns that are the same on both ends are compared once."""
    lower, upper = _ends(bound)
    same: list[str] = []
    while len(same) < len(key.parts) - 1 and lower[len(same)] == upper[len(same)] not in (LOWEST, HIGHEST):
        same.append(f"{key.parts[len(same)]} = {lower[len(same)]}")
    parts, low, high = key.parts[len(same) :], lower[len(same) :], upper[len(same) :]
    ends = (_beyond(parts, low, ">", LOWEST), _beyond(parts, high, "<", HIGHEST))
    return " AND ".join((*same, *(end for end in ends if end)))


def _beyond(parts: Sequence[str], values: Sequence[str], sign: str, whole: str) -> str:
    """One end of a range: the first column is beyond its value, or at it and the next one beyond."""
    finite = next((place for place, value in enumerate(values) if value in (LOWEST, HIGHEST)), len(values))
    reaches = (finite < len(values) and values[finite] == whole) or (finite == len(values) and sign == ">")
    arms = []
    for place in range(finite):
        at = [f"{parts[it]} = {values[it]}" for it in range(place)]
        last = f"{sign}=" if place == finite - 1 and reaches else sign
        arms.append(" AND ".join((*at, f"{parts[place]} {last} {values[place]}")))
    return _either(arms)


def _listed(key: Key, values: Sequence[str]) -> str:
    part, given = key.parts[0], [value for value in values if value != NULL]
    among = f"{part} IN ({', '.join(given)})"
    if NULL not in values:
        return f"{part} IS NOT NULL AND {among}"
    return f"({part} IS NULL OR {among})" if given else f"{part} IS NULL"


def _hashed(parent: Table, key: Key, bound: str) -> str | None:
    """Whether the rows hash there; where the key is text, the server takes its own words for no proof."""
    columns = {identifier(it.name): it.type.partition("(")[0] for it in parent.columns}
    if not all(columns.get(part) in HASHED_ALIKE for part in key.parts):
        return None
    numbers = [word.text for word in words(bound) if word.text.isdigit()]
    place = f"{literal(qualified(parent.name))}::pg_catalog.regclass"
    return f"pg_catalog.satisfies_hash_partition({', '.join((place, *numbers, *key.parts))})"


def _outside(key: Key, bounds: Sequence[str]) -> str | None:
    """What the rows of the DEFAULT partition must keep: no other one takes them."""
    if not bounds:
        return ""
    if key.strategy == "LIST":
        return f"NOT ({_listed(key, list(dict.fromkeys(value for bound in bounds for value in _values(bound))))})"
    if key.strategy != "RANGE":
        return None
    within = [_within(key, bound) for bound in bounds]
    return f"NOT ({_given(key)} AND {_either(within)})" if all(within) else f"NOT ({_given(key)})"


def _either(arms: Iterable[str]) -> str:
    found = tuple(arms)
    return found[0] if len(found) == 1 and " AND " not in found[0] else f"({' OR '.join(found)})" if found else ""


def _ends(bound: str) -> tuple[list[str], list[str]]:
    """The values of FROM (...) TO (...)."""
    found = words(bound)
    middle = next(place for place, word in enumerate(found) if word.text == "TO" and text_at(found, place - 1) == ")")
    split = found[middle].start
    return _values(bound[:split]), _values(bound[split:])


def _values(bound: str) -> list[str]:
    """The values between the parentheses."""
    inner = bound[bound.index("(") + 1 : bound.rindex(")")]
    return [_value(value) for value in _cut(inner)]


def _value(text: str) -> str:
    if text in (LOWEST, HIGHEST, NULL) or text.endswith("'"):
        return text
    return literal(text)


def _cut(text: str) -> tuple[str, ...]:
    """The text at its commas, not those within parentheses."""
    pieces, depth, start = [], 0, 0
    for word in words(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(word.text, 0)
        if word.text == "," and depth == 0:
            pieces.append(text[start : word.start].strip())
            start = word.start + 1
    return (*pieces, text[start:].strip())


def _has_operator_class(part: str) -> bool:
    """Whether a name stands at the end that is no column, no expression and no collation."""
    depth, loose = 0, []
    for word in words(part):
        depth += {"(": 1, ")": -1}.get(word.text, 0)
        if depth == 0:
            loose.append(word.text)
    after = loose[loose.index("COLLATE") + 2 :] if "COLLATE" in loose else loose[1:]
    while after[:1] == ["."]:
        after = after[2:]
    return any(text not in (")",) for text in after)
