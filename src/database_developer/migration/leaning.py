"""What a definition leans on that is dropped for good: what is set aside must not hold it fast.

Tables, types and sequences can be set aside together. Functions and extensions cannot: the server would refuse
to drop them while something hidden uses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from database_developer.migration.mentions import calls, mentioned
from database_developer.migration.replacing import is_replaceable_function
from database_developer.model.differences import Differences
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Extension, Function, Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """What a migration drops and cannot set aside: functions, and extensions by name and namespace."""

    functions: frozenset[Address] = frozenset()
    extensions: frozenset[QualifiedName] = frozenset()
    staying: frozenset[QualifiedName] = frozenset()


def lost_with(differences: Differences, current: Schema) -> Lost:
    """What the differences call to be dropped, also where it is made again; ``current`` has the new names already."""
    gone = frozenset(_places(it for _, it in differences.removed(Extension)))
    return Lost(
        functions=frozenset(calls(it.name) for it in _dropped_functions(differences)),
        extensions=gone,
        staying=frozenset(_places(current.extensions.values())) - gone,
    )


def _dropped_functions(differences: Differences) -> Iterator[Function]:
    yield from (function for _, function in differences.removed(Function))
    for _, old, new in differences.changed(Function):
        if not is_replaceable_function(old, new):
            yield old


def leans(text: str, lost: Lost, schema: Schema) -> bool:
    """Whether the definition or type names a lost function, or something that comes from a lost extension."""
    return any(_is_lost(address, lost, schema) for address in mentioned(text))


def calls_functions(text: str, schema: Schema) -> bool:
    """Whether the definition calls a function of the schema."""
    named = {address.name for address in mentioned(text)}
    return any(function.name in named for function in schema.functions.values())


def _is_lost(address: Address, lost: Lost, schema: Schema) -> bool:
    if address in lost.functions:
        return True
    if not lost.extensions or address.kind != "table":  # each name is mentioned once as each kind
        return False
    inner = _made_of(address.name, schema)
    return _comes_from(address.name, lost, schema) or any(leans(type_, lost, schema) for type_ in inner)


def _comes_from(name: QualifiedName, lost: Lost, schema: Schema) -> bool:
    """Whether an unknown name may be that of an extension's type, function or operator class."""
    if name in lost.extensions:
        return True
    known = (schema.tables, schema.views, schema.enums, schema.domains, schema.composites, schema.sequences)
    if any(name in each for each in known) or name in lost.staying:
        return False
    is_function = any(function.name == name for function in schema.functions.values())
    return not is_function and any(name.schema == extension.schema for extension in lost.extensions)


def _made_of(name: QualifiedName, schema: Schema) -> Iterator[str]:
    """The types that a type is made of."""
    if name in schema.domains:
        yield schema.domains[name].type
    elif name in schema.composites:
        yield from (attribute.type for attribute in schema.composites[name].attributes)


def _places(extensions: Iterable[Extension]) -> Iterator[QualifiedName]:
    return (QualifiedName(it.schema, it.name) for it in extensions)
