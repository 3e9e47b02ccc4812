"""What two findings say of the same columns."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import (
    AlterAsk,
    AttributeAsk,
    IndexKeysAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading.grammar.findings import Finding


def entity_of(one: Finding) -> str:
    """The table that a finding speaks of."""
    return str(getattr(one, "entity", "") or getattr(one, "child", ""))


def says_same(one: Finding, said: Finding) -> bool:
    """Whether both are of one kind, and of the same property of a column."""
    if isinstance(said, RemovalAsk | RenameAsk) or isinstance(one, RemovalAsk | RenameAsk):
        return True
    if isinstance(said, AlterAsk) and isinstance(one, AlterAsk | AttributeAsk):
        told = ("type", "required", "default")
        return any(getattr(said, it) is not None and getattr(one, it) is not None for it in told)
    if isinstance(said, UniqueAsk | UnconstrainAsk):
        return isinstance(one, UniqueAsk | UnconstrainAsk)
    return type(one) is type(said) or (isinstance(said, AlterAsk) and isinstance(one, RemovalAsk | RelationAsk))


def columns_of(one: Finding) -> tuple[str, ...]:
    """The columns that a finding speaks of."""
    keys = tuple(key.attribute for key in one.keys) if isinstance(one, IndexKeysAsk) else ()
    name = getattr(one, "attribute", None)
    several = (*getattr(one, "attributes", ()), *getattr(one, "columns", ()), *keys)
    return (*several, *((name,) if isinstance(name, str) else ()))


def with_more(new: Finding, said: AlterAsk) -> Finding:
    """The column that comes with what is said of it later."""
    if not isinstance(new, AttributeAsk):
        return new
    if new.quote == said.quote:  # what one sentence says of its own column is known already, where it is
        required = new.required if new.required is not None else said.required
        return replace(new, required=required, type=new.type or said.type, default=new.default or said.default)
    required = said.required if said.required is not None else new.required
    return replace(new, required=required, type=said.type or new.type, default=said.default or new.default)
