"""Rule "soft-deletion": rows are marked with the moment they were deleted; only the others must be unique."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint, at_index
from database_developer.design.naming import column_name, part_name
from database_developer.design.spelling import index
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import SoftDeletionAsk
from database_developer.model.quoting import identifier
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, IndexKey

RULE = "soft-deletion"
NAMES = ("deleted_at", "archived_at", "removed_at", "is_deleted", "is_archived", "deleted", "archived")


def apply(draft: Draft) -> None:
    """Give each thing that is never removed its mark, and let marked rows give their unique values free."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, SoftDeletionAsk)]
    for entity in dict.fromkeys(ask.entity for ask in asks):
        told = [ask for ask in asks if ask.entity == entity]
        table = draft.table_of(entity)
        if table is None:
            text = f'rows of "{entity}" are to be marked instead of removed, but there is no such table'
            draft.ask(f"soft-deletion-{entity}", text, quote=told[0].quote, blocking=False)
            continue
        column = _marked(draft, told[0], table)
        keys = [key for ask in told if ask.unique and (key := _key(draft, ask))]
        for key in dict.fromkeys(keys):
            _unique_among_others(draft, told[0], table, key, column)
        if not keys and not any(ask.is_unique_for_all for ask in told):
            _free_marked(draft, told[0], table, column)


def mark_of(draft: Draft, table: QualifiedName) -> Column | None:
    """The column that marks a deleted row of the table, where the ticket wants one."""
    asks = (ask for ask in draft.request.asks if isinstance(ask, SoftDeletionAsk))
    if not any(draft.table_of(ask.entity) == table for ask in asks):
        return None
    return next((column for name in NAMES if (column := draft.tables[table].column(name)) is not None), None)


def is_unmarked(column: Column, row: str = "") -> str:
    """The condition that a row is not deleted; ``row`` is such as ``NEW.``."""
    name = f"{row}{identifier(column.name)}"
    return f"(NOT {name})" if column.type == "boolean" else f"({name} IS NULL)"


def _marked(draft: Draft, ask: SoftDeletionAsk, table: QualifiedName) -> Column:
    """The column of the mark: one that is there already, else a new one."""
    own = next((one for name in NAMES if (one := draft.tables[table].column(name)) is not None), None)
    if own is not None:
        return own
    name = column_name(ask.attribute)
    column = Column(name=name, type=draft.style.timestamp_type.value)
    draft.add_column(table, column)
    why = "a row is not removed but marked with the moment; NULL is a row that is there"
    draft.decide(at_column(table, name), f"{name} {column.type}", why, RULE, quote=ask.quote)
    return column


def _free_marked(draft: Draft, ask: SoftDeletionAsk, table: QualifiedName, mark: Column) -> None:
    """Unique among the rows that are there: what others refer to must stay unique among all."""
    changed = False
    for constraint in tuple(draft.tables[table].constraints_of(ConstraintKind.UNIQUE)):
        if not _is_referred_to(draft, table, constraint) and not constraint.deferrable:
            _as_index(draft, ask, table, constraint, mark)
            changed = True
    indexes = draft.tables[table].indexes
    freed = tuple(_freed(one, mark) if one.unique and one.predicate is None else one for one in indexes)
    draft.tables[table] = replace(draft.tables[table], indexes=freed)
    if changed or freed != indexes:
        _tell(draft, ask, table, mark)


def _key(draft: Draft, ask: SoftDeletionAsk) -> tuple[str, ...]:
    names = (draft.column_of(ask.entity, it) for it in ask.unique)
    return tuple(name for name in names if name is not None)


def _unique_among_others(
    draft: Draft, ask: SoftDeletionAsk, table: QualifiedName, key: tuple[str, ...], mark: Column
) -> None:
    """The one key that the ticket speaks of, for the rows that are not marked."""
    for constraint in tuple(draft.tables[table].constraints_of(ConstraintKind.UNIQUE)):
        if set(constraint.columns) == set(key) and not _is_referred_to(draft, table, constraint):
            draft.drop_constraint(table, constraint.name)
            why = "marked rows may have the same; an index over the others takes its place"
            draft.decide(at_constraint(table, constraint.name), "goes", why, RULE, quote=ask.quote)
    others = tuple(it for it in draft.tables[table].indexes if not _is_over(it, key))
    draft.tables[table] = replace(draft.tables[table], indexes=others)
    name = part_name(table.name, key, "active_key")
    keys = tuple(IndexKey(text=column) for column in key)
    draft.add_index(table, index(name, keys, unique=True, predicate=is_unmarked(mark)))
    what = f"unique ({', '.join(key)}) where {is_unmarked(mark)}"
    draft.decide(at_index(table, name), what, "the ticket says among which rows", RULE, quote=ask.quote)


def _is_over(old: Index, key: tuple[str, ...]) -> bool:
    """Whether it is a unique index over the same columns and all rows."""
    return old.unique and old.predicate is None and {it.text for it in old.keys} == set(key)


def _is_referred_to(draft: Draft, table: QualifiedName, constraint: Constraint) -> bool:
    keys = (key.reference for other in draft.tables.values() for key in other.foreign_keys)
    return any(it is not None and it.table == table and set(it.columns) == set(constraint.columns) for it in keys)


def _as_index(draft: Draft, ask: SoftDeletionAsk, table: QualifiedName, old: Constraint, mark: Column) -> None:
    draft.drop_constraint(table, old.name)
    name = part_name(table.name, old.columns, "active_key")
    keys = tuple(IndexKey(text=column) for column in old.columns)
    draft.add_index(table, index(name, keys, unique=True, predicate=is_unmarked(mark)))
    what = f"unique ({', '.join(old.columns)}) where {is_unmarked(mark)}"
    why = "a deleted row must not keep others from taking its values"
    draft.decide(at_index(table, name), what, why, RULE, quote=ask.quote, is_assumption=True)


def _freed(old: Index, mark: Column) -> Index:
    return index(old.name, old.keys, method=old.method, unique=True, predicate=is_unmarked(mark))


def _tell(draft: Draft, ask: SoftDeletionAsk, table: QualifiedName, mark: Column) -> None:
    text = f'may a new row of "{table}" take the unique values of one that was deleted ("{mark.name}" is set)?'
    draft.assume(
        f"soft-deletion-{table}",
        text,
        ("yes: only rows that are there are unique among each other", ""),
        ("no: deleted rows keep their values", f"Deleted {ask.entity} rows still count for uniqueness."),
        quote=ask.quote,
    )
