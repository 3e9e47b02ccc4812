"""Rule "tenancy": every new row belongs to a tenant, is unique within it, and is hidden from others where asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.design.draft import Draft, at_constraint, at_index, at_table
from database_developer.design.naming import part_name, reference_name
from database_developer.design.rules import relations
from database_developer.design.spelling import index, primary_key, unique
from database_developer.model.names import QualifiedName, part_of
from database_developer.model.pattern_asks import OwnRowsAsk, TenancyAsk
from database_developer.model.quoting import identifier, literal
from database_developer.model.request import Quote, RelationAsk
from database_developer.model.schema import Constraint, ConstraintKind, IndexKey, Policy

RULE = "tenancy"
TENANT, USER = "app.tenant", "app.user_id"


def refer(draft: Draft) -> None:
    """Give each new table its reference to the tenant."""
    for ask in _asks(draft):
        tenant, pairs = draft.table_of(ask.tenant), draft.pair_tables()
        for entity, table in tuple(draft.entities.items()):
            if draft.is_new(table) and table != tenant and table not in pairs:
                told = RelationAsk(child=entity, parent=ask.tenant, required=True, quote=ask.quote)
                relations.refer(draft, told, entity, ask.tenant)


def widen(draft: Draft) -> None:
    """What is unique is unique within each tenant, what others refer to excepted."""
    for ask in _asks(draft):
        for table, column in _tenanted(draft, ask):
            _widen_constraints(draft, ask, table, column)
            _widen_indexes(draft, ask, table, column)


def secure(draft: Draft) -> None:
    """Policies where the ticket wants the database itself to hide rows."""
    is_wanted = any(isinstance(ask, TenancyAsk) and ask.has_row_security for ask in draft.request.asks)
    for tenancy in _asks(draft) if is_wanted else ():
        for table, column in _tenanted(draft, tenancy):
            _hide(draft, table, column, TENANT, tenancy.quote)
    for ask in draft.request.asks:
        if isinstance(ask, OwnRowsAsk):
            _hide_from_others(draft, ask)


def _asks(draft: Draft) -> tuple[TenancyAsk, ...]:
    found = {ask.tenant: ask for ask in reversed(draft.request.asks) if isinstance(ask, TenancyAsk)}
    return tuple(found.values())


def _tenanted(draft: Draft, ask: TenancyAsk) -> Iterator[tuple[QualifiedName, str]]:
    """The new tables with the column of the tenant."""
    tenant = draft.table_of(ask.tenant)
    for name, table in tuple(draft.tables.items()):
        for key in table.foreign_keys:
            if draft.is_new(name) and name != tenant and key.reference and key.reference.table == tenant:
                yield name, key.columns[0]


def _widen_constraints(draft: Draft, ask: TenancyAsk, table: QualifiedName, column: str) -> None:
    for old in tuple(draft.tables[table].constraints):
        if column in old.columns or not _may_be_widened(draft, table, old):
            continue
        columns = (column, *old.columns)
        is_key = old.kind is ConstraintKind.PRIMARY_KEY
        name = old.name if is_key else part_name(table.name, columns, "key")
        made = primary_key(name, columns) if is_key else unique(name, columns, deferred=old.deferred)
        draft.drop_constraint(table, old.name)
        draft.add_constraint(table, made)
        why = "two tenants may use the same value"
        draft.decide(at_constraint(table, made.name), made.definition, why, RULE, quote=ask.quote)


def _may_be_widened(draft: Draft, table: QualifiedName, key: Constraint) -> bool:
    """Not what the server numbers, what refers to others, or what others refer to."""
    if key.kind not in (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY):
        return False
    referring = {name for one in draft.tables[table].foreign_keys for name in one.columns}
    columns = [draft.tables[table].column(name) for name in key.columns]
    is_made = any(one is not None and (one.identity or one.default) for one in columns)
    others = (one.reference for other in draft.tables.values() for one in other.foreign_keys)
    is_target = any(it is not None and it.table == table and set(it.columns) == set(key.columns) for it in others)
    return not is_made and not is_target and not set(key.columns) & referring


def _widen_indexes(draft: Draft, ask: TenancyAsk, table: QualifiedName, column: str) -> None:
    indexes = []
    for old in draft.tables[table].indexes:
        if old.unique and column not in [key.text for key in old.keys]:
            made = index(old.name, (IndexKey(text=column), *old.keys), unique=True, predicate=old.predicate)
            indexes.append(made)
            draft.decide(at_index(table, old.name), made.definition, "unique within the tenant", RULE, quote=ask.quote)
        else:
            indexes.append(old)
    draft.tables[table] = replace(draft.tables[table], indexes=tuple(indexes))


def _hide_from_others(draft: Draft, ask: OwnRowsAsk) -> None:
    """Only the owner sees the rows; who that is, a reference of the table must say."""
    table = draft.table_of(ask.entity)
    column = draft.column_of(ask.entity, ask.owner) if table is not None else None
    column = column or (_reference_to(draft, ask, table) if table is not None else None)
    if table is None or column is None:
        text = f'only the "{ask.owner}" shall see a "{ask.entity}", but no column says who that is'
        draft.ask(f"own-rows-{ask.entity}", text, f"{ask.entity} belongs to a user", quote=ask.quote, blocking=False)
        return
    _hide(draft, table, column, USER, ask.quote)


def _reference_to(draft: Draft, ask: OwnRowsAsk, table: QualifiedName) -> str | None:
    """The column of the role ("owner"), or the only reference to the thing that owns."""
    wanted = reference_name(ask.owner, "id", None)
    columns = [key.columns[0] for key in draft.tables[table].foreign_keys]
    if wanted in columns:
        return wanted
    parent = draft.table_of(ask.owner)
    keys = draft.tables[table].foreign_keys
    tied = [key.columns[0] for key in keys if key.reference and parent and key.reference.table == parent]
    return tied[0] if len(tied) == 1 else (columns[0] if len(columns) == 1 and ask.owner == "owner" else None)


def _hide(draft: Draft, table: QualifiedName, column: str, setting: str, quote: Quote) -> None:
    """A policy by which only rows of the one whom the session names are seen or written."""
    found = draft.tables[table].column(column)
    if found is None or draft.tables[table].policies:
        return
    own = f"{identifier(column)} = NULLIF(current_setting({literal(setting)}, true), '')::{found.type}"
    policy = Policy(name=part_name(table.name, (column,), "policy"), command="all", using=own, check=own)
    old = draft.tables[table]
    secured = replace(old, policies=(*old.policies, policy), row_security=True)
    draft.tables[table] = secured
    why = f"a session sees only rows of the one that it names by SET {setting}; without it, none"
    draft.decide(part_of("policy", table, policy.name), f"policy on {column}", why, RULE, quote=quote)
    why = "the owner of the tables, who migrates them, is not held to it: the application connects as another role"
    draft.decide(at_table(table), "row level security", why, RULE, quote=quote)
