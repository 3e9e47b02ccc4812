"""What a default does to the rows that are there, and what may stand in for a value that is lost."""

from __future__ import annotations

import re

from database_developer.diff.tokens import text_at, words
from database_developer.migration.types import NUMBERS, TEXTS, shape_of
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import literal
from database_developer.model.schema import Column, Domain, Enum, Schema

VOLATILE = frozenset(
    {
        "clock_timestamp",
        "gen_random_uuid",
        "nextval",
        "random",
        "random_normal",
        "setval",
        "timeofday",
        "uuidv4",
        "uuidv7",
    }
)
STEADY = re.compile(r"^\s*(?:\w+\s+)*?(?:IMMUTABLE|STABLE)\b", re.MULTILINE)
STAND_INS = {
    "boolean": "false",
    "date": "'1970-01-01'",
    "timestamp without time zone": "'1970-01-01 00:00:00'",
    "timestamp with time zone": "'1970-01-01 00:00:00+00'",
    "time without time zone": "'00:00:00'",
    "time with time zone": "'00:00:00+00'",
    "interval": "'0'",
    "uuid": "'00000000-0000-0000-0000-000000000000'",
    "json": "'{}'",
    "jsonb": "'{}'",
    "bytea": "''",
    "inet": "'0.0.0.0'",
    "cidr": "'0.0.0.0/32'",
    "money": "0",
    "oid": "0",
}


def is_volatile(expression: str, schema: Schema) -> bool:
    """Whether each row gets a value of its own, so that every row must be written."""
    found = words(expression)
    for place, word in enumerate(found):
        if not word.is_name or text_at(found, place + 1) != "(":
            continue
        if text_at(found, place - 1) == ".":
            if not _is_steady(QualifiedName(found[place - 2].name, word.name), schema):
                return True
        elif word.name in VOLATILE:
            return True
    return False


def _is_steady(name: QualifiedName, schema: Schema) -> bool:
    versions = [function for function in schema.functions.values() if function.name == name]
    return bool(versions) and all(STEADY.search(_head(version.definition)) for version in versions)


def _head(definition: str) -> str:
    return definition.split("\nAS ", 1)[0]


def fills_rows(column: Column, schema: Schema) -> bool:
    """Whether adding the column writes every row of the table anew."""
    if column.identity is not None or (column.generated is not None and column.generated.stored):
        return True
    if column.default is not None and is_volatile(column.default, schema):
        return True
    domain = domain_of(column.type, schema)
    return domain is not None and bool(domain.constraints or domain.not_null)


def domain_of(type_: str, schema: Schema) -> Domain | None:
    """The domain that a type's name means, or None."""
    return schema.domains.get(_named(type_)) if "." in type_ else None


def _enum_of(type_: str, schema: Schema) -> Enum | None:
    return schema.enums.get(_named(type_)) if "." in type_ else None


def _named(type_: str) -> QualifiedName:
    parts = [word.name for word in words(type_) if word.is_name]
    return QualifiedName(parts[0], parts[-1])


def stand_in(type_: str, schema: Schema) -> str | None:
    """A value for rows that lost theirs, as SQL; None where none is known for the type."""
    shape = shape_of(type_)
    if shape.array:
        return "'{}'"
    if shape.base in NUMBERS:
        return "0"
    if shape.base in TEXTS or shape.base == "character":
        return "''"
    domain, enum = domain_of(shape.base, schema), _enum_of(shape.base, schema)
    if domain is not None:
        return stand_in(domain.type, schema)
    if enum is not None and enum.labels:
        return literal(enum.labels[0])
    return STAND_INS.get(shape.base)
