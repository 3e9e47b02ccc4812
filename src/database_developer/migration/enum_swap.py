"""An enumerated type made anew under its name, with every column that has it: the way to take labels away."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration import whole
from database_developer.migration.ddl import columns, constraints, indexes, policies, triggers, types, views
from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.in_the_way import Obstacles, Part, blocked_parts, blocked_views
from database_developer.migration.mentions import mentioned
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import Address, QualifiedName, of, shortened
from database_developer.model.schema import Column, Constraint, Enum, Index, Policy, Schema

Place = tuple[QualifiedName, Column]


def swap(wished: Enum, schema: Schema, facts: Facts) -> Iterator[Statement]:
    """Statements, for one block, after which the type has the labels of ``wished`` and all else is as in ``schema``.

    Rows with a label that goes make the server refuse; defaults with such a label are taken away.
    """
    places = tuple(_places(wished.name, schema))
    obstacles = Obstacles(
        columns=frozenset((table, column.name) for table, column in places),
        rewritten=frozenset((table, column.name) for table, column in places),
    )
    parts = (*blocked_parts(schema, obstacles), *_rules(wished.name, schema))
    blocked = tuple(blocked_views(schema, obstacles, changed=()))
    yield from (views.drop(view) for view in reversed(blocked))
    yield from (_dropped(owner, part) for owner, part in parts)
    yield from _exchanged(wished, schema.enums[wished.name], places)
    for owner, part in reversed(parts):
        yield from _made(owner, part, schema, facts)
    for view in blocked:
        yield from whole.view(view, schema, facts)
    yield from whole.notes(wished, facts)


def _places(enum: QualifiedName, schema: Schema) -> Iterator[Place]:
    address = of("enum", enum)
    for table in schema.tables.values():
        yield from ((table.name, column) for column in table.columns if address in set(mentioned(column.type)))


def _rules(enum: QualifiedName, schema: Schema) -> Iterator[tuple[QualifiedName, Part]]:
    """The checks and indexes whose definitions write labels of the type."""
    address: Address = of("enum", enum)
    for table in schema.tables.values():
        rules: tuple[Constraint | Index, ...] = (*table.constraints, *table.indexes)
        yield from ((table.name, rule) for rule in rules if address in set(mentioned(rule.definition)))


def loses_default(column: Column, old: Enum, new: Enum) -> bool:
    """Whether the column's default is a label of the type that goes."""
    gone = [label for label in old.labels if label not in new.labels]
    is_of_type = of("enum", new.name) in set(mentioned(column.type))
    return is_of_type and any(literal(label) in (column.default or "") for label in gone)


def _exchanged(wished: Enum, old: Enum, places: tuple[Place, ...]) -> Iterator[Statement]:
    """The old type aside, the new one in its place, every column over to it, the old one gone."""
    aside = wished.name.renamed(f"{shortened(wished.name.name, 55)}_dbd_old")
    yield types.rename_type(wished.name, aside.name)
    yield types.create_enum(wished)
    for table, column in places:
        if column.default is not None:
            yield columns.set_default(table, column.name, None)
        text = "text[]" if column.type.endswith("[]") else "text"
        using = f"{identifier(column.name)}::{text}::{column.type}"
        yield columns.set_type(table, column, using, rewrites=True)
        if column.default is not None and not loses_default(column, old, wished):
            yield columns.set_default(table, column.name, column.default)
    yield types.drop_type(aside)


def _dropped(owner: QualifiedName, part: Part) -> Statement:
    if isinstance(part, Constraint):
        return constraints.drop(owner, part)
    if isinstance(part, Index):
        return indexes.drop(owner, part.name)
    if isinstance(part, Policy):
        return policies.drop(owner, part.name)
    return triggers.drop(owner, part.name)


def _made(owner: QualifiedName, part: Part, schema: Schema, facts: Facts) -> Iterator[Statement]:
    if isinstance(part, Constraint):
        yield constraints.add(owner, part)
        yield from whole.notes(part, facts, owner)
    elif isinstance(part, Index):
        yield from whole.index(owner, part, facts)
    elif isinstance(part, Policy):
        yield from whole.policy(owner, part, schema, facts)
    else:
        yield from whole.trigger(owner, part, facts)
