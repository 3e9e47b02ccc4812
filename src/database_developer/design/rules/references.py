"""Foreign keys whose columns the ticket's code names, one or several."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.rules import attributes
from database_developer.design.rules.written import written_name
from database_developer.design.spelling import foreign_key, unique
from database_developer.model.names import QualifiedName
from database_developer.model.request import Cardinality, RelationAsk, UniqueAsk
from database_developer.model.schema import Column, ConstraintKind, NotNull, Reference

RULE = "relations"


def is_written(draft: Draft, ask: RelationAsk) -> bool:
    """Whether code names the columns of the relation that a sentence tells of in words."""
    return ask.role is None and any(
        isinstance(other, RelationAsk) and other.columns and (other.child, other.parent) == (ask.child, ask.parent)
        for other in draft.request.asks
    )


def refer(draft: Draft, ask: RelationAsk) -> None:
    """Give the relation its columns, of the types of those they refer to, and its foreign key."""
    table, parent = draft.table_of(ask.child), draft.table_of(ask.parent)
    if table is None or parent is None:
        return
    targets = _targets(draft, ask, parent)
    if targets is None:
        return
    columns = tuple(
        _column(draft, ask, attribute, target) for attribute, target in zip(ask.columns, targets, strict=True)
    )
    _constrain(draft, ask, columns, Reference(table=parent, columns=tuple(target.name for target in targets)))
    if ask.cardinality is Cardinality.ONE_TO_ONE and not _is_unique(draft, table, columns):
        key = draft.add_constraint(table, unique(part_name(table.name, columns, "key"), columns))
        draft.decide(at_constraint(table, key.name), f"one for each {parent}", "one to one", RULE, quote=ask.quote)


def _targets(draft: Draft, ask: RelationAsk, parent: QualifiedName) -> tuple[Column, ...] | None:
    """The columns referred to; a question where they are not known or no key of their table."""
    told = [attributes.place_one(draft, ask.parent, attribute) for attribute in ask.target]
    key = draft.tables[parent].primary_key
    names = [name for name in told if name] if ask.target else list(key.columns if key else ())
    columns = tuple(column for name in names if (column := draft.tables[parent].column(name)) is not None)
    if len(columns) == len(ask.columns) and _is_key(draft, ask, parent, names):
        return columns
    text = f'"{ask.child}" refers to ({", ".join(ask.target or names)}) of "{parent}", which is no key of it'
    draft.ask(f"key-of-{parent}", text, "refer to its primary key", "make those columns unique", quote=ask.quote)
    return None


def _is_key(draft: Draft, ask: RelationAsk, parent: QualifiedName, names: list[str]) -> bool:
    if _is_unique(draft, parent, tuple(names)):
        return True
    return any(
        isinstance(other, UniqueAsk)
        and other.entity == ask.parent
        and {draft.column_of(other.entity, attribute) for attribute in other.attributes} == set(names)
        for other in draft.request.asks
    )


def _is_unique(draft: Draft, table: QualifiedName, columns: tuple[str, ...]) -> bool:
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    return any(set(key.columns) == set(columns) for key in draft.tables[table].constraints_of(*kinds))


def _column(draft: Draft, ask: RelationAsk, attribute: str, target: Column) -> str:
    """The referring column; a new one takes the type of what it refers to."""
    table = draft.table_of(ask.child)
    if table is None:
        return attribute
    was_there = draft.column_of(ask.child, attribute) is not None
    name = attributes.place_one(draft, ask.child, attribute) or written_name(draft, attribute)
    column = draft.tables[table].column(name)
    draft.attributes[ask.child, attribute] = name
    if len(ask.columns) == 1:
        draft.attributes.setdefault((ask.child, ask.role or ask.parent), name)  # "one per flag" means its column
    if column is None:
        required = NotNull() if ask.required is not False else None
        draft.add_column(table, Column(name=name, type=target.type, not_null=required))
    elif column.type != target.type and (draft.is_new(table) or not was_there):
        draft.add_column(table, replace(column, type=target.type, identity=None))
    else:
        return name
    why = f"refers to {target.name}, which has that type"
    draft.decide(at_column(table, name), f"{name} {target.type}", why, RULE, quote=ask.quote)
    return name


def _constrain(draft: Draft, ask: RelationAsk, columns: tuple[str, ...], reference: Reference) -> None:
    table = draft.table_of(ask.child)
    if table is None or any(key.columns == columns for key in draft.tables[table].foreign_keys):
        return
    constraint = foreign_key(part_name(table.name, columns, "fkey"), columns, reference)
    constraint = draft.add_constraint(table, constraint)
    what = f"foreign key to {reference.table}"
    draft.decide(at_constraint(table, constraint.name), what, "the ticket says so", RULE, quote=ask.quote)
