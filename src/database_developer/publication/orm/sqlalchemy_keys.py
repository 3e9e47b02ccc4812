"""Constraints and indexes in SQLAlchemy's words; what it has no words for becomes DDL that runs after the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, IndexKey, Reference, Table
from database_developer.publication.orm.python import call, sql, sql_body, string, strings

CHECK = re.compile(r"CHECK \((?P<inside>.*)\)(?P<loose> NOT VALID)?", re.DOTALL)
ACTION = r"(CASCADE|RESTRICT|SET (?:NULL|DEFAULT)(?: \([^)]*\))?)"
STORAGE = re.compile(r" WITH \((?P<options>[^)]*)\)")
INDENT = 8


def column_key(table: Table, column: Column) -> str:
    """``sa.ForeignKey(...)`` for a column that alone refers to another table."""
    keys = [key for key in table.foreign_keys if key.columns == (column.name,) and is_expressible(key)]
    if len(keys) != 1 or keys[0].reference is None:
        return ""
    target = targets(keys[0].reference)[0]
    return call("sa.ForeignKey", [string(target), *_options(keys[0])], INDENT)


def targets(reference: Reference) -> list[str]:
    """The columns referred to, as SQLAlchemy writes them."""
    place = (
        reference.table.name
        if reference.table.schema == "public"
        else f"{reference.table.schema}.{reference.table.name}"
    )
    return [f"{place}.{column}" for column in reference.columns]


def arguments(table: Table) -> Iterator[str]:
    """What stands in ``__table_args__`` for constraints and indexes."""
    for constraint in table.constraints:
        if is_expressible(constraint):
            yield from _constraint(table, constraint)
    for index in table.indexes:
        if index.valid and is_sayable(index):
            yield _index(index)


def is_expressible(constraint: Constraint) -> bool:
    """Whether SQLAlchemy can say everything that the definition says."""
    text = constraint.definition
    if " WITHOUT OVERLAPS" in text or " PERIOD " in text or text.endswith((" NOT ENFORCED", " NO INHERIT")):
        return False
    if constraint.kind is ConstraintKind.CHECK:
        return CHECK.fullmatch(text) is not None
    if constraint.kind is ConstraintKind.FOREIGN_KEY and constraint.reference is not None:
        parts = (constraint.reference.table.schema, constraint.reference.table.name, *constraint.reference.columns)
        return not any("." in part for part in parts)
    return constraint.kind is not ConstraintKind.EXCLUDE


def leftovers(table: Table) -> Iterator[str]:
    """SQL for the constraints and indexes that SQLAlchemy cannot say."""
    for constraint in table.constraints:
        if not is_expressible(constraint) and constraint.kind is not ConstraintKind.FOREIGN_KEY:
            added = f"ADD CONSTRAINT {identifier(constraint.name)} {constraint.definition}"
            yield f"ALTER TABLE {qualified(table.name)} {added}"
    for index in table.indexes:
        if index.valid and not is_sayable(index):
            unique = "UNIQUE " if index.unique else ""
            place = f"{identifier(index.name)} ON {qualified(table.name)}"
            yield f"CREATE {unique}INDEX {place} USING {index.definition}"


def later(table: Table) -> Iterator[str]:
    """SQL for the foreign keys that SQLAlchemy cannot say, to run when all tables are there."""
    for key in table.foreign_keys:
        if not is_expressible(key):
            yield f"ALTER TABLE {qualified(table.name)} ADD CONSTRAINT {identifier(key.name)} {key.definition}"


def is_usual_key(table: Table) -> bool:
    """Whether the primary key is one column under its usual name, and nothing else about it is special."""
    key = table.primary_key
    return (
        key is not None
        and key.name == f"{table.name.name}_pkey"
        and key.definition == f"PRIMARY KEY ({identifier(key.columns[0])})"
        and key.comment is None
    )


def is_sayable(index: Index) -> bool:
    """Whether the parts of the index say all that its definition says."""
    parts = [f"{index.method} ({', '.join(map(_key_sql, index.keys))})"]
    parts += [f"INCLUDE ({', '.join(map(identifier, index.include))})"] if index.include else []
    parts += ["NULLS NOT DISTINCT"] if index.nulls_not_distinct else []
    storage = STORAGE.search(index.definition)
    parts += [storage[0].strip()] if storage else []
    parts += [f"WHERE {index.predicate}"] if index.predicate else []
    return " ".join(parts) == index.definition


def _constraint(table: Table, one: Constraint) -> Iterator[str]:
    columns = [string(name) for name in one.columns]
    match one.kind:
        case ConstraintKind.PRIMARY_KEY:
            if not is_usual_key(table):
                yield call("sa.PrimaryKeyConstraint", [*columns, *_options(one)], INDENT)
        case ConstraintKind.UNIQUE:
            yield call("sa.UniqueConstraint", [*columns, *_options(one)], INDENT)
        case ConstraintKind.CHECK:
            found = CHECK.fullmatch(one.definition)
            inside = found["inside"] if found else ""
            yield call("sa.CheckConstraint", [string(sql_body(_bare(inside))), *_options(one)], INDENT)
        case ConstraintKind.FOREIGN_KEY if one.reference is not None:
            same = [key for key in table.foreign_keys if key.columns == one.columns]
            if len(columns) > 1 or len(same) > 1:
                ends = [strings(one.columns), strings(targets(one.reference))]
                yield call("sa.ForeignKeyConstraint", [*ends, *_options(one)], INDENT)


def _bare(expression: str) -> str:
    """The expression without the pair of parentheses around all of it."""
    depth = 0
    for place, character in enumerate(expression):
        depth += (character == "(") - (character == ")")
        if depth == 0 and place < len(expression) - 1:
            return expression
    return expression[1:-1] if expression.startswith("(") and "'" not in expression else expression


def _options(one: Constraint) -> Iterator[str]:
    yield f"name={string(one.name)}"
    if one.kind is ConstraintKind.FOREIGN_KEY:
        yield from _foreign_options(one.definition)
    if one.nulls_not_distinct:
        yield "postgresql_nulls_not_distinct=True"
    included = re.search(r" INCLUDE \(([^)]*)\)", one.definition)
    if included and one.kind in {ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY}:
        yield f"postgresql_include={strings(name.strip().strip(chr(34)) for name in included[1].split(','))}"
    if one.deferrable:
        yield "deferrable=True"
        yield 'initially="DEFERRED"' if one.deferred else ""
    if one.comment is not None and one.kind is not ConstraintKind.FOREIGN_KEY:
        yield f"comment={string(one.comment)}"


def _foreign_options(definition: str) -> Iterator[str]:
    for word, argument in (("DELETE", "ondelete"), ("UPDATE", "onupdate")):
        action = re.search(rf" ON {word} {ACTION}", definition)
        if action:
            yield f"{argument}={string(action[1])}"
    if " MATCH FULL" in definition:
        yield 'match="FULL"'


def _index(index: Index) -> str:
    parts = [string(index.name), *map(_key, index.keys)]
    parts += ["unique=True"] if index.unique else []
    parts += [f"postgresql_using={string(index.method)}"] if index.method != "btree" else []
    parts += [f"postgresql_include={strings(index.include)}"] if index.include else []
    parts += [f"postgresql_where={sql(index.predicate)}"] if index.predicate else []
    parts += ["postgresql_nulls_not_distinct=True"] if index.nulls_not_distinct else []
    storage = STORAGE.search(index.definition)
    if storage:
        pairs = [option.strip().partition("=")[::2] for option in storage["options"].split(",")]
        shown = ", ".join(f"{string(name)}: {string(value.strip(chr(39)))}" for name, value in pairs)
        parts.append(f"postgresql_with={{{shown}}}")
    return call("sa.Index", parts, INDENT)


def _key(key: IndexKey) -> str:
    plain = not (key.is_expression or key.opclass or key.collation or key.descending or key.nulls_first)
    return string(key.text) if plain else sql(_key_sql(key))


def _key_sql(key: IndexKey) -> str:
    """The key as the server prints it."""
    words = [key.text if key.is_expression else identifier(key.text)]
    words += [f"COLLATE {key.collation}"] if key.collation else []
    words += [key.opclass] if key.opclass else []
    words += ["DESC"] if key.descending else []
    if key.nulls_first != key.descending:
        words.append("NULLS FIRST" if key.nulls_first else "NULLS LAST")
    return " ".join(words)
