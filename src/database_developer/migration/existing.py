"""Whether an object is there, as a condition in SQL, and how it is dropped if it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from database_developer.migration.ddl import (
    constraints,
    functions,
    guards,
    indexes,
    policies,
    statistics,
    triggers,
    views,
)
from database_developer.model.differences import Thing
from database_developer.model.migration import Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Constraint, Function, Index, Policy, Statistics, Trigger, View


def drop_if_there(address: Address, thing: Thing) -> Statement:
    """The guarded DROP of what leans on an object that a rollback is about to drop.

    It finds something only where the migration never came to drop it: then nothing is declared, for in a
    whole rollback nothing is locked.
    """
    why = f"where the migration died early, {address} is still there; it comes back below"
    return replace(guards.only_if(there(address, thing), _dropped(address, thing)), locks=(), why=why)


def _dropped(address: Address, thing: Thing) -> Statement:
    owner = address.owner or address.name
    if isinstance(thing, Constraint):
        return constraints.drop(owner, thing, guarded=True)
    if isinstance(thing, Index):
        return indexes.drop(owner, thing.name, guarded=True)
    if isinstance(thing, Trigger):
        return triggers.drop(owner, thing.name, guarded=True)
    if isinstance(thing, Policy):
        return policies.drop(owner, thing.name, guarded=True)
    if isinstance(thing, Statistics):
        return statistics.drop(owner, thing, guarded=True)
    if isinstance(thing, View):
        return views.drop(thing, guarded=True)
    if isinstance(thing, Function):
        return functions.drop(thing, guarded=True)
    raise TypeError(f"{address} is dropped by an operation of its own")


def there(address: Address, thing: Thing) -> str:
    """Whether the object at that address exists."""
    if isinstance(thing, Function):
        return guards.function_exists(thing.name, thing.arguments)
    if isinstance(thing, Statistics) and address.owner is not None:
        return guards.statistics_exist(statistics.place_of(address.owner, thing))
    if address.owner is not None:
        return _part_is_there(address, address.owner)
    if address.kind == "namespace":
        return guards.namespace_exists(address.name.name)
    if address.kind == "extension":
        return guards.extension_exists(address.name.name)
    if address.kind in ("enum", "domain", "composite"):
        return guards.type_exists(address.name)
    return guards.relation_exists(address.name)


def _part_is_there(address: Address, owner: QualifiedName) -> str:
    conditions: Mapping[str, Callable[[QualifiedName, str], str]] = {
        "column": guards.column_exists,
        "constraint": guards.constraint_exists,
        "trigger": guards.trigger_exists,
        "policy": guards.policy_exists,
    }
    if address.kind in conditions:
        return conditions[address.kind](owner, address.name.name)
    return guards.relation_exists(address.name)
