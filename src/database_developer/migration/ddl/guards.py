"""Guards: a statement that does nothing where its object is already as wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from database_developer.migration.ddl.locks import strongest
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.model.migration import Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Function


def only_if(condition: str, *statements: Statement) -> Statement:
    """One statement that runs all of these where the condition holds; it declares what they declare."""
    first = statements[0]
    block = f"BEGIN\n    IF {condition} THEN\n{block_of(statements)}\n    END IF;\nEND"
    return replace(
        first,
        sql=f"DO {dollar_quoted(block)}",
        locks=strongest(lock for statement in statements for lock in statement.locks),
        scans=tuple(dict.fromkeys(table for statement in statements for table in statement.scans)),
        rewrites=tuple(dict.fromkeys(table for statement in statements for table in statement.rewrites)),
    )


def unless(condition: str, *statements: Statement) -> Statement:
    """One statement that runs all of these where the condition does not hold."""
    return only_if(f"NOT {condition}", *statements)


def block_of(statements: Sequence[Statement]) -> str:
    """The statements as they stand in a block of PL/pgSQL."""
    return "\n".join(f"{_indented(_within_block(statement.sql))};" for statement in statements)


def _within_block(sql: str) -> str:
    """The statement as PL/pgSQL wants it: a query whose answer nobody takes is PERFORM."""
    return f"PERFORM {sql.removeprefix('SELECT ')}" if sql.startswith("SELECT ") else sql


def _indented(sql: str) -> str:
    """The statement moved to the right, unless a text in it goes over several lines and would change."""
    if "\n" in sql and ("$" in sql or "'" in sql):
        return f"        {sql}"
    return "\n".join(f"        {line}" for line in sql.splitlines())


def all_of(*conditions: str) -> str:
    """A condition that holds where all of these do."""
    return " AND ".join(conditions)


def relation_exists(name: QualifiedName) -> str:
    """Whether a table, view, sequence or index of that name exists."""
    return f"(pg_catalog.to_regclass({literal(qualified(name))}) IS NOT NULL)"


def is_view(name: QualifiedName, *, materialized: bool) -> str:
    """Whether a view of that name, materialized or not, exists."""
    kind = "m" if materialized else "v"
    return f"EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = {_relation(name)} AND relkind = '{kind}')"


def type_exists(name: QualifiedName) -> str:
    """Whether a type or domain of that name exists."""
    return f"(pg_catalog.to_regtype({literal(qualified(name))}) IS NOT NULL)"


def column_exists(table: QualifiedName, column: str, but: str = "true") -> str:
    """Whether the table has the column, and the further condition on ``pg_attribute`` holds."""
    further = "" if but == "true" else f" AND {but}"
    return (
        f"EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = {_relation(table)}"
        f" AND attname = {literal(column)} AND NOT attisdropped{further})"
    )


def constraint_exists(table: QualifiedName, name: str, but: str = "true") -> str:
    """Whether the table has the constraint, and the further condition on ``pg_constraint`` holds."""
    further = "" if but == "true" else f" AND {but}"
    return (
        f"EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {_relation(table)}"
        f" AND conname = {literal(name)}{further})"
    )


def inherits(child: QualifiedName, parent: QualifiedName) -> str:
    """Whether the one table inherits from the other."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_inherits"
        f" WHERE inhrelid = {_relation(child)} AND inhparent = {_relation(parent)})"
    )


def trigger_exists(table: QualifiedName, name: str) -> str:
    """Whether the table has the trigger."""
    return f"EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = {_relation(table)} AND tgname = {literal(name)})"


def policy_exists(table: QualifiedName, name: str) -> str:
    """Whether the table has the policy."""
    return (
        f"EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = {_relation(table)} AND polname = {literal(name)})"
    )


def is_own_sequence(name: QualifiedName) -> str:
    """Whether a sequence of that name exists that is no identity column's."""
    return (
        f"EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = {_relation(name)} AND c.relkind = 'S'"
        " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.objid = c.oid"
        " AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'i'))"
    )


def statistics_exist(name: QualifiedName) -> str:
    """Whether an extended statistics object of that name exists."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_statistic_ext WHERE stxname = "
        f"{literal(name.name)} AND stxnamespace = pg_catalog.to_regnamespace({literal(identifier(name.schema))}))"
    )


def label_exists(enum: QualifiedName, label: str) -> str:
    """Whether the enumerated type has the label."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_enum"
        f" WHERE enumtypid = pg_catalog.to_regtype({literal(qualified(enum))}) AND enumlabel = {literal(label)})"
    )


def labels_are(enum: QualifiedName, labels: tuple[str, ...]) -> str:
    """Whether the enumerated type has these labels, in this order."""
    wished = ", ".join(literal(label) for label in labels)
    return (
        "(SELECT pg_catalog.array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_catalog.pg_enum"
        f" WHERE enumtypid = pg_catalog.to_regtype({literal(qualified(enum))})) = ARRAY[{wished}]::text[]"
    )


def domain_constraint_exists(domain: QualifiedName, name: str) -> str:
    """Whether the domain has the constraint."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_constraint"
        f" WHERE contypid = pg_catalog.to_regtype({literal(qualified(domain))}) AND conname = {literal(name)})"
    )


def function_exists(name: QualifiedName, arguments: str) -> str:
    """Whether a function or procedure with these identity arguments exists."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
        f" WHERE n.nspname = {literal(name.schema)} AND p.proname = {literal(name.name)}"
        f" AND pg_catalog.pg_get_function_identity_arguments(p.oid) = {literal(arguments)})"
    )


def is_defined_so(function: Function) -> str:
    """Whether the function or procedure of that signature is this very one, as the server prints it."""
    there = function_exists(function.name, function.arguments).removesuffix(")")
    kind = "p" if function.procedure else "f"
    return (
        f"{there} AND p.prokind = '{kind}' AND pg_catalog.pg_get_functiondef(p.oid) = {literal(function.definition)})"
    )


def namespace_exists(name: str) -> str:
    """Whether the namespace exists."""
    return f"EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {literal(name)})"


def extension_exists(name: str, namespace: str | None = None) -> str:
    """Whether the extension is installed, in that namespace if one is given."""
    place = f" AND extnamespace = pg_catalog.to_regnamespace({literal(identifier(namespace))})" if namespace else ""
    return f"EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = {literal(name)}{place})"


def _relation(name: QualifiedName) -> str:
    return f"pg_catalog.to_regclass({literal(qualified(name))})"
