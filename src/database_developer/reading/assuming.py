"""Fills in, where somebody agreed to that, what is usual for things of which a ticket says no more than their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from database_developer.model.inflection import singular
from database_developer.model.request import (
    Ask,
    AttributeAsk,
    EntityAsk,
    LatencyAsk,
    LivenessAsk,
    Question,
    Quote,
    RelationAsk,
    Request,
    UniqueAsk,
    VolumeAsk,
)
from database_developer.model.ticket import Ticket
from database_developer.model.usual import (
    ANYTHING,
    HISTORY,
    OF_TWO,
    STATES,
    Usual,
    UsualAttribute,
    UsualParent,
    is_history,
    usual_of,
)
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.named_things import NamedThing, named_things
from database_developer.reading.scene import words_of
from database_developer.reading.stories import told_by_stories
from database_developer.reading.vocabulary import Vocabulary

NO_WORK = (VolumeAsk, LatencyAsk, LivenessAsk)
PEOPLE = ("user", "account", "member", "employee")


@dataclass(frozen=True, kw_only=True, slots=True)
class _World:
    """The things there are or will be, by their names, and the columns of those that are there."""

    entities: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]

    def find(self, name: str) -> str | None:
        """The thing of that name; else one whose name ends so."""
        if name in self.entities:
            return name
        return next((entity for entity in self.entities if entity.endswith(f" {name}")), None)

    def first(self, names: Sequence[str], child: str) -> str | None:
        """The first of the names that there is a thing for, other than the child itself."""
        found = (self.find(name) for name in names)
        return next((entity for entity in found if entity is not None and entity != child), None)


def assumed(ticket: Ticket, request: Request, vocabulary: Vocabulary) -> Request:
    """The request with what may be assumed: what is usual for new things that have nothing but a name.

    Questions that this answers go; those about single sentences no longer stop the work.
    """
    named = () if _has_work(request) else named_things(ticket)
    live = {" ".join(singular_phrase(words_of(table))): columns for table, columns in vocabulary.tables.items()}
    new = tuple(thing for thing in named if thing.entity not in live)
    stories = () if _has_work(request) or new else told_by_stories(ticket, vocabulary)
    request = replace(request, asks=(*request.asks, *stories))
    asks = (*request.asks, *_named_asks(new))
    bare = _bare(asks, live, {thing.entity for thing in new})
    if not bare and not _has_work(request):
        return request
    if not bare:
        return replace(request, questions=tuple(replace(it, blocking=_still_blocks(it)) for it in request.questions))
    entities = dict.fromkeys((*(ask.entity for ask in asks if isinstance(ask, EntityAsk)), *live))
    world = _World(entities=tuple(entities), columns=live)
    usual = tuple(ask for entity in bare for ask in _usual(entity, world) if not _is_told(ask, asks))
    questions = tuple(replace(it, blocking=_still_blocks(it)) for it in request.questions if not _is_answered(it))
    return replace(request, asks=(*asks, *usual), questions=questions)


def _is_told(usual: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the ticket itself gives the thing such a reference, or an attribute that shares a word with the usual."""
    if isinstance(usual, RelationAsk):
        ends = {(ask.child, ask.parent) for ask in asks if isinstance(ask, RelationAsk)}
        return (usual.child, usual.parent) in ends
    if not isinstance(usual, AttributeAsk):
        return False
    told = [ask for ask in asks if isinstance(ask, AttributeAsk) and ask.entity == usual.entity]
    return any(set(ask.attribute.split()) & set(usual.attribute.split()) for ask in told)


def _has_work(request: Request) -> bool:
    return any(not isinstance(ask, NO_WORK) for ask in request.asks)


def _is_answered(question: Question) -> bool:
    return question.id.startswith("which-")


def _still_blocks(question: Question) -> bool:
    return question.blocking and not question.id.startswith(("sentence-", "which-"))


def _named_asks(things: Sequence[NamedThing]) -> Iterator[Ask]:
    for thing in things:
        yield EntityAsk(entity=thing.entity, quote=thing.quote, table=thing.table)
        for name in thing.attributes:
            yield AttributeAsk(entity=thing.entity, attribute=name, quote=thing.quote)


def _bare(asks: Sequence[Ask], live: dict[str, tuple[str, ...]], named: set[str]) -> tuple[EntityAsk, ...]:
    """The new things of which fewer than two attributes are told, or only those in brackets behind their name."""
    told: dict[str, int] = {}
    for ask in asks:
        if isinstance(ask, AttributeAsk):
            told[ask.entity] = told.get(ask.entity, 0) + 1
    found = [ask for ask in asks if isinstance(ask, EntityAsk) and ask.entity not in live]
    quoted = {(ask.entity, ask.quote) for ask in found}
    beside = {ask.entity for ask in asks if isinstance(ask, AttributeAsk) and (ask.entity, ask.quote) not in quoted}
    beside |= {entity for entity, times in told.items() if times > 1 and entity not in named}
    return tuple({ask.entity: ask for ask in found if ask.entity not in beside}.values())


def _usual(ask: EntityAsk, world: _World) -> Iterator[Ask]:
    """The attributes and relations that are usual for a thing."""
    quote = replace(ask.quote, assumed=f'it is usual for "{ask.entity}", of which the ticket gives only the name')
    usual = usual_of(ask.entity)
    if is_history(ask.entity) and (subject := _subject(ask.entity, world)) is not None:
        yield from _history(ask.entity, subject, quote, world)
    elif (pair := _pair(ask.entity, world)) is not None and (usual is None or not usual.parents):
        for parent in pair:
            yield RelationAsk(child=ask.entity, parent=parent, quote=quote, required=True)
        yield from _attributes(ask.entity, OF_TWO, quote)
    else:
        yield from _as_usual(ask.entity, usual or ANYTHING, quote, world)


def _as_usual(entity: str, usual: Usual, quote: Quote, world: _World) -> Iterator[Ask]:
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


def _history(entity: str, subject: str, quote: Quote, world: _World) -> Iterator[Ask]:
    """What happened to something: from what to what, when, and through whom."""
    state = next((state for state in STATES if state in entity.split()), None)
    state = state or next((state for state in STATES if state in world.columns.get(subject, ())), None)
    yield RelationAsk(child=entity, parent=subject, quote=quote, required=True)
    if state is not None:
        values = (
            UsualAttribute(name=f"old {state}", type="text", required=False),
            UsualAttribute(name=f"new {state}", type="text"),
        )
        yield from _attributes(entity, values, quote)
    yield from _attributes(entity, HISTORY, quote)
    by = world.first(PEOPLE, entity)
    if by is not None:
        yield RelationAsk(child=entity, parent=by, quote=quote, role="changed by", required=False)


def _attributes(entity: str, attributes: Sequence[UsualAttribute], quote: Quote) -> Iterator[Ask]:
    for one in attributes:
        yield AttributeAsk(
            entity=entity, attribute=one.name, quote=quote, type=one.type, required=one.required, moment=one.moment
        )


def _subject(entity: str, world: _World) -> str | None:
    """What a history tells of: the longest beginning of its name that names a thing."""
    words = entity.split()[:-1]
    for end in range(len(words), 0, -1):
        found = world.find(singular(" ".join(words[:end])))
        if found is not None and found != entity:
            return found
    return None


def _pair(entity: str, world: _World) -> tuple[str, str] | None:
    """The two things whose names make up this one: "product order"."""
    words = entity.split()
    for cut in range(1, len(words)):
        first, second = world.find(singular(" ".join(words[:cut]))), world.find(singular(" ".join(words[cut:])))
        if first and second and entity not in (first, second) and first != second:
            return first, second
    return None
