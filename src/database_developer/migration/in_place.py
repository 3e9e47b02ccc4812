"""Which indexes and constraints that change are replaced without a moment in which neither holds.

What replaces them is made under another name first and takes the name when it is ready. That is no way for
what something else leans on, nor where names change too; there they are dropped and made again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from database_developer.migration.ddl.constraints import index_definition
from database_developer.migration.family import stands_alone
from database_developer.migration.mentions import KEYS, mentioned, names_in
from database_developer.model.differences import Difference, Differences
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, Schema, Table

TYPES = ("enum", "domain", "composite")
CHECKED = (ConstraintKind.CHECK, ConstraintKind.FOREIGN_KEY)


def replaced_in_place(differences: Differences, schema: Schema) -> frozenset[Address]:
    """The changed indexes and constraints for which there is such a way; ``schema`` is the one before."""
    if differences.renamings:
        return frozenset()
    return frozenset(item.address for item in differences.items if _is_replaced(item, differences, schema))


def only_deferral_differs(before: Any, after: Any) -> bool:
    """Whether a foreign key is as it was but for when it is looked at."""
    if not (isinstance(before, Constraint) and isinstance(after, Constraint)):
        return False
    if before.kind is not ConstraintKind.FOREIGN_KEY or before.inherited or after.inherited:
        return False
    is_other = (before.deferrable, before.deferred) != (after.deferrable, after.deferred)
    return is_other and _at_once(before) == replace(_at_once(after), comment=before.comment)


def _at_once(constraint: Constraint) -> Constraint:
    definition = constraint.definition.replace(" DEFERRABLE", "").replace(" INITIALLY DEFERRED", "")
    return replace(constraint, definition=definition, deferrable=False, deferred=False)


def _is_replaced(item: Difference, differences: Differences, schema: Schema) -> bool:
    old, new, owner = item.before, item.after, item.address.owner
    table = schema.tables.get(owner) if owner else None
    if table is None or not stands_alone(table, schema) or getattr(old, "inherited", False):
        return False
    if isinstance(old, Index) and isinstance(new, Index):
        is_possible = _is_replaced_index(old, new, table, schema)
    elif isinstance(old, Constraint) and isinstance(new, Constraint):
        is_possible = _is_replaced_constraint(old, new, table, schema)
    else:
        return False
    return is_possible and not _names_retyped(f"{old.definition} {new.definition}", table, differences)


def _is_replaced_index(old: Index, new: Index, table: Table, schema: Schema) -> bool:
    if replace(old, comment=new.comment) == new or not old.valid or table.replica_identity == f"index {old.name}":
        return False
    return not (old.unique and _is_referenced(table.name, frozenset(key.text for key in old.keys), schema))


def _is_replaced_constraint(old: Constraint, new: Constraint, table: Table, schema: Schema) -> bool:
    if old.kind is not new.kind or replace(old, comment=new.comment) == new:
        return False
    if old.kind in CHECKED:
        return True
    if old.kind not in KEYS or table.replica_identity == f"index {old.name}":
        return False
    has_index = index_definition(old) is not None and index_definition(new) is not None
    return has_index and not _is_referenced(table.name, frozenset(old.columns), schema)


def _is_referenced(table: QualifiedName, columns: frozenset[str], schema: Schema) -> bool:
    keys = (key.reference for other in schema.tables.values() for key in other.foreign_keys)
    return any(it is not None and it.table == table and frozenset(it.columns) == columns for it in keys)


def _names_retyped(text: str, table: Table, differences: Differences) -> bool:
    """Whether a column that it names gets another type meanwhile, or its type is another one."""
    named = names_in(text)
    for address, old, new in differences.changed(Column):
        is_other = (old.type, old.collation) != (new.type, new.collation)
        if is_other and address.owner == table.name and address.name.name in named:
            return True
    changed = {item.address for item in differences.items if item.address.kind in TYPES}
    types = (column.type for column in table.columns if column.name in named) if changed else ()
    return any(not changed.isdisjoint(mentioned(type_)) for type_ in types)
