"""Names of classes, attributes and relationships, readable and each used once."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass

from database_developer.model.inflection import plural, singular
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table
from database_developer.publication.orm.sqlalchemy_keys import is_expressible
from database_developer.publication.relations import Relation, relations, shown_tables

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
CLASSES = frozenset(
    {"Base", "Any", "Decimal", "UUID", "DeclarativeBase", "Mapped", "OtherType", "None", "True", "False"}
)
ATTRIBUTES = frozenset(
    {"metadata", "registry", "sa", "pg", "dt", "enum", "mapped_column", "relationship"}
    | {"list", "dict", "int", "str", "float", "bool", "bytes", "tuple", "object"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One direction of a relation, as an attribute of a class."""

    relation: Relation
    name: str
    back: str
    is_parent: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The names of everything in one file of models."""

    classes: Mapping[QualifiedName, str]
    types: Mapping[QualifiedName, str]
    attributes: Mapping[tuple[QualifiedName, str], str]
    sides: Mapping[QualifiedName, tuple[Side, ...]]
    relations: tuple[Relation, ...]


def mapped_relations(schema: Schema) -> tuple[Relation, ...]:
    """The relations whose foreign keys SQLAlchemy can say, between tables that are models."""
    sayable = {
        (table.name, key.name)
        for table in mapped_tables(schema)
        for key in table.foreign_keys
        if is_expressible(key) and key.reference is not None and key.reference.table in schema.tables
    }
    models = {table.name for table in mapped_tables(schema)}
    return tuple(
        one
        for one in relations(schema)
        if (one.child, one.name) in sayable and one.parent in models and not _is_to_itself(one)
    )


def _is_to_itself(one: Relation) -> bool:
    """Whether every row can only refer to itself."""
    return one.refers_to_itself and set(one.columns) == set(one.parent_columns)


def mapped_tables(schema: Schema) -> tuple[Table, ...]:
    """The tables that become models: those with columns that are no partitions."""
    return tuple(table for table in shown_tables(schema) if table.columns)


def names_of(schema: Schema) -> Names:
    """Names for a whole schema; the same schema gives the same names."""
    tables = mapped_tables(schema)
    taken = set(CLASSES)
    classes = {table.name: _class_name(table.name, taken) for table in tables}
    types = {name: _class_name(name, taken) for name in (*sorted(schema.enums), *sorted(schema.domains))}
    attributes = {place: name for table in tables for place, name in _attributes(table)}
    every = mapped_relations(schema)
    return Names(
        classes=classes,
        types=types,
        attributes=attributes,
        sides=_sides(every, classes, attributes),
        relations=every,
    )


def words(name: str) -> list[str]:
    """The words a name is made of, in lower case."""
    return [word.lower() for word in WORD.findall(name)] or ["unnamed"]


def constant(label: str) -> str:
    """A label as the name of an enum's member."""
    name = "_".join(words(label)).upper()
    return name if name.isidentifier() and not name.startswith("_") else f"LABEL_{name}"


def unused(name: str, taken: set[str], otherwise: str = "") -> str:
    """The name, or another one like it if it is taken; the result is taken from then on."""
    chosen, number = name, 2
    if chosen in taken and otherwise:
        chosen = otherwise
    while chosen in taken:
        chosen, number = f"{name}_{number}", number + 1
    taken.add(chosen)
    return chosen


def _class_name(name: QualifiedName, taken: set[str]) -> str:
    own = _pascal(singular("_".join(words(name.name))))
    return unused(own, taken, _pascal(name.schema) + own)


def _pascal(name: str) -> str:
    joined = "".join(word.capitalize() for word in words(name))
    return joined if joined.isidentifier() else f"T{joined}"


def _attributes(table: Table) -> list[tuple[tuple[QualifiedName, str], str]]:
    taken: set[str] = set()
    return [((table.name, column.name), unused(attribute(column.name), taken)) for column in table.columns]


def attribute(name: str) -> str:
    """A column's name as an attribute of a class."""
    spelled = name if name == name.lower() else "_".join(words(name))
    cleaned = re.sub(r"\W", "_", spelled).lstrip("_") or "column"
    if not cleaned.isidentifier():
        cleaned = f"c{cleaned}"
    return f"{cleaned}_" if keyword.iskeyword(cleaned) or cleaned in ATTRIBUTES else cleaned


def _sides(
    every: tuple[Relation, ...],
    classes: Mapping[QualifiedName, str],
    attributes: Mapping[tuple[QualifiedName, str], str],
) -> dict[QualifiedName, tuple[Side, ...]]:
    taken = {name: {own for (table, _), own in attributes.items() if table == name} for name in classes}
    found: dict[QualifiedName, list[Side]] = {name: [] for name in classes}
    for one in every:
        role = _role(one, every)
        several = sum(other.child == one.child and other.parent == one.parent for other in every) > 1
        forward = unused(attribute(role), taken[one.child], attribute(f"{role}_{_noun(one.parent)}"))
        children = _children(one, role, several)
        back = unused(attribute(children), taken[one.parent], attribute(f"{children}_as_{role}"))
        found[one.child].append(Side(relation=one, name=forward, back=back, is_parent=False))
        found[one.parent].append(Side(relation=one, name=back, back=forward, is_parent=True))
    return {name: tuple(sides) for name, sides in found.items()}


def _noun(name: QualifiedName) -> str:
    return singular("_".join(words(name.name)))


def _role(one: Relation, every: tuple[Relation, ...]) -> str:
    """What the parent is to the child: ``owner`` for ``owner_id``; else what it is.

    Of several columns the one counts that no other relation of the child uses.
    """
    shared = {column for other in every if other.child == one.child and other != one for column in other.columns}
    own = [column for column in one.columns if column not in shared] if len(one.columns) > 1 else [*one.columns]
    if len(own) != 1 or words(own[0])[-1] not in {"id", "uuid", "code", "key"}:
        return _noun(one.parent)
    return "_".join(words(own[0])[:-1]) or _noun(one.parent)


def _children(one: Relation, role: str, several: bool) -> str:
    if one.refers_to_itself and role == "parent":
        return "children"
    noun = _noun(one.child)
    counted = noun if one.single else plural(noun)
    return f"{counted}_as_{role}" if several or one.refers_to_itself else counted
