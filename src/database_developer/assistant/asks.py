"""A model's answer as the typed asks that the rules yield too, each with the ticket's own sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.assistant.answer import (
    Allowed,
    Alteration,
    Answer,
    Column,
    Deletion,
    Lookup,
    Part,
    Range,
    Reference,
    Removal,
    Rename,
    Table,
    Unique,
)
from database_developer.assistant.material import Material
from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    Direction,
    EntityAsk,
    LookupAsk,
    OrderBy,
    Quote,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)


def asks_of(answer: Answer, material: Material, model: str) -> tuple[Ask, ...]:
    """The asks of an answer that has been judged; what quotes no sentence is left out."""
    return tuple(_asks_of(answer, material, model))


def _asks_of(answer: Answer, material: Material, model: str) -> Iterator[Ask]:
    for part in answer.asks:
        sentence = material.sentence_with(part.quote)
        if sentence is not None:
            yield _ask(part, replace(sentence, assumed=f'the model "{model}" reads it so, and no rule does'))


def _ask(part: Part, quote: Quote) -> Ask:
    match part:
        case Table():
            return EntityAsk(entity=part.table, quote=quote)
        case Column() | Alteration():
            return _of_column(part, quote)
        case Reference():
            return _relation(part, quote)
        case Unique():
            names = tuple(part.columns)
            return UniqueAsk(entity=part.table, attributes=names, ignoring_case=part.ignoring_case, quote=quote)
        case Allowed():
            values = tuple(dict.fromkeys(part.values))
            return AllowedAsk(
                entity=part.table, attribute=part.column, values=values, is_open=part.open or not values, quote=quote
            )
        case Range():
            return _range(part, quote)
        case Lookup():
            return _lookup(part, quote)
    return _change(part, quote)


def _change(part: Rename | Removal | Deletion, quote: Quote) -> Ask:
    match part:
        case Rename():
            return RenameAsk(entity=part.table, attribute=part.column, new_name=part.new_name, quote=quote)
        case Removal():
            return RemovalAsk(entity=part.table, attribute=part.column, quote=quote)
    return DeletionAsk(parent=part.parent, child=part.child, action=part.action, quote=quote)


def _of_column(part: Column | Alteration, quote: Quote) -> AttributeAsk | AlterAsk:
    sized = f"varchar({part.length})" if part.length and part.type in ("text", "varchar") else part.type
    if isinstance(part, Alteration):
        return AlterAsk(
            entity=part.table,
            attribute=part.column,
            type=sized,
            required=part.required,
            default=part.default,
            quote=quote,
        )
    return AttributeAsk(
        entity=part.table,
        attribute=part.column,
        type=sized,
        required=part.required,
        default=part.default or None,
        quote=quote,
    )


def _relation(part: Reference, quote: Quote) -> RelationAsk:
    return RelationAsk(
        child=part.child,
        parent=part.parent,
        cardinality=Cardinality(part.cardinality),
        role=part.role,
        required=part.required,
        quote=quote,
    )


def _range(part: Range, quote: Quote) -> RangeAsk:
    return RangeAsk(
        entity=part.table,
        attribute=part.column,
        minimum=_number(part.minimum),
        maximum=_number(part.maximum),
        quote=quote,
    )


def _lookup(part: Lookup, quote: Quote) -> LookupAsk:
    direction = Direction.DESCENDING if part.newest_first else Direction.ASCENDING
    order = tuple(OrderBy(attribute=name, direction=direction) for name in part.order)
    return LookupAsk(entity=part.table, equal=tuple(part.by), order=order, quote=quote)


def _number(value: float | None) -> str | None:
    """As it is written in plain figures."""
    return None if value is None else f"{value:.15f}".rstrip("0").rstrip(".")
