"""The asks for what is usual of a thing: its columns, and what it belongs to of all that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from database_developer.model.inflection import singular
from database_developer.model.request import (
    Ask,
    AttributeAsk,
    EntityAsk,
    Quote,
    RelationAsk,
    UniqueAsk,
)
from database_developer.model.usual import (
    ANYTHING,
    HISTORY,
    OF_TWO,
    STATES,
    Usual,
    UsualAttribute,
    UsualParent,
    attributes_of,
    is_history,
    usual_of,
)
from database_developer.reading.customs import Custom, custom_of, is_agreement, is_between, is_person

_MERE_NAMES = {"name", "title", "description"}
_MONEY = {"price", "cost", "amount", "fee", "salary", "rent", "rate"}
PEOPLE = ("user", "account", "member", "employee")


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """The things there are or will be, by their names, and the columns of those that are there."""

    entities: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    wished: tuple[str, ...] = ()

    def find(self, name: str) -> str | None:
        """The thing of that name; else one whose name ends so."""
        if name in self.entities:
            return name
        return next((entity for entity in self.entities if entity.endswith(f" {name}")), None)

    def first(self, names: Sequence[str], child: str) -> str | None:
        """The first of the names that there is a thing for, other than the child itself."""
        found = (self.find(name) for name in names)
        return next((entity for entity in found if entity is not None and entity != child), None)


def is_related(ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the same two things are related already."""
    return isinstance(ask, RelationAsk) and any(
        isinstance(one, RelationAsk) and (one.child, one.parent) == (ask.child, ask.parent) for one in asks
    )


def usual_asks(ask: EntityAsk, world: World, asks: Sequence[Ask]) -> Iterator[Ask]:
    """The attributes and relations that are usual for a thing."""
    quote = replace(ask.quote, assumed=f'it is usual for "{ask.entity}", of which the ticket gives only the name')
    usual = usual_of(ask.entity)
    custom = custom_of(ask.entity) if usual is None else None
    if custom is not None and not is_history(ask.entity):
        yield from _customary(ask, custom, world, asks)
        return
    if is_history(ask.entity) and (subject := _subject(ask.entity, world)) is not None:
        yield from _history(ask.entity, subject, quote, world)
    elif (pair := _pair(ask.entity, world)) is not None and (usual is None or not usual.parents):
        for parent in pair:
            yield RelationAsk(child=ask.entity, parent=parent, quote=quote, required=True)
        yield from _attributes(ask.entity, OF_TWO, quote)
    else:
        told = tuple(_as_usual(ask.entity, _at_least(ask.entity, usual or ANYTHING, asks), quote, world))
        is_tied = any(isinstance(one, RelationAsk) and one.child == ask.entity and one.quote.assumed for one in asks)
        yield from (one for one in told if not (is_tied and isinstance(one, RelationAsk)))
        related = [one.parent for one in (*asks, *told) if isinstance(one, RelationAsk) and one.child == ask.entity]
        if is_agreement(ask.entity) or (is_between(ask.entity) and any(map(is_person, related))):
            yield from _to_the_only_one(ask, world, related, quote)


def _at_least(entity: str, usual: Usual, asks: Sequence[Ask]) -> Usual:
    """What is usual; a mere name and description only of what is not wished for with facts of its own."""
    if not {attribute.name for attribute in usual.attributes} <= _MERE_NAMES:
        return usual
    wished = (ask for ask in asks if isinstance(ask, AttributeAsk) and ask.entity == entity and ask.quote.assumed)
    return Usual(names=()) if any(ask.type != "boolean" and ask.attribute != "kind" for ask in wished) else usual


def _customary(ask: EntityAsk, custom: Custom, world: World, asks: Sequence[Ask]) -> Iterator[Ask]:
    """What is kept of all things of its sort; an agreement or a deed is of the one person and the one thing told of."""
    quote = replace(ask.quote, assumed=f'it is customary for "{ask.entity}": {custom.why}')
    yield from _attributes(ask.entity, attributes_of(custom.attributes), quote)
    is_tied = any(isinstance(one, RelationAsk) and one.child == ask.entity for one in asks)
    if custom.is_between and not is_tied:
        yield from _to_the_only_one(ask, world, (), quote)


def _to_the_only_one(ask: EntityAsk, world: World, related: Sequence[str], quote: Quote) -> Iterator[Ask]:
    """To the one person and the one thing of which the ticket tells, where it relates to none of that kind yet."""
    others = [one for one in world.wished if one != ask.entity and not is_between(one)]
    for is_somebody in (True, False):
        some = [one for one in others if is_person(one) is is_somebody]
        if len(some) == 1 and not any(is_person(one) is is_somebody for one in related):
            yield RelationAsk(child=ask.entity, parent=some[0], quote=quote, required=True)


def _as_usual(entity: str, usual: Usual, quote: Quote, world: World) -> Iterator[Ask]:
    yield from _attributes(entity, usual.attributes, quote)
    for name in usual.unique:
        yield UniqueAsk(entity=entity, attributes=(name,), quote=quote)
    related: set[str] = set()
    for parent in usual.parents:
        found = world.first(parent.names, entity)
        if found is not None and found not in related:
            related.add(found)
            yield _relation(entity, found, parent, quote)


def _relation(entity: str, found: str, parent: UsualParent, quote: Quote) -> RelationAsk:
    return RelationAsk(child=entity, parent=found, quote=quote, role=parent.role, required=parent.required)


def _history(entity: str, subject: str, quote: Quote, world: World) -> Iterator[Ask]:
    """What happened to something: from what to what, when, and through whom."""
    state = next((state for state in STATES if state in entity.split()), None)
    column = "_".join(entity.split()[:-1])
    state = state or (column if column in world.columns.get(subject, ()) else None)
    state = state or next((state for state in STATES if state in world.columns.get(subject, ())), None)
    yield RelationAsk(child=entity, parent=subject, quote=quote, required=True)
    if state is not None:
        values = (
            UsualAttribute(name=f"old {state}", type=_type_of(state), required=False),
            UsualAttribute(name=f"new {state}", type=_type_of(state)),
        )
        yield from _attributes(entity, values, quote)
    yield from _attributes(entity, HISTORY, quote)
    by = world.first(PEOPLE, entity)
    if by is not None:
        yield RelationAsk(child=entity, parent=by, quote=quote, role="changed by", required=False)


def _type_of(column: str) -> str:
    return "numeric(12,2)" if column.rpartition("_")[2] in _MONEY else "text"


def _attributes(entity: str, attributes: Sequence[UsualAttribute], quote: Quote) -> Iterator[Ask]:
    for one in attributes:
        yield AttributeAsk(
            entity=entity, attribute=one.name, quote=quote, type=one.type, required=one.required, moment=one.moment
        )


def _subject(entity: str, world: World) -> str | None:
    """What a history tells of: the longest beginning of its name that names a thing."""
    words = entity.split()[:-1]
    for end in range(len(words), 0, -1):
        found = world.find(singular(" ".join(words[:end])))
        if found is not None and found != entity:
            return found
    return _with_column(words, world)


def _with_column(words: Sequence[str], world: World) -> str | None:
    """The only thing that has such a column: the product of a "price history"."""
    found = [entity for entity, columns in world.columns.items() if words and "_".join(words) in columns]
    return found[0] if len(found) == 1 else None


def _pair(entity: str, world: World) -> tuple[str, str] | None:
    """The two things whose names make up this one: "product order"."""
    words = entity.split()
    for cut in range(1, len(words)):
        first, second = world.find(singular(" ".join(words[:cut]))), world.find(singular(" ".join(words[cut:])))
        if first and second and entity not in (first, second) and first != second:
            return first, second
    return None
