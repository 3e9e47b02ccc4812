"""Whether an index or constraint is the one that is meant, told by its definition as the server prints it."""

from __future__ import annotations

from dataclasses import replace

from database_developer.migration.ddl.guards import block_of
from database_developer.migration.ddl.locks import strongest
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.model.migration import Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Composite, Constraint, Domain, Generated, Index

Case = tuple[str, tuple[Statement, ...]]


def index_is(owner: QualifiedName, index: Index) -> str:
    """Whether the index of that name has that definition; to be asked where the search path is empty."""
    name = literal(qualified(owner.renamed(index.name)))
    words = "UNIQUE INDEX" if index.unique else "INDEX"
    text = f"CREATE {words} {identifier(index.name)} ON {qualified(owner)} USING {index.definition}"
    return f"pg_catalog.pg_get_indexdef(pg_catalog.to_regclass({name})) = {literal(text)}"


def constraint_is(table: QualifiedName, constraint: Constraint) -> str:
    """Whether the constraint of that name has that definition; to be asked where the search path is empty."""
    relation = f"pg_catalog.to_regclass({literal(qualified(table))})"
    return (
        f"EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {relation}"
        f" AND conname = {literal(constraint.name)}"
        f" AND pg_catalog.pg_get_constraintdef(oid) = {literal(constraint.definition)})"
    )


def attributes_are(composite: Composite) -> str:
    """Whether the composite type has these attributes; to be asked where the search path is empty."""
    relation = f"pg_catalog.to_regclass({literal(qualified(composite.name))})"
    wished = ", ".join(literal(f"{it.name} {it.type}") for it in composite.attributes)
    return (
        "ARRAY(SELECT pg_catalog.concat(attname, ' ', pg_catalog.format_type(atttypid, atttypmod))"
        f" FROM pg_catalog.pg_attribute WHERE attrelid = {relation} AND attnum > 0 AND NOT attisdropped"
        f" ORDER BY attnum) = ARRAY[{wished}]::text[]"
    )


def domain_is_over(domain: Domain) -> str:
    """Whether the domain is one over that type; to be asked where the search path is empty."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_type"
        f" WHERE oid = pg_catalog.to_regtype({literal(qualified(domain.name))})"
        f" AND pg_catalog.format_type(typbasetype, typtypmod) = {literal(domain.type)})"
    )


def derived_as(table: QualifiedName, column: str, derived: Generated) -> str:
    """Whether the column is derived so; to be asked where the search path is empty."""
    relation = f"pg_catalog.to_regclass({literal(qualified(table))})"
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_attribute AS a"
        " JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
        f" WHERE a.attrelid = {relation} AND a.attname = {literal(column)} AND NOT a.attisdropped"
        f" AND a.attgenerated = {literal('s' if derived.stored else 'v')}"
        f" AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) = {literal(derived.expression)})"
    )


def first_of(*cases: Case) -> Statement:
    """One statement that runs the statements of the first case whose condition holds; definitions may be asked."""
    statements = [statement for _, case in cases for statement in case]
    choice = " ".join(f"WHEN {condition} THEN {number}" for number, (condition, _) in enumerate(cases, 1))
    bodies = "\n".join(
        f"    IF chosen = {number} THEN\n{block_of(case)}\n    END IF;" for number, (_, case) in enumerate(cases, 1)
    )
    block = (
        "DECLARE\n    path text := pg_catalog.current_setting('search_path');\n    chosen integer;\nBEGIN\n"
        "    PERFORM pg_catalog.set_config('search_path', '', true);\n"
        f"    chosen := CASE {choice} ELSE 0 END;\n"
        f"    PERFORM pg_catalog.set_config('search_path', path, true);\n{bodies}\nEND"
    )
    return replace(
        statements[0],
        sql=f"DO {dollar_quoted(block)}",
        locks=strongest(lock for statement in statements for lock in statement.locks),
        scans=tuple(dict.fromkeys(table for statement in statements for table in statement.scans)),
        rewrites=tuple(dict.fromkeys(table for statement in statements for table in statement.rewrites)),
    )
