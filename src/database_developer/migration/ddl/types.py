"""Statements about enumerated types, domains and composite types."""

from __future__ import annotations

from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Composite, Constraint, Domain, Enum


def create_enum(enum: Enum) -> Statement:
    """CREATE TYPE ... AS ENUM."""
    labels = ", ".join(literal(label) for label in enum.labels)
    return Statement(
        sql=f"CREATE TYPE {qualified(enum.name)} AS ENUM ({labels})", why=f'make the enumerated type "{enum.name}"'
    )


def drop_type(name: QualifiedName, *, guarded: bool = False) -> Statement:
    """DROP TYPE; refused by the server while anything uses it."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP TYPE {clause}{qualified(name)}", why=f'remove the type "{name}"')


def add_label(enum: QualifiedName, label: str, *, after: str | None, before: str | None) -> Statement:
    """ALTER TYPE ... ADD VALUE; the label can be used once this is committed, so it stands alone."""
    place = f" AFTER {literal(after)}" if after is not None else f" BEFORE {literal(before)}" if before else ""
    return Statement(
        sql=f"ALTER TYPE {qualified(enum)} ADD VALUE IF NOT EXISTS {literal(label)}{place}",
        why=f'let "{enum}" also be {literal(label)}; committed at once, for only then can it be used',
        transactional=False,
    )


def rename_label(enum: QualifiedName, old: str, new: str) -> Statement:
    """ALTER TYPE ... RENAME VALUE."""
    return Statement(
        sql=f"ALTER TYPE {qualified(enum)} RENAME VALUE {literal(old)} TO {literal(new)}",
        why=f'call the label {literal(old)} of "{enum}" {literal(new)}',
    )


def rename_type(old: QualifiedName, new: str) -> Statement:
    """ALTER TYPE ... RENAME."""
    return Statement(
        sql=f"ALTER TYPE {qualified(old)} RENAME TO {identifier(new)}", why=f'set the type "{old}" aside as "{new}"'
    )


def create_domain(domain: Domain) -> Statement:
    """CREATE DOMAIN with its default, NOT NULL and validated checks."""
    parts = [f"CREATE DOMAIN {qualified(domain.name)} AS {domain.type}"]
    if domain.collation:
        parts.append(f"COLLATE {domain.collation}")
    if domain.default is not None:
        parts.append(f"DEFAULT {domain.default}")
    if domain.not_null:
        name = f"CONSTRAINT {identifier(domain.not_null.name)} " if domain.not_null.name else ""
        parts.append(f"{name}NOT NULL")
    parts += [
        f"CONSTRAINT {identifier(check.name)} {check.definition}" for check in domain.constraints if check.validated
    ]
    return Statement(sql="\n    ".join(parts), why=f'make the domain "{domain.name}"')


def drop_domain(name: QualifiedName, *, guarded: bool = False) -> Statement:
    """DROP DOMAIN; refused by the server while anything uses it."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP DOMAIN {clause}{qualified(name)}", why=f'remove the domain "{name}"')


def add_domain_check(domain: QualifiedName, check: Constraint, *, later: bool = False) -> Statement:
    """ALTER DOMAIN ... ADD CONSTRAINT, as its definition says; with ``later`` NOT VALID, so that no row is read."""
    return Statement(
        sql=(
            f"ALTER DOMAIN {qualified(domain)} ADD CONSTRAINT {identifier(check.name)} {check.definition}"
            f"{' NOT VALID' if later else ''}"
        ),
        why=f'have the domain "{domain}" checked' + ("; values that are there are looked at later" if later else ""),
    )


def validate_domain_check(domain: QualifiedName, name: str, users: tuple[QualifiedName, ...]) -> Statement:
    """ALTER DOMAIN ... VALIDATE CONSTRAINT: every table that has the domain is read, and nobody writes meanwhile."""
    return Statement(
        sql=f"ALTER DOMAIN {qualified(domain)} VALIDATE CONSTRAINT {identifier(name)}",
        why=f'look whether the values that are there keep "{name}"',
        locks=locks(LockMode.SHARE, *users),
        scans=users,
    )


def rename_domain_constraint(domain: QualifiedName, old: str, new: str) -> Statement:
    """ALTER DOMAIN ... RENAME CONSTRAINT."""
    return Statement(
        sql=f"ALTER DOMAIN {qualified(domain)} RENAME CONSTRAINT {identifier(old)} TO {identifier(new)}",
        why=f'call "{old}" of the domain "{domain}" "{new}"',
    )


def create_composite(composite: Composite) -> Statement:
    """CREATE TYPE ... AS (...)."""
    attributes = ",\n".join(f"    {_attribute(attribute)}" for attribute in composite.attributes)
    body = f"(\n{attributes}\n)" if attributes else "()"
    return Statement(
        sql=f"CREATE TYPE {qualified(composite.name)} AS {body}", why=f'make the composite type "{composite.name}"'
    )


def alter_composite(name: QualifiedName, old: tuple[Column, ...], new: tuple[Column, ...]) -> Statement:
    """ALTER TYPE ... DROP, ADD and ALTER ATTRIBUTE, all in one."""
    there, wished = {it.name: it for it in old}, {it.name: it for it in new}
    changes = [f"DROP ATTRIBUTE {identifier(it)}" for it in there if it not in wished]
    changes += [f"ADD ATTRIBUTE {_attribute(it)}" for it in new if it.name not in there]
    for attribute in new:
        was = there.get(attribute.name)
        if was is not None and (was.type, was.collation) != (attribute.type, attribute.collation):
            changes.append(f"ALTER ATTRIBUTE {identifier(attribute.name)} TYPE {_typed(attribute)}")
    return Statement(
        sql=f"ALTER TYPE {qualified(name)} {', '.join(changes)}",
        why=f'change what the composite type "{name}" is made of',
    )


def _attribute(attribute: Column) -> str:
    return f"{identifier(attribute.name)} {_typed(attribute)}"


def _typed(attribute: Column) -> str:
    return f"{attribute.type} COLLATE {attribute.collation}" if attribute.collation else attribute.type


def drop_domain_check(domain: QualifiedName, name: str) -> Statement:
    """ALTER DOMAIN ... DROP CONSTRAINT."""
    return Statement(
        sql=f"ALTER DOMAIN {qualified(domain)} DROP CONSTRAINT IF EXISTS {identifier(name)}",
        why=f'the domain "{domain}" no longer keeps "{name}"',
    )


def set_domain_default(domain: QualifiedName, default: str | None) -> Statement:
    """ALTER DOMAIN ... SET or DROP DEFAULT."""
    change = "DROP DEFAULT" if default is None else f"SET DEFAULT {default}"
    return Statement(sql=f"ALTER DOMAIN {qualified(domain)} {change}", why=f'what "{domain}" is when nothing is said')


def set_domain_not_null(domain: QualifiedName, *, demanded: bool, name: str | None = None) -> Statement:
    """ALTER DOMAIN ... SET or DROP NOT NULL, with a name where it has one; every table that has it is read."""
    change = f"ADD CONSTRAINT {identifier(name)} NOT NULL" if name else f"{'SET' if demanded else 'DROP'} NOT NULL"
    return Statement(
        sql=f"ALTER DOMAIN {qualified(domain)} {change}",
        why=f'"{domain}" {"refuses" if demanded else "may be"} NULL',
    )
