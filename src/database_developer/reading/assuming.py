"""Fills in, where somebody agreed to that, what is usual for things of which a ticket says no more than their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from database_developer.model.request import (
    Ask,
    AttributeAsk,
    EntityAsk,
    Fate,
    LatencyAsk,
    LivenessAsk,
    Question,
    RelationAsk,
    Request,
    VolumeAsk,
)
from database_developer.model.ticket import Ticket
from database_developer.reading.customs import is_deed
from database_developer.reading.inflection import agent, plain_form, singular_phrase
from database_developer.reading.named_things import NamedThing, named_things
from database_developer.reading.scene import words_of
from database_developer.reading.usual_asks import World, is_related, usual_asks
from database_developer.reading.vocabulary import Vocabulary
from database_developer.reading.wishing import Wishes, is_open, may_be_assumed, wishes_of

_JOINTS = {"at", "on", "by", "of", "is", "in", "from"}
NO_WORK = (VolumeAsk, LatencyAsk, LivenessAsk)


def assumed(ticket: Ticket, request: Request, vocabulary: Vocabulary) -> Request:
    """The request with what may be assumed: what the ticket wishes to keep, and what is usual for new things.

    Questions that this answers go; those about single sentences no longer stop the work.
    """
    live = {" ".join(singular_phrase(words_of(table))): columns for table, columns in vocabulary.tables.items()}
    named = () if _has_work(request) else named_things(ticket)
    is_written = any(thing.is_written for thing in named)
    wishes = Wishes() if is_written else _wishes(ticket, request, vocabulary, live)
    if named and (wishes.asks or not may_be_assumed(ticket)):
        named = ()
    new = tuple(thing for thing in named if thing.entity not in live)
    plain = tuple(ask for ask in request.asks if not _is_of_a_doer(ask, wishes))
    asks = (*plain, *wishes.asks, *_named_asks(new))
    bare = _bare(asks, live, wishes, request.asks)
    if not bare and not _has_work(request) and not wishes.asks:
        return request
    entities = dict.fromkeys((*(ask.entity for ask in asks if isinstance(ask, EntityAsk)), *live))
    world = World(
        entities=tuple(entities), columns=live, wished=wishes.entities or tuple(thing.entity for thing in new)
    )
    usual = tuple(ask for entity in bare for ask in usual_asks(entity, world, asks) if not _is_told(ask, asks))
    return _answered(replace(request, asks=(*asks, *usual)), wishes, is_sure=bool(bare or wishes.asks))


def _wishes(ticket: Ticket, request: Request, vocabulary: Vocabulary, live: dict[str, tuple[str, ...]]) -> Wishes:
    """What the ticket wishes to keep; where it asks for things plainly, only what it wishes of those left bare."""
    if not _has_work(request):
        return wishes_of(ticket, vocabulary) if is_open(ticket) else Wishes()
    made = [ask for ask in request.asks if isinstance(ask, EntityAsk) and ask.entity not in live]
    found = wishes_of(ticket, vocabulary) if made else Wishes()
    bare = {ask.entity for ask in _bare(request.asks, live, Wishes(), request.asks)}
    half_read = {ask.entity for ask in made if any(ask.quote.text == quote.text for quote in found.quotes)}
    related = {ask for ask in found.asks if isinstance(ask, RelationAsk) and ask.child in half_read}
    told = (ask for ask in found.asks if ask in related or (_about(ask) in bare and not isinstance(ask, EntityAsk)))
    return Wishes(asks=tuple(ask for ask in told if not _is_told(ask, request.asks)), quotes=found.quotes)


def _is_of_a_doer(ask: Ask, wishes: Wishes) -> bool:
    """The "ridden by" of a ride that refers to its rider."""
    if not isinstance(ask, AttributeAsk) or not ask.attribute.endswith(" by"):
        return False
    doer = agent(plain_form(ask.attribute.split()[0]) or "")
    ties = (one for one in wishes.asks if isinstance(one, RelationAsk) and one.child == ask.entity)
    return any(one.parent.rpartition(" ")[2] == doer for one in ties)


def _about(ask: Ask) -> str:
    return str(getattr(ask, "entity", getattr(ask, "child", "")))


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
    """Whether the ticket gives the thing this relation, or an attribute that shares a word with the usual one."""
    if not isinstance(usual, AttributeAsk):
        return is_related(usual, asks)
    told = [ask for ask in asks if isinstance(ask, AttributeAsk) and ask.entity == usual.entity]
    return any(set(ask.attribute.split()) & set(usual.attribute.split()) - _JOINTS for ask in told)


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
    beside = told | {entity for entity in wished if wished.count(entity) > 1 and not _lacks_its_time(entity, wishes)}
    kinds = {ask.child for ask in asks if isinstance(ask, RelationAsk) and ask.child.endswith(f" {ask.parent}")}
    return tuple({ask.entity: ask for ask in found if ask.entity not in beside | kinds}.values())


def _lacks_its_time(entity: str, wishes: Wishes) -> bool:
    """Whether it is a deed of which no time is told."""
    told = [ask.attribute for ask in wishes.asks if isinstance(ask, AttributeAsk) and ask.entity == entity]
    return is_deed(entity) and not any(name.endswith((" at", " on", "date", "time", "day")) for name in told)
