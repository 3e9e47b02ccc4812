"""Rule "deletion": what a foreign key does when the row it refers to is deleted."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.spelling import foreign_key
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import AlternativesAsk
from database_developer.model.request import DeletionAsk
from database_developer.model.schema import Constraint, Reference

RULE = "deletion"
SPELLED = {"cascade": "rows go with it", "restrict": "deletion is refused", "set null": "the reference is emptied"}


def apply(draft: Draft) -> None:
    """First what the ticket says, then what follows for the references it does not speak of."""
    said: set[tuple[QualifiedName, str]] = set()
    for ask in draft.request.asks:
        if isinstance(ask, DeletionAsk):
            said |= _follow(draft, ask)
    for table, key in _new_references(draft):
        if (table, key.name) not in said:
            _assume(draft, table, key)


def _follow(draft: Draft, ask: DeletionAsk) -> set[tuple[QualifiedName, str]]:
    table, parent = draft.table_of(ask.child), draft.table_of(ask.parent)
    if table is None or parent is None:
        text = f'the ticket says what happens to "{ask.child}" when "{ask.parent}" is deleted, but one is unknown'
        draft.ask(f"deletion-{ask.parent}-{ask.child}", text, quote=ask.quote, blocking=False)
        return set()
    keys = [key for key in draft.tables[table].foreign_keys if _is_meant(draft, ask, key, parent)]
    for key in keys:
        _set_action(draft, table, key, ask.action)
        _let_be_empty(draft, ask, table, key)
        what = f"ON DELETE {ask.action.upper()}"
        draft.decide(at_constraint(table, key.name), what, SPELLED.get(ask.action, ask.action), RULE, quote=ask.quote)
    return {(table, key.name) for key in keys}


def _let_be_empty(draft: Draft, ask: DeletionAsk, table: QualifiedName, key: Constraint) -> None:
    """A standing column that is emptied by a deletion must be allowed to be empty, if the ticket's own words say so."""
    if ask.quote.assumed:
        return  # what no words of the ticket say lets no rule go
    live = draft.live.tables.get(table)
    primary = draft.tables[table].primary_key
    for name in key.columns if ask.action == "set null" and live is not None else ():
        column = draft.tables[table].column(name)
        is_of_key = primary is not None and name in primary.columns
        if column is None or not column.is_required or is_of_key:
            continue
        draft.add_column(table, replace(column, not_null=None))
        why = f"a deletion of {key.reference.table if key.reference else ask.parent} empties it"
        draft.decide(at_column(table, name), "NULL is allowed", why, RULE, quote=ask.quote)


def _is_meant(draft: Draft, ask: DeletionAsk, key: Constraint, parent: QualifiedName) -> bool:
    if key.reference is None or key.reference.table != parent:
        return False
    column = draft.column_of(ask.child, ask.role) if ask.role else None
    return column is None or column in key.columns


def _new_references(draft: Draft) -> list[tuple[QualifiedName, Constraint]]:
    """The foreign keys that this design adds for relations told in words."""
    live = {(name, key.name) for name, table in draft.live.tables.items() for key in table.foreign_keys}
    ours = set(draft.entities.values())
    return [
        (name, key)
        for name, table in draft.tables.items()
        if name in ours
        for key in table.foreign_keys
        if (name, key.name) not in live
    ]


def _assume(draft: Draft, table: QualifiedName, key: Constraint) -> None:
    """The ticket is silent: a pair goes with either side; deletion that it wants must work; else it is refused."""
    if key.reference is None:
        return
    parent = key.reference.table
    if table in draft.pair_tables():
        action, why = "cascade", "a pair means nothing without both of its sides"
    elif _deletion_is_wanted(draft, parent) and _is_required(draft, table, key):
        action, why = "cascade", f"the ticket wants rows of {parent} to be deletable, and the reference is required"
    elif not _is_required(draft, table, key) and not _is_one_of_several(draft, table, key):
        action, why = "set null", "the reference is optional, and the row keeps its meaning without it"
    else:
        action, why = "no action", "nothing is lost by surprise: deletion is refused while rows refer to it"
    _set_action(draft, table, key, action)
    what = f"ON DELETE {action.upper()}"
    draft.decide(at_constraint(table, key.name), what, why, RULE, is_assumption=True)


def _deletion_is_wanted(draft: Draft, parent: QualifiedName) -> bool:
    return any(
        isinstance(ask, DeletionAsk) and ask.action == "cascade" and draft.table_of(ask.parent) == parent
        for ask in draft.request.asks
    )


def _is_required(draft: Draft, table: QualifiedName, key: Constraint) -> bool:
    columns = [draft.tables[table].column(name) for name in key.columns]
    return all(column is not None and column.is_required for column in columns)


def _is_one_of_several(draft: Draft, table: QualifiedName, key: Constraint) -> bool:
    """Whether the row must refer to one of several things, so that its reference cannot simply be emptied."""
    return any(
        isinstance(ask, AlternativesAsk)
        and ask.required
        and draft.table_of(ask.entity) == table
        and any(draft.attributes.get((ask.entity, parent)) in key.columns for parent in ask.parents)
        for ask in draft.request.asks
    )


def _set_action(draft: Draft, table: QualifiedName, key: Constraint, action: str) -> None:
    if key.reference is None:
        return
    reference = Reference(table=key.reference.table, columns=key.reference.columns, on_delete=action)
    changed = foreign_key(key.name, key.columns, reference)
    old = draft.tables[table]
    constraints = tuple(changed if constraint.name == key.name else constraint for constraint in old.constraints)
    draft.tables[table] = replace(old, constraints=constraints)
