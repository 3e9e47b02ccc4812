"""Makes rows differ by construction: spreads the digits of a row's number over the columns of each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import prod

from database_developer.model.names import QualifiedName
from database_developer.seeding.chance import FIRST
from database_developer.seeding.keys import Key
from database_developer.seeding.sources import Foreign

REPEATS = 7  # of one parent, in a key that something else makes different


@dataclass(frozen=True, kw_only=True, slots=True)
class Supply:
    """What can fill the columns of keys: parents, and columns with so many values (None: enough).

    ``copies`` maps the columns of a row that refers to itself to those whose values they repeat.
    """

    foreigns: Mapping[str, Foreign]
    counts: Mapping[str, int | None]
    rows: int
    parents: Mapping[QualifiedName, int]
    left_out: frozenset[str]
    copies: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Spread:
    """The digits found so far: by column, or by foreign key's name."""

    columns: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    limits: list[tuple[str, int]] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    met: list[frozenset[str]] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)


def spread(keys: tuple[Key, ...], supply: Supply) -> Spread:
    """The digits for all keys; ``unmet`` names the keys that could not be given their own."""
    result = Spread()
    for key in keys:
        columns = dict.fromkeys(supply.copies.get(name, name) for name in key.columns)
        _serve(replace(key, columns=tuple(columns)), supply, result)
    return result


def _serve(key: Key, supply: Supply, result: Spread) -> None:
    columns = frozenset(key.columns)
    if columns & supply.left_out or columns & result.whole or any(met <= columns for met in result.met):
        return
    if not columns <= set(supply.foreigns) | set(supply.counts):
        result.unmet.append(key.name)
        return
    free = [name for name in key.columns if name in supply.counts and name not in result.columns]
    opened = [name for name in free if _is_open(name, supply)]
    parents = _parents(key, supply)
    taken = columns & set(result.columns) or any(parent.constraint.name in result.parents for parent in parents)
    if opened and (taken or not parents):
        _give_whole(opened[0], result)
    elif taken or (key.is_partial and not opened):
        result.unmet.append(key.name)
        return
    elif opened:
        _give_rest(parents[0], opened[0], supply, result)
    else:
        _give_all(key, parents, free, supply, result)
    result.met.append(columns)


def _is_open(name: str, supply: Supply) -> bool:
    count = supply.counts[name]
    return count is None or count >= supply.rows


def _parents(key: Key, supply: Supply) -> list[Foreign]:
    """The key's parents, each once: those with the most rows first, those that must agree with others last."""
    found = {one.constraint.name: one for column, one in supply.foreigns.items() if column in key.columns}
    return sorted(
        found.values(),
        key=lambda parent: (
            bool(parent.shared),
            0 if parent.shared else -supply.parents.get(parent.reference.table, 0),
        ),
    )


def _give_whole(column: str, result: Spread) -> None:
    """The column alone is different in every row."""
    result.columns[column] = FIRST
    result.whole.add(column)


def _give_rest(parent: Foreign, column: str, supply: Supply, result: Spread) -> None:
    """Parents in turn, and for each of them the column counts up."""
    turns = f"least({parent.size}, {max(supply.rows // REPEATS, 1)})"
    result.parents[parent.constraint.name] = f"{FIRST} % {turns}"
    result.columns[column] = f"{FIRST} / {turns}"


def _give_all(key: Key, parents: list[Foreign], closed: list[str], supply: Supply, result: Spread) -> None:
    """Nothing has values enough by itself: each combination comes once, until there are no more."""
    rest, before = FIRST, ""
    for parent in parents:
        turn = f"({rest} + 1 + {before})" if before else rest
        result.parents[parent.constraint.name] = f"{turn} % {parent.size}"
        before, rest = f"{rest} % {parent.size}", f"{rest} / {parent.size}"
    for column in closed:
        size = max(supply.counts[column] or 1, 1)
        result.columns[column] = f"({rest} % {size})"
        rest = f"{rest} / {size}"
    result.conditions.append(f"{rest} = 0")
    _limit(key, parents, closed, supply, result)


def _limit(key: Key, parents: list[Foreign], closed: list[str], supply: Supply, result: Spread) -> None:
    """Known before anything runs, if every parent is seeded too."""
    tables = [parent.reference.table for parent in parents]
    if all(table in supply.parents for table in tables):
        most = prod(supply.parents[table] for table in tables) * prod(supply.counts[name] or 1 for name in closed)
        result.limits.append((key.name, most))
