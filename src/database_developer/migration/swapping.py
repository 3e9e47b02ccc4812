"""How each kind of type is made anew, and what becomes of the values that columns hold."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.default_names import default_name
from database_developer.errors import NoPlan
from database_developer.migration import whole
from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.mentions import mentioned
from database_developer.migration.type_swap import Swap
from database_developer.migration.types import conversion
from database_developer.model.migration import Facts
from database_developer.model.names import of
from database_developer.model.schema import Column, Composite, Domain, Enum


def of_enum(wished: Enum, old: Enum, facts: Facts) -> Swap:
    """Values by their labels; defaults with a label that goes are taken away."""

    def using(column: Column) -> str:
        text = "text[]" if column.type.endswith("[]") else "text"
        return f"{identifier(column.name)}::{text}::{column.type}"

    return Swap(
        kind="enum",
        name=wished.name,
        made=tuple(whole.enum(wished, facts)),
        using=using,
        keeps_default=lambda column: not loses_default(column, old, wished),
    )


def loses_default(column: Column, old: Enum, new: Enum) -> bool:
    """Whether the column's default is a label of the type that goes."""
    gone = [label for label in old.labels if label not in new.labels]
    is_of_type = of("enum", new.name) in set(mentioned(column.type))
    return is_of_type and any(literal(label) in (column.default or "") for label in gone)


def of_domain(wished: Domain, old: Domain, facts: Facts) -> Swap:
    """Values as those of the type beneath."""

    def using(column: Column) -> str:
        array = "[]" if column.type.endswith("[]") else ""
        beneath = f"{identifier(column.name)}::{old.type}{array}"
        inner = conversion(f"({beneath})", f"{old.type}{array}", f"{wished.type}{array}") or beneath
        return f"({inner})::{column.type}"

    return Swap(kind="domain", name=wished.name, made=tuple(whole.domain(_named(wished), facts)), using=using)


def _named(domain: Domain) -> Domain:
    """The domain with its NOT NULL named: the old domain has the usual name still."""
    demand = domain.not_null
    if demand is None or demand.name is not None:
        return domain
    return replace(domain, not_null=replace(demand, name=default_name(domain.name.name, "", "not_null")))


def of_composite(wished: Composite, old: Composite, facts: Facts) -> Swap:
    """Values attribute by attribute; a new one is empty."""
    types = {attribute.name: attribute.type for attribute in old.attributes}

    def using(column: Column) -> str:
        if column.type.endswith("[]"):
            raise NoPlan(
                f'"{wished.name}" cannot be made anew: the column "{column.name}" holds arrays of it',
                hint="add attributes at the end only, or change over to another type column by column",
            )
        name = identifier(column.name)
        fields = ", ".join(_field(name, types.get(it.name), it) for it in wished.attributes)
        return f"CASE WHEN {name} IS DISTINCT FROM NULL THEN ROW({fields})::{column.type} END"

    return Swap(kind="composite", name=wished.name, made=tuple(whole.composite(wished, facts)), using=using)


def _field(column: str, old: str | None, wished: Column) -> str:
    if old is None:
        return f"NULL::{wished.type}"
    field = f"(({column}).{identifier(wished.name)})"
    return conversion(field, old, wished.type) or f"{field}::{wished.type}"
