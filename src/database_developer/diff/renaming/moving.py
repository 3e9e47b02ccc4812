"""A whole schema in which some names are others, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    Domain,
    Enum,
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

T = TypeVar("T", bound=Any)
Renamed = Callable[[QualifiedName], QualifiedName]
Text = Callable[[str], str]


class Texts(Protocol):
    """How definitions change; ``own`` is the relation whose definition it is, or part of it."""

    def __call__(self, said: str, own: QualifiedName | None) -> str:
        """The definition as the server will print it."""


def same(name: QualifiedName) -> QualifiedName:
    """The name as it is."""
    return name


@dataclass(frozen=True, kw_only=True)
class Move:
    """The names that change: of relations, of types, of the functions that triggers call, and in definitions."""

    text: Texts
    relation: Renamed = same
    type: Renamed = same
    function: Renamed = same


def moved(schema: Schema, move: Move) -> Schema:
    """The schema under the other names; each mapping keeps its order."""
    return replace(
        schema,
        enums=_by_name(_enum(it, move) for it in schema.enums.values()),
        domains=_by_name(_domain(it, move) for it in schema.domains.values()),
        composites=_by_name(_composite(it, move) for it in schema.composites.values()),
        sequences=_by_name(_sequence(it, move) for it in schema.sequences.values()),
        tables=_by_name(_table(it, move) for it in schema.tables.values()),
        views=_by_name(_view(it, move) for it in schema.views.values()),
        functions={it.signature: it for it in (_function(it, move) for it in schema.functions.values())},
    )


def swapping(old: QualifiedName, new: QualifiedName) -> Renamed:
    """``new`` for ``old``, and any other name as it is."""
    return lambda name: new if name == old else name


def _by_name(things: Iterable[T]) -> Mapping[QualifiedName, T]:
    return {thing.name: thing for thing in things}


def _changed(thing: T, **fields: Any) -> T:
    """The thing with these fields; the very same where they are as they were."""
    if all(getattr(thing, name) == value for name, value in fields.items()):
        return thing
    changed: T = replace(thing, **fields)
    return changed


def _enum(enum: Enum, move: Move) -> Enum:
    return _changed(enum, name=move.type(enum.name))


def _domain(domain: Domain, move: Move) -> Domain:
    def text(said: str) -> str:
        return move.text(said, None)

    return _changed(
        domain,
        name=move.type(domain.name),
        type=text(domain.type),
        default=domain.default and text(domain.default),
        collation=domain.collation and text(domain.collation),
        constraints=tuple(_constraint(it, text, move) for it in domain.constraints),
    )


def _composite(composite: Composite, move: Move) -> Composite:
    attributes = tuple(_column(it, lambda said: move.text(said, None), move) for it in composite.attributes)
    return _changed(composite, name=move.type(composite.name), attributes=attributes)


def _sequence(sequence: Sequence, move: Move) -> Sequence:
    owner = sequence.owned_by and (move.relation(sequence.owned_by[0]), sequence.owned_by[1])
    return _changed(sequence, name=move.relation(sequence.name), owned_by=owner)


def _table(table: Table, move: Move) -> Table:
    def text(said: str) -> str:
        return move.text(said, table.name)

    partitioning, part = table.partitioning, table.partition_of
    return _changed(
        table,
        name=move.relation(table.name),
        columns=tuple(_column(it, text, move) for it in table.columns),
        constraints=tuple(_constraint(it, text, move) for it in table.constraints),
        indexes=tuple(_index(it, text) for it in table.indexes),
        triggers=tuple(_trigger(it, text, move) for it in table.triggers),
        policies=tuple(_policy(it, text) for it in table.policies),
        statistics=tuple(_statistics(it, text) for it in table.statistics),
        partitioning=partitioning and _changed(partitioning, key=text(partitioning.key)),
        partition_of=part and _changed(part, parent=move.relation(part.parent)),
        inherits=tuple(map(move.relation, table.inherits)),
    )


def _view(view: View, move: Move) -> View:
    def text(said: str) -> str:
        return move.text(said, view.name)

    return _changed(
        view,
        name=move.relation(view.name),
        definition=move.text(view.definition, None),
        columns=tuple(_column(it, text, move) for it in view.columns),
        indexes=tuple(_index(it, text) for it in view.indexes),
        triggers=tuple(_trigger(it, text, move) for it in view.triggers),
        depends_on=tuple(sorted(map(move.relation, view.depends_on))),
    )


def _function(function: Function, move: Move) -> Function:
    def text(said: str) -> str:
        return move.text(said, None)

    return _changed(
        function,
        name=move.function(function.name),
        arguments=text(function.arguments),
        definition=text(function.definition),
        returns=function.returns and text(function.returns),
    )


def _column(column: Column, text: Text, move: Move) -> Column:
    generated, identity = column.generated, column.identity
    if identity is not None and identity.sequence_name is not None:
        identity = _changed(identity, sequence_name=move.relation(identity.sequence_name))
    return _changed(
        column,
        type=text(column.type),
        default=column.default and text(column.default),
        generated=generated and _changed(generated, expression=text(generated.expression)),
        collation=column.collation and text(column.collation),
        identity=identity,
    )


def _constraint(constraint: Constraint, text: Text, move: Move) -> Constraint:
    reference = constraint.reference
    return _changed(
        constraint,
        definition=text(constraint.definition),
        expression=constraint.expression and text(constraint.expression),
        reference=reference and _changed(reference, table=move.relation(reference.table)),
    )


def _index(index: Index, text: Text) -> Index:
    return _changed(
        index,
        definition=text(index.definition),
        keys=tuple(
            _changed(
                key,
                text=text(key.text) if key.is_expression else key.text,
                opclass=key.opclass and text(key.opclass),
                collation=key.collation and text(key.collation),
            )
            for key in index.keys
        ),
        predicate=index.predicate and text(index.predicate),
    )


def _trigger(trigger: Trigger, text: Text, move: Move) -> Trigger:
    return _changed(trigger, definition=text(trigger.definition), function=move.function(trigger.function))


def _policy(policy: Policy, text: Text) -> Policy:
    return _changed(policy, using=policy.using and text(policy.using), check=policy.check and text(policy.check))


def _statistics(statistics: Statistics, text: Text) -> Statistics:
    return _changed(statistics, definition=text(statistics.definition))
