"""What a second reader's ask is beside the rules' asks: new, known, contrary to one, or the end of something."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    IndexKeysAsk,
    LookupAsk,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading.second_names import Names, entities_of, plain, thing

TAKES_PART = (
    EntityAsk | AttributeAsk | RelationAsk | UniqueAsk | AllowedAsk | RangeAsk | LookupAsk | IndexKeysAsk | DeletionAsk
) | (AlterAsk | RenameAsk | RemovalAsk)
OF_A_COLUMN = AttributeAsk | AlterAsk
# What two asks about the same must agree on, as far as both say it.
MEMBERS: dict[type, tuple[str, ...]] = {
    AttributeAsk: ("type", "required", "default", "max_length"),
    AlterAsk: ("type", "required", "default"),
    RelationAsk: ("child", "cardinality", "required"),
    AllowedAsk: ("values", "is_open"),
    RangeAsk: ("minimum", "maximum"),
    DeletionAsk: ("action",),
    RenameAsk: ("new_name",),
}


class Opinion(Enum):
    """What becomes of an ask."""

    NEW = auto()
    KNOWN = auto()
    CONTRARY = auto()
    ENDING = auto()


def opinion_of(ask: Ask, others: Iterable[Ask], names: Names) -> tuple[Opinion, Ask | None]:
    """What the ask is beside the others, and the one that it repeats or contradicts."""
    known: Ask | None = None
    for other in others:
        if _contradicts(ask, other):
            return Opinion.CONTRARY, other
        if subject_of(ask) == subject_of(other):
            known = other
    if known is not None or _stands(ask, names) or not isinstance(ask, TAKES_PART):
        return Opinion.KNOWN, known
    return (Opinion.ENDING if _is_ending(ask) else Opinion.NEW), None


def subject_of(ask: Ask) -> tuple[object, ...]:
    """What an ask is about: equal for two that say the same or the contrary of each other."""
    kind = type(ask).__name__.removesuffix("Ask")
    match ask:
        case RelationAsk():
            return (kind, frozenset({thing(ask.child), thing(ask.parent)}), plain(ask.role or ""))
        case DeletionAsk():
            return (kind, thing(ask.child), thing(ask.parent), plain(ask.role or ""))
        case UniqueAsk():
            return (kind, thing(ask.entity), frozenset(map(plain, ask.attributes)))
        case LookupAsk():
            order = tuple((plain(it.attribute), it.direction.value) for it in ask.order)
            return (kind, thing(ask.entity), frozenset(map(plain, ask.equal)), order)
        case AttributeAsk() | AllowedAsk() | RangeAsk() | AlterAsk() | RenameAsk() | RemovalAsk():
            return (kind, thing(ask.entity), plain(ask.attribute or ""))
        case EntityAsk():
            return (kind, thing(ask.entity))
    return (kind, ask.quote)


def _contradicts(ask: Ask, other: Ask) -> bool:
    """Whether both cannot be: they differ, or one takes away what the other speaks of."""
    is_same = subject_of(ask) == subject_of(other)
    return _differs(ask, other) or (not is_same and (_ends(ask, other) or _ends(other, ask)))


def _differs(ask: Ask, other: Ask) -> bool:
    """Whether both speak of the same and say different things of it."""
    if isinstance(ask, OF_A_COLUMN) and isinstance(other, OF_A_COLUMN) and _place(ask) == _place(other):
        return _apart(ask, other, AlterAsk)
    return type(ask) is type(other) and subject_of(ask) == subject_of(other) and _apart(ask, other, type(ask))


def _apart(ask: Ask, other: Ask, kind: type) -> bool:
    pairs = ((getattr(ask, name), getattr(other, name)) for name in MEMBERS.get(kind, ()))
    return any(None not in pair and _comparable(pair[0]) != _comparable(pair[1]) for pair in pairs)


def _comparable(value: object) -> object:
    if isinstance(value, tuple):
        return frozenset(str(one).lower() for one in value)
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def _place(ask: Ask) -> tuple[str, str]:
    return thing(getattr(ask, "entity", "")), plain(getattr(ask, "attribute", None) or "")


def _ends(ask: Ask, other: Ask) -> bool:
    """Whether one takes away, or renames, what the other speaks of."""
    if not isinstance(ask, RemovalAsk | RenameAsk) or not isinstance(other, TAKES_PART):
        return False
    if not ask.attribute:
        return thing(ask.entity) in map(thing, entities_of(other))
    spoken = {plain(name) for name in attributes_of(other)}
    return thing(ask.entity) in map(thing, entities_of(other)) and plain(ask.attribute) in spoken


def attributes_of(ask: Ask) -> tuple[str, ...]:
    """The attributes that an ask speaks of."""
    match ask:
        case UniqueAsk():
            return ask.attributes
        case LookupAsk():
            return (*ask.equal, *(it.attribute for it in ask.order))
        case IndexKeysAsk():
            return tuple(it.attribute for it in ask.keys)
    name = getattr(ask, "attribute", None)
    return (name,) if name else ()


def _stands(ask: Ask, names: Names) -> bool:
    """Whether it is in the live schema already."""
    if isinstance(ask, EntityAsk):
        return names.stands(ask.entity)
    return isinstance(ask, AttributeAsk) and names.stands(ask.entity, ask.attribute)


def _is_ending(ask: Ask) -> bool:
    """Whether something that stands goes away by it, or may: then a person says so, not a model."""
    match ask:
        case RemovalAsk() | RenameAsk():
            return True
        case AlterAsk():
            return ask.type is not None or ask.required is False or ask.default is not None
        case DeletionAsk():
            return ask.action == "cascade"
    return False
