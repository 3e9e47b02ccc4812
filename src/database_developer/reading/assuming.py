"""Fills in, where somebody agreed to that, what is usual for things of which a ticket says no more than their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from database_developer.reading.customs import Custom, custom_of, is_between, is_person
from database_developer.model.inflection import singular
from database_developer.model.request import (
    Ask,
    AttributeAsk,
    EntityAsk,
    Fate,
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
    attributes_of,
    is_history,
    usual_of,
)
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.named_things import NamedThing, named_things
from database_developer.reading.scene import words_of
from database_developer.reading.vocabulary import Vocabulary
from database_developer.reading.wishing import Wishes, is_open, may_be_assumed, wishes_of

NO_WORK = (VolumeAsk, LatencyAsk, LivenessAsk)
PEOPLE = ("user", "account", "member", "employee")


@dataclass(frozen=True, kw_only=True, slots=True)
class _World:
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


def assumed(ticket: Ticket, request: Request, vocabulary: Vocabulary) -> Request:
    """The request with what may be assumed: what the ticket wishes to keep, and what is usual for new things.

    Questions that this answers go; those about single sentences no longer stop the work.
    """
    live = {" ".join(singular_phrase(words_of(table))): columns for table, columns in vocabulary.tables.items()}
    wishes = _wishes(ticket, request, vocabulary, live)
    is_named_only = not _has_work(request) and not wishes.asks and may_be_assumed(ticket)
    named = named_things(ticket) if is_named_only else ()
    new = tuple(thing for thing in named if thing.entity not in live)
    asks = (*request.asks, *wishes.asks, *_named_asks(new))
    bare = _bare(asks, live, wishes, request.asks)
    if not bare and not _has_work(request) and not wishes.asks:
        return request
    entities = dict.fromkeys((*(ask.entity for ask in asks if isinstance(ask, EntityAsk)), *live))
    world = _World(entities=tuple(entities), columns=live, wished=wishes.entities or tuple(thing.entity for thing in new))
    usual = tuple(ask for entity in bare for ask in _usual(entity, world, asks) if not _is_told(ask, asks))
    return _answered(replace(request, asks=(*asks, *usual)), wishes, is_sure=bool(bare or wishes.asks))


def _wishes(ticket: Ticket, request: Request, vocabulary: Vocabulary, live: dict[str, tuple[str, ...]]) -> Wishes:
    """What the ticket wishes to keep; where it asks for things plainly, only what it wishes of those left bare."""
    if not _has_work(request):
        written = any(thing.is_written for thing in named_things(ticket))
        return Wishes() if written or not is_open(ticket) else wishes_of(ticket, vocabulary)
    bare = {ask.entity for ask in _bare(request.asks, live, Wishes(), request.asks)}
    found = wishes_of(ticket, vocabulary) if bare else Wishes()
    told = tuple(ask for ask in found.asks if getattr(ask, "entity", getattr(ask, "child", "")) in bare and not isinstance(ask, EntityAsk))
    return Wishes(asks=tuple(ask for ask in told if not _is_related(ask, request.asks)), quotes=found.quotes)


def _is_related(ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the same two things are related already."""
    return isinstance(ask, RelationAsk) and any(
        isinstance(one, RelationAsk) and (one.child, one.parent) == (ask.child, ask.parent) for one in asks
    )


def _answered(request: Request, wishes: Wishes, *, is_sure: bool) -> Request:
    """The questions that are left, and the sentences of wishes as used."""
    texts = {quote.text for quote in wishes.quotes}
    questions = tuple(
        replace(it, blocking=_still_blocks(it))
        for it in request.questions
        if not (is_sure and _is_answered(it)) and (it.quote is None or it.quote.text not in texts)
    )
    sentences = tuple(replace(it, fate=Fate.USED) if it.quote.text in texts else it for it in request.sentences)
    return replace(request, questions=questions, sentences=sentences)


def _is_told(usual: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the ticket itself gives the thing this relation, or an attribute that shares a word with the usual one."""
    if not isinstance(usual, AttributeAsk):
        return _is_related(usual, asks)
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


def _bare(
    asks: Sequence[Ask], live: dict[str, tuple[str, ...]], wishes: Wishes, read: Sequence[Ask]
) -> tuple[EntityAsk, ...]:
    """The new things of which only the name is told; a flag, or what stands in brackets behind it, tells no more.

    Of what the ticket wishes to keep, one attribute is not all.
    """
    found = [ask for ask in asks if isinstance(ask, EntityAsk) and ask.entity not in live]
    wished = [ask.entity for ask in wishes.asks if isinstance(ask, AttributeAsk)]
    told = {ask.entity for ask in read if isinstance(ask, AttributeAsk) and ask.type != "boolean"}
    beside = told | {entity for entity in wished if wished.count(entity) > 1}
    kinds = {ask.child for ask in asks if isinstance(ask, RelationAsk) and ask.child.endswith(f" {ask.parent}")}
    return tuple({ask.entity: ask for ask in found if ask.entity not in beside | kinds}.values())


def _usual(ask: EntityAsk, world: _World, asks: Sequence[Ask]) -> Iterator[Ask]:
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
        told = tuple(_as_usual(ask.entity, usual or ANYTHING, quote, world))
        yield from told
        related = [one.parent for one in (*asks, *told) if isinstance(one, RelationAsk) and one.child == ask.entity]
        yield from _to_the_only_one(ask, world, related, quote) if is_between(ask.entity) and related else ()


def _customary(ask: EntityAsk, custom: Custom, world: _World, asks: Sequence[Ask]) -> Iterator[Ask]:
    """What is kept of all things of its sort; an agreement or a deed is of the one person and the one thing told of."""
    quote = replace(ask.quote, assumed=f'it is customary for "{ask.entity}": {custom.why}')
    yield from _attributes(ask.entity, attributes_of(custom.attributes), quote)
    is_tied = any(isinstance(one, RelationAsk) and one.child == ask.entity for one in asks)
    if custom.is_between and not is_tied:
        yield from _to_the_only_one(ask, world, (), quote)


def _to_the_only_one(ask: EntityAsk, world: _World, related: Sequence[str], quote: Quote) -> Iterator[Ask]:
    """To the one person and the one thing of which the ticket tells, where it relates to none of that kind yet."""
    others = [one for one in world.wished if one != ask.entity and not is_between(one)]
    for is_somebody in (True, False):
        some = [one for one in others if is_person(one) is is_somebody]
        if len(some) == 1 and not any(is_person(one) is is_somebody for one in related):
            yield RelationAsk(child=ask.entity, parent=some[0], quote=quote, required=True)


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
