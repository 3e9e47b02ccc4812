"""A type made anew under its name, with every column that has it: the way where it cannot change in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from database_developer.errors import NoPlan
from database_developer.migration import whole
from database_developer.migration.ddl import (
    columns,
    constraints,
    functions,
    indexes,
    policies,
    statistics,
    triggers,
    types,
    views,
)
from database_developer.migration.family import family, on_family
from database_developer.migration.in_the_way import (
    Obstacles,
    Part,
    blocked_defaults,
    blocked_functions,
    blocked_parts,
    blocked_views,
)
from database_developer.migration.mentions import calls, names_it, needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import Address, QualifiedName, of, part_of, shortened
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    Domain,
    Function,
    Index,
    Policy,
    Schema,
    Statistics,
    View,
)

Place = tuple[QualifiedName, Column]
Placed = tuple[QualifiedName, Part]


@dataclass(frozen=True, kw_only=True)
class Swap:
    """What changes: how the new type is made, and what becomes of a column's values and default."""

    kind: str
    name: QualifiedName
    made: tuple[Statement, ...]
    using: Callable[[Column], str]
    keeps_default: Callable[[Column], bool] = lambda _: True


@dataclass(frozen=True, kw_only=True)
class _InTheWay:
    """What is dropped first and made again at the end, in the order in which it is made."""

    functions: tuple[Function, ...]
    defaults: tuple[Place, ...]
    parts: tuple[Placed, ...]
    views: tuple[View, ...]


def columns_of(swapped_type: Address, schema: Schema) -> frozenset[Address]:
    """The columns that have the type: what changes over them is dropped before it is made anew, and made after."""
    return frozenset(
        part_of("column", table.name, column.name)
        for table in schema.tables.values()
        for column in table.columns
        if names_it(column.type, swapped_type)
    )


def staying(columns: frozenset[Address], differences: Differences) -> frozenset[Address]:
    """Those of the columns that stand afterwards too."""
    gone = {item.address for item in differences.items if item.is_removal and item.address.kind in ("table", "column")}
    return frozenset(it for it in columns if it not in gone and it.owner and of("table", it.owner) not in gone)


def swapped(swap: Swap, schema: Schema, facts: Facts) -> Iterator[Statement]:
    """Statements, for one block, after which the type is the new one and all else is as in ``schema``.

    Raises NoPlan where another type is made of it. The server refuses where a value does not fit.
    """
    _ensure_only_columns(swap, schema)
    places = tuple(_places(swap, schema))
    blocked = _in_the_way(swap, places, schema)
    yield from (views.drop(view) for view in reversed(blocked.views))
    yield from (_dropped(owner, part) for owner, part in blocked.parts)
    yield from (columns.set_default(table, column.name, None) for table, column in blocked.defaults)
    yield from (functions.drop(function) for function in reversed(blocked.functions))
    yield from _exchanged(swap, places, blocked.defaults, schema)
    for function in blocked.functions:
        yield from whole.function(function, schema, facts)
    for table, column in blocked.defaults:
        if swap.keeps_default(column):
            yield columns.set_default(table, column.name, column.default)
    for owner, part in reversed(blocked.parts):
        yield from _made(owner, part, schema, facts)
    for view in blocked.views:
        yield from whole.view(view, schema, facts)


def _ensure_only_columns(swap: Swap, schema: Schema) -> None:
    address = of(swap.kind, swap.name)
    made: list[Domain | Composite] = [*schema.domains.values(), *schema.composites.values()]
    holders = [it.name for it in made if address in needs(it)]
    others = [name for name in holders if name != swap.name]
    if others:
        raise NoPlan(
            f'"{swap.name}" cannot be made anew: the type "{others[0]}" is made of it',
            hint="make a type under another name, and change over to it column by column",
        )


def _in_the_way(swap: Swap, places: tuple[Place, ...], schema: Schema) -> _InTheWay:
    """What leans on the columns or on the type itself, and what leans on that."""
    address = of(swap.kind, swap.name)
    named = frozenset((table, column.name) for table, column in places)
    held = [it for it in schema.functions.values() if address in needs(it)]
    known = -1
    while known < len(held):
        known = len(held)
        obstacles = Obstacles(
            columns=named,
            rewritten=named,
            functions=frozenset(function.name for function in held),
            views=frozenset(view.name for view in schema.views.values() if address in needs(view)),
        )
        seen = tuple(blocked_views(schema, obstacles, changed=()))
        first = tuple(view for view in schema.views.values() if view.name in obstacles.views)
        obstacles = replace(obstacles, views=frozenset(view.name for view in (*first, *seen)))
        held += [it for it in blocked_functions(schema, obstacles) if it not in held]
    parts = dict.fromkeys((*blocked_parts(schema, obstacles), *_rules(swap, schema)))
    return _InTheWay(
        functions=tuple(_callees_first(held)),
        defaults=tuple(blocked_defaults(schema, obstacles)),
        parts=tuple(parts),
        views=_readers_last((*first, *seen)),
    )


def _places(swap: Swap, schema: Schema) -> Iterator[Place]:
    """The columns that have the type; what is inherited follows."""
    address = of(swap.kind, swap.name)
    for table in schema.tables.values():
        for column in table.columns:
            if names_it(column.type, address) and not column.inherited:
                yield table.name, column


def _rules(swap: Swap, schema: Schema) -> Iterator[Placed]:
    """The checks and indexes whose definitions name the type."""
    address = of(swap.kind, swap.name)
    for table in schema.tables.values():
        rules: list[Constraint | Index | Statistics] = [*table.constraints, *table.indexes, *table.statistics]
        for rule in rules:
            if names_it(rule.definition, address) and not getattr(rule, "inherited", False):
                yield table.name, rule


def _callees_first(held: list[Function]) -> Iterator[Function]:
    """Functions that call others after these."""
    waiting = list(held)
    while waiting:
        names = {calls(it.name) for it in waiting}
        free = [it for it in waiting if names.isdisjoint(needs(it) - {calls(it.name)})] or waiting[:1]
        yield from free
        waiting = [it for it in waiting if it not in free]


def _readers_last(found: tuple[View, ...]) -> tuple[View, ...]:
    waiting, ordered = list(dict.fromkeys(found)), list[View]()
    while waiting:
        names = {view.name for view in waiting}
        free = [view for view in waiting if names.isdisjoint(view.depends_on)]
        ordered += free
        waiting = [view for view in waiting if view not in free]
    return tuple(ordered)


def _exchanged(
    swap: Swap, places: tuple[Place, ...], without: tuple[Place, ...], schema: Schema
) -> Iterator[Statement]:
    """The old type aside, the new one in its place, every column over to it, the old one gone."""
    aside = swap.name.renamed(f"{shortened(swap.name.name, 55)}_dbd_old")
    yield types.rename_type(swap.name, aside.name)
    yield from swap.made
    for table, column in places:
        below = family(table, schema)
        has_default = column.default is not None and (table, column) not in without
        if has_default:
            yield on_family(columns.set_default(table, column.name, None), schema)
        typed = columns.set_type(table, column, swap.using(column), rewrites=True)
        yield replace(on_family(typed, schema), scans=below, rewrites=below)
        if has_default and swap.keeps_default(column):
            yield on_family(columns.set_default(table, column.name, column.default), schema)
    yield types.drop_type(aside)


def _dropped(owner: QualifiedName, part: Part) -> Statement:
    if isinstance(part, Constraint):
        return constraints.drop(owner, part)
    if isinstance(part, Index):
        return indexes.drop(owner, part.name)
    if isinstance(part, Policy):
        return policies.drop(owner, part.name)
    if isinstance(part, Statistics):
        return statistics.drop(owner, part)
    return triggers.drop(owner, part.name)


def _made(owner: QualifiedName, part: Part, schema: Schema, facts: Facts) -> Iterator[Statement]:
    if isinstance(part, Constraint):
        yield constraints.add(owner, part)
        yield from whole.notes(part, facts, owner)
    elif isinstance(part, Index):
        yield from whole.index(owner, part, facts)
    elif isinstance(part, Policy):
        yield from whole.policy(owner, part, schema, facts)
    elif isinstance(part, Statistics):
        yield from whole.statistics_of(owner, part, facts)
    else:
        yield from whole.trigger(owner, part, facts)
