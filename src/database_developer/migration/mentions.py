"""What an object's definition leans on, found by the names in it.

Definitions are in the server's spelling, where every name outside ``pg_catalog`` is qualified. An answer
may name what does not exist (a column read as a table, say): the order only looks at what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

import pglast

from database_developer.diff.addresses import plain_name
from database_developer.diff.tokens import Word, text_at, words
from database_developer.model.differences import Thing
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    ConstraintKind,
    Domain,
    Extension,
    Function,
    Index,
    Policy,
    Schema,
    Sequence,
    Statistics,
    Table,
    Trigger,
    View,
)

KINDS = ("enum", "domain", "composite", "sequence", "table", "view", "function")
KEYS = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)


def needs(thing: Thing, owner: QualifiedName | None = None) -> frozenset[Address]:
    """What must stand for this object to stand."""
    return frozenset(_needs(thing, owner))


def mentioned(text: str) -> Iterator[Address]:
    """Everything that a definition in the server's spelling may mean by its qualified names."""
    if "." not in text:
        return
    for name in _qualified_names(words(text)):
        yield from (of(kind, name) for kind in KINDS)


def may_name(text: str, name: str) -> bool:
    """Whether the text has the name at all, quoted or not: cheaper to see than what the text means by it."""
    return name in text or '"' in name or "'" in name or "\\" in name


def names_it(text: str, address: Address) -> bool:
    """Whether the definition may mean the address by one of its qualified names."""
    return may_name(text, address.name.name) and address in set(mentioned(text))


def columns_in(text: str, owner: QualifiedName) -> Iterator[Address]:
    """Every name in the text, as a column of ``owner``."""
    return (part_of("column", owner, word.name) for word in words(text) if word.is_name)


def names_in(text: str) -> frozenset[str]:
    """Every name in the text, and ``*`` where whole rows are meant."""
    found = words(text)
    stars = {"*" for place, word in enumerate(found) if word.text == "*" and text_at(found, place - 1) == "."}
    return frozenset(word.name for word in found if word.is_name) | stars


def tables_in(text: str, schema: Schema) -> frozenset[QualifiedName]:
    """The tables of the schema that the text names."""
    return frozenset(name for name in _qualified_names(words(text)) if name in schema.tables)


def read_by(function: Function, schema: Schema) -> frozenset[QualifiedName]:
    """The tables that are looked up, and so locked, when a function in SQL is made."""
    if function.language != "sql":
        return frozenset()
    if not has_quoted_body(function):
        return tables_in(function.definition.partition("\nBEGIN ATOMIC\n")[2], schema)
    return frozenset(address.name for address in reads(function) if address.name in schema.tables)


def key(owner: QualifiedName, columns: Iterable[str]) -> Address:
    """The address of "some key over these columns", for foreign keys to lean on."""
    return part_of("key", owner, ",".join(sorted(columns)))


def stands_with(table: Table) -> frozenset[Address]:
    """A table with its columns, constraints and keys."""
    columns = (part_of("column", table.name, it.name) for it in table.columns)
    constraints = (part_of("constraint", table.name, it.name) for it in table.constraints)
    keys = (key(table.name, it.columns) for it in table.constraints if it.kind in KEYS)
    return frozenset({of("table", table.name), *columns, *constraints, *keys})


def provides(thing: Thing, owner: QualifiedName | None) -> Iterator[Address]:
    """By what others lean on a view, a function, or the key that a part of a table is."""
    if isinstance(thing, Function):
        yield calls(thing.name)
    elif isinstance(thing, View):
        yield of("view", thing.name)
    elif owner is not None and isinstance(thing, Constraint) and thing.kind in KEYS:
        yield key(owner, thing.columns)
    elif owner is not None and isinstance(thing, Index) and thing.unique:
        yield key(owner, (it.text for it in thing.keys))


def calls(name: QualifiedName) -> Address:
    """The address by which a call, which does not say the argument types, names a function."""
    return of("function", name)


def _qualified_names(found: tuple[Word, ...]) -> Iterator[QualifiedName]:
    for place, word in enumerate(found):
        is_start = word.is_name and text_at(found, place + 1) == "." and text_at(found, place - 1) != "."
        if is_start and place + 2 < len(found) and found[place + 2].is_name:
            yield QualifiedName(word.name, found[place + 2].name)
        elif word.is_string and text_at(found, place + 1) == "::" and text_at(found, place + 2) == "regclass":
            yield from _qualified_names(words(content(word.text)))


def _namespace(name: QualifiedName) -> Address:
    return of("namespace", plain_name(name.schema))


@singledispatch
def _needs(thing: Thing, owner: QualifiedName | None) -> Iterator[Address]:
    if isinstance(thing.name, QualifiedName):
        yield _namespace(thing.name)


@_needs.register
def _extension(thing: Extension, owner: QualifiedName | None) -> Iterator[Address]:
    yield of("namespace", plain_name(thing.schema))


@_needs.register
def _domain(thing: Domain, owner: QualifiedName | None) -> Iterator[Address]:
    yield _namespace(thing.name)
    yield from mentioned(f"{thing.type} {thing.default or ''}")
    for check in thing.constraints:
        yield from mentioned(check.definition)


@_needs.register
def _composite(thing: Composite, owner: QualifiedName | None) -> Iterator[Address]:
    yield _namespace(thing.name)
    for attribute in thing.attributes:
        yield from mentioned(attribute.type)


@_needs.register
def _sequence(thing: Sequence, owner: QualifiedName | None) -> Iterator[Address]:
    yield _namespace(thing.name)


@_needs.register
def _table(thing: Table, owner: QualifiedName | None) -> Iterator[Address]:
    yield _namespace(thing.name)
    for parent in thing.inherits:
        yield of("table", parent)
    for column in thing.columns:
        yield from _column_text(column)
    parts: tuple[Thing, ...] = (*thing.constraints, *thing.triggers, *thing.policies)
    for part in parts:
        yield from _needs(part, thing.name)
    for index in thing.indexes:
        yield from mentioned(index.definition)
    for statistics in thing.statistics:
        yield from _needs(statistics, thing.name)


@_needs.register
def _column(thing: Column, owner: QualifiedName | None) -> Iterator[Address]:
    yield from _column_text(thing)
    if owner is not None:
        yield of("table", owner)
        yield from columns_in(thing.generated.expression, owner) if thing.generated else ()


def _column_text(column: Column) -> Iterator[Address]:
    yield from mentioned(column.type)
    yield from mentioned(column.default or "")
    yield from mentioned(column.generated.expression if column.generated else "")


@_needs.register
def _constraint(thing: Constraint, owner: QualifiedName | None) -> Iterator[Address]:
    yield from mentioned(thing.definition)
    if owner is None:
        return
    yield of("table", owner)
    yield from (part_of("column", owner, name) for name in thing.columns)
    if thing.reference is not None:
        yield of("table", thing.reference.table)
        yield key(thing.reference.table, thing.reference.columns)
        yield from (part_of("column", thing.reference.table, name) for name in thing.reference.columns)


@_needs.register
def _index(thing: Index, owner: QualifiedName | None) -> Iterator[Address]:
    yield from mentioned(thing.definition)
    if owner is not None:
        yield of("table", owner)
        yield of("view", owner)
        yield from columns_in(thing.definition, owner)


@_needs.register
def _trigger(thing: Trigger, owner: QualifiedName | None) -> Iterator[Address]:
    yield from mentioned(thing.definition)
    yield calls(thing.function)
    if owner is not None:
        yield from (of("table", owner), of("view", owner))
        yield from columns_in(thing.definition, owner)


@_needs.register
def _policy(thing: Policy, owner: QualifiedName | None) -> Iterator[Address]:
    text = f"{thing.using or ''} {thing.check or ''}"
    yield from mentioned(text)
    if owner is not None:
        yield of("table", owner)
        yield from columns_in(text, owner)


@_needs.register
def _statistics(thing: Statistics, owner: QualifiedName | None) -> Iterator[Address]:
    yield from mentioned(thing.definition)
    if owner is not None:
        yield _namespace(QualifiedName(thing.schema or owner.schema, thing.name))
        yield of("table", owner)
        yield from columns_in(thing.definition, owner)


@_needs.register
def _view(thing: View, owner: QualifiedName | None) -> Iterator[Address]:
    yield _namespace(thing.name)
    yield from mentioned(thing.definition)
    for name in thing.depends_on:
        yield from (of("table", name), of("view", name))
        yield from columns_in(thing.definition, name)
    for index in thing.indexes:
        yield from mentioned(index.definition)
    for trigger in thing.triggers:
        yield from mentioned(trigger.definition)


@_needs.register
def _function(thing: Function, owner: QualifiedName | None) -> Iterator[Address]:
    """What its head names, and a body without quotes, which the server keeps as it keeps a view."""
    yield _namespace(thing.name)
    for address in mentioned(thing.definition):
        if address.name != thing.name:
            yield address
            if address.kind == "table" and not has_quoted_body(thing):
                yield from columns_in(thing.definition, address.name)


def has_quoted_body(function: Function) -> bool:
    """Whether the body is a text: then it is looked at when it is made, but holds nothing fast."""
    return words(function.definition)[-1].is_string


def reads(function: Function) -> frozenset[Address]:
    """What a body between quotes may name: it can be made before these stand, if it is not looked at then."""
    last = words(function.definition)[-1]  # strings before it are defaults and settings
    return frozenset(_in_body(content(last.text), function)) if last.is_string else frozenset()


def _in_body(body: str, function: Function) -> Iterator[Address]:
    """A body is the author's text: names in it may be found on the search path."""
    try:
        found = words(body)
    except pglast.parser.ParseError:  # another language
        return
    searched = {"public", function.name.schema}
    bare = (QualifiedName(schema, word.name) for word in found if word.is_name for schema in searched)
    for name in (*_qualified_names(found), *bare):
        if name != function.name:
            yield from (of(kind, name) for kind in KINDS)


def content(constant: str) -> str:
    """The text in a string constant, plain or between dollar quotes."""
    if constant.startswith("$"):
        fence = constant[: constant.index("$", 1) + 1]
        return constant[len(fence) : -len(fence)]
    is_escaped = constant[0] in "eE"  # so the server prints what holds a backslash
    text = constant[1 + is_escaped : -1].replace("''", "'")
    return text.replace("\\\\", "\\") if is_escaped else text
