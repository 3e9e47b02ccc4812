"""Which columns of a table must be different in every row, in whatever form the schema says so."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.schema import Constraint, ConstraintKind, Index, Table
from database_developer.seeding import trees

HARMLESS = frozenset({"lower", "upper", "btrim"})  # what differs before still differs after


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """Columns no two rows may share; ``is_partial`` where that holds for some rows only."""

    name: str
    columns: tuple[str, ...]
    is_partial: bool = False


def keys_of(table: Table) -> tuple[Key, ...]:
    """The keys that values can be made different for, the primary key first and narrow ones early."""
    found = [key for constraint in table.constraints if (key := _from_constraint(constraint)) is not None]
    found += [key for index in table.indexes if (key := _from_index(index)) is not None]
    primary = table.primary_key.name if table.primary_key is not None else ""
    return tuple(sorted(found, key=lambda key: (key.is_partial, key.name != primary, len(key.columns), key.name)))


def others_of(table: Table) -> tuple[str, ...]:
    """Names of unique indexes and exclusion constraints that are too clever for ``keys_of``."""
    read = {key.name for key in keys_of(table)}
    unique = [index.name for index in table.indexes if index.unique]
    exclusions = [constraint.name for constraint in table.constraints_of(ConstraintKind.EXCLUDE)]
    return tuple(name for name in (*unique, *exclusions) if name not in read)


def _from_constraint(constraint: Constraint) -> Key | None:
    if constraint.kind in {ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE}:
        return Key(name=constraint.name, columns=constraint.columns)
    if constraint.kind is ConstraintKind.EXCLUDE:
        return _from_exclusion(constraint)
    return None


def _from_exclusion(constraint: Constraint) -> Key | None:
    """``room WITH =, during WITH &&``: ranges that carry the row's number never meet."""
    definition = trees.constraint(constraint.definition)
    if definition is None or definition.exclusions is None:
        return None
    pairs = [(element.name, operators[-1].sval) for element, operators in definition.exclusions]
    if any(name is None or operator not in {"=", "&&"} for name, operator in pairs):
        return None
    return Key(
        name=constraint.name,
        columns=tuple(name for name, _ in pairs),
        is_partial=definition.where_clause is not None,
    )


def _from_index(index: Index) -> Key | None:
    if not index.unique:
        return None
    columns = [_key_column(part.text) if part.is_expression else part.text for part in index.keys]
    if not columns or any(column is None for column in columns):
        return None
    names = tuple(column for column in columns if column is not None)
    return Key(name=index.name, columns=names, is_partial=index.predicate is not None)


def _key_column(expression: str) -> str | None:
    """The one column in ``lower((email)::text)`` and its like."""
    node = trees.bare(trees.expression(expression))
    while trees.function(node) in HARMLESS and len(node.args) == 1:
        node = trees.bare(node.args[0])
    return trees.column(node)
