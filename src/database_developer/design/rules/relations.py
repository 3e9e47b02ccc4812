"""Rule "relations": what belongs to something refers to it; what is joined many to many gets a table of pairs."""

from __future__ import annotations

from collections import Counter

from database_developer.design.draft import Draft, at_column, at_constraint, at_table
from database_developer.design.naming import pair_entity, part_name, reference_name, snake, table_name
from database_developer.design.rules import references
from database_developer.design.spelling import foreign_key, primary_key, unique
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.request import Cardinality, RelationAsk
from database_developer.model.schema import Column, NotNull, Reference

RULE = "relations"


def apply(draft: Draft) -> None:
    """Give each relation its columns and foreign keys; pairs first, since attributes may hang on them."""
    for ask in draft.request.asks:
        if isinstance(ask, RelationAsk):
            _place(draft, ask)


def _place(draft: Draft, ask: RelationAsk) -> None:
    missing = [entity for entity in (ask.child, ask.parent) if draft.table_of(entity) is None]
    for entity in missing:
        text = f'the ticket relates "{ask.child}" to "{ask.parent}", but there is no table for "{entity}"'
        draft.ask(
            f"unknown-entity-{entity}",
            text,
            f'"{entity}" is a new table: say what it holds',
            f'"{entity}" means an existing table: name it',
            quote=ask.quote,
        )
    if missing:
        return
    if ask.cardinality is Cardinality.MANY_TO_MANY:
        _join(draft, ask)
    elif ask.columns:
        references.refer(draft, ask)
    elif not references.is_written(draft, ask):
        refer(draft, ask, ask.child, ask.parent)


def refer(draft: Draft, ask: RelationAsk, child: str, parent: str) -> None:
    """Give the child its column and foreign key to the parent."""
    table, target = draft.table_of(child), draft.table_of(parent)
    if table is None or target is None:
        return
    key = _key_of(draft, target, ask)
    if key is None:
        return
    name = reference_name(parent, key.name, ask.role)
    if ask.role is None and snake(parent) != singular(target.name):
        name = _called_so_far(draft, target) or name
    draft.attributes[child, ask.role or parent] = name
    required = ask.required is not False
    if draft.tables[table].column(name) is None:
        draft.add_column(table, Column(name=name, type=key.type, not_null=NotNull() if required else None))
        draft.decide(
            at_column(table, name),
            f"{name} {key.type}",
            f"refers to {target}, whose key has that type",
            RULE,
            quote=ask.quote,
        )
    _constrain(draft, ask, table, name, Reference(table=target, columns=(key.name,)))
    if ask.cardinality is Cardinality.ONE_TO_ONE:
        constraint = unique(part_name(table.name, (name,), "key"), (name,))
        constraint = draft.add_constraint(table, constraint)
        draft.decide(
            at_constraint(table, constraint.name), f"one for each {parent}", "one to one", RULE, quote=ask.quote
        )


def _called_so_far(draft: Draft, target: QualifiedName) -> str | None:
    """What live references to a table are called, where the ticket calls the table by another word."""
    names = (
        key.columns[0]
        for table in draft.live.tables.values()
        for key in table.foreign_keys
        if key.reference and key.reference.table == target and len(key.columns) == 1
    )
    return next((name for name, _ in Counter(names).most_common(1)), None)


def _constrain(draft: Draft, ask: RelationAsk, table: QualifiedName, column: str, reference: Reference) -> None:
    constraint = foreign_key(part_name(table.name, (column,), "fkey"), (column,), reference)
    if any(column in other.columns and other.reference for other in draft.tables[table].foreign_keys):
        return
    constraint = draft.add_constraint(table, constraint)
    draft.decide(
        at_constraint(table, constraint.name),
        f"foreign key to {reference.table}",
        "it belongs to it",
        RULE,
        quote=ask.quote,
    )


def _join(draft: Draft, ask: RelationAsk) -> None:
    """The table of pairs, keyed by both sides."""
    entity = pair_entity(ask)
    table = draft.table_of(entity)
    if table is None:
        table = QualifiedName(draft.style.schema.value, table_name(entity, draft.style.number.value))
    is_new = table not in draft.tables or not draft.tables[table].columns
    draft.add_table(entity, table)
    draft.decide(
        at_table(table),
        f"table {table}",
        f"{ask.child} and {ask.parent} are joined many to many",
        RULE,
        quote=ask.quote,
    )
    for side in (ask.child, ask.parent):
        refer(draft, _side(ask, entity, side), entity, side)
    columns = tuple(
        draft.attributes[entity, side] for side in (ask.child, ask.parent) if (entity, side) in draft.attributes
    )
    if is_new and len(columns) == 2:
        constraint = primary_key(part_name(table.name, (), "pkey"), columns)
        constraint = draft.add_constraint(table, constraint)
        why = "a pair exists once: both references together are the key"
        draft.decide(at_constraint(table, constraint.name), f"key ({', '.join(columns)})", why, RULE, quote=ask.quote)


def _side(ask: RelationAsk, entity: str, side: str) -> RelationAsk:
    return RelationAsk(child=entity, parent=side, quote=ask.quote, required=True)


def _key_of(draft: Draft, target: QualifiedName, ask: RelationAsk) -> Column | None:
    """The key column that a reference to ``target`` uses."""
    table = draft.tables[target]
    key = table.primary_key
    if key is not None and len(key.columns) == 1:
        return table.column(key.columns[0])
    text = f'"{target}" has no key of one column that "{ask.child}" could refer to'
    draft.ask(f"key-of-{target}", text, f'give "{target}" a key of one column', quote=ask.quote)
    return None
