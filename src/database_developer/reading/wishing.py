"""What a ticket of few words wishes to be kept: its things, with all that it tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Ask, EntityAsk, Quote
from database_developer.model.ticket import Item, ItemList, Paragraph, Ticket
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.grammar.wishes.calls import Call, call_in, names_no_table
from database_developer.reading.grammar.wishes.known import Known
from database_developer.reading.grammar.wishes.leave import is_bare_list, leaves_all_as_it_is, speaks_of_data
from database_developer.reading.grammar.wishes.stories import Story, story_in, wished_by
from database_developer.reading.grammar.wishes.things import Wished, things_in
from database_developer.reading.inflection import is_plural, singular, singular_phrase
from database_developer.reading.passages import Section, passages_of
from database_developer.reading.scene import words_of
from database_developer.reading.topics import thing_titled
from database_developer.reading.vocabulary import Vocabulary

Tokens = tuple[Token, ...]

_UNREAD = {Section.OUT_OF_SCOPE, Section.CRITERIA}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """The asks of all wishes, each thing first, and the sentences that told them."""

    asks: tuple[Ask, ...] = ()
    quotes: frozenset[Quote] = frozenset()

    @property
    def entities(self) -> tuple[str, ...]:
        """The things wished for."""
        return tuple(ask.entity for ask in self.asks if isinstance(ask, EntityAsk))


@dataclass(slots=True)
class _Said:
    """A sentence to look for wishes in, and where it stands."""

    text: str
    line: int
    origin: str
    tokens: Tokens

    @property
    def quote(self) -> Quote:
        """The sentence as it is quoted."""
        return Quote(text=self.text, line=self.line, origin=self.origin)


def wishes_of(ticket: Ticket, vocabulary: Vocabulary) -> Wishes:
    """The wishes of the ticket's sentences; of its title only where they tell none."""
    known = Known(live=tuple(" ".join(singular_phrase(words_of(table))) for table in vocabulary.tables))
    body = tuple(_sentences(ticket))
    title = tuple(_cut(ticket.summary, 1, "summary"))
    names = frozenset(_names((*title, *body)))
    found = _read(body, known, names) or _read(title, known, names) or _of_title(ticket, body, title, known)
    return _merged(found)


def may_be_assumed(ticket: Ticket) -> bool:
    """Whether the ticket speaks of data to be kept, and does not say that they stay as they are."""
    said = _each_once(ticket)
    return any(speaks_of_data(one.tokens) or is_bare_list(one.tokens) for one in said) and is_open(ticket)


def is_open(ticket: Ticket) -> bool:
    """Whether the ticket leaves open that the database changes: "no migration" does not."""
    said = _each_once(ticket)
    return not any(leaves_all_as_it_is(one.tokens) for one in said)


def _each_once(ticket: Ticket) -> tuple[_Said, ...]:
    """The sentences with the title before them, no words twice."""
    return _once((*_cut(ticket.summary, 1, "summary"), *_sentences(ticket)))


def _once(said: tuple[_Said, ...]) -> tuple[_Said, ...]:
    """The same, words that come again left out."""
    first: dict[str, _Said] = {}
    for one in said:
        first.setdefault(one.text, one)
    return tuple(first.values())


def _sentences(ticket: Ticket) -> Iterator[_Said]:
    for passage in passages_of(ticket):
        match passage.block:
            case Paragraph() if passage.section not in _UNREAD:
                yield from _cut(passage.block.text, passage.block.line)
            case ItemList() if passage.section not in _UNREAD:
                yield from _of_items(passage.block.items)


def _of_items(items: tuple[Item, ...]) -> Iterator[_Said]:
    for item in items:
        yield from _cut(item.text, item.line)


def _cut(text: str, line: int, origin: str = "description") -> Iterator[_Said]:
    for raw in sentences_of(text):
        if raw.tokens:
            yield _Said(raw.text, line, origin, raw.tokens)


def _names(said: tuple[_Said, ...]) -> Iterator[str]:
    """What the ticket speaks of in the plural, or in quotation marks."""
    for sentence in said:
        for token in sentence.tokens:
            if token.is_literal or is_plural(token.lower):
                yield singular(token.lower)


def _read(said: tuple[_Said, ...], known: Known, names: frozenset[str]) -> list[tuple[Quote, Wished]]:
    found: list[tuple[Quote, Wished]] = []
    silent: set[str] = set()  # what wishes for nothing, and for nothing again
    for sentence in said:
        if sentence.text not in silent:
            story, call = _turns(sentence)
            if story is None and call is None:
                silent.add(sentence.text)
            found += [(sentence.quote, one) for one in _wished(sentence, story, call, known, names)]
    return found


def _turns(sentence: _Said) -> tuple[Story | None, Call | None]:
    """What the sentence tells that somebody wants to do, and what it asks to keep."""
    return story_in(sentence.tokens), call_in(sentence.tokens)


def _wished(
    sentence: _Said, story: Story | None, call: Call | None, known: Known, names: frozenset[str]
) -> Iterator[Wished]:
    told = wished_by(story, sentence.quote, known, names) if story is not None else None
    if told is not None:
        yield told
    elif call is not None:
        who = story.role if story is not None else call.subject
        yield from things_in(call, sentence.quote, known, owner=known.somebody(who) if who.is_named else None)


def _of_title(
    ticket: Ticket, body: tuple[_Said, ...], title: tuple[_Said, ...], known: Known
) -> list[tuple[Quote, Wished]]:
    """The thing of the title, where a sentence wants a table, or something kept, and names no thing itself."""
    entity = thing_titled(ticket.summary)
    asking = next((one for one in _once((*body, *title)) if names_no_table(one.tokens) or call_in(one.tokens)), None)
    if entity is None or asking is None or entity in known.live:
        return []
    call = call_in(asking.tokens)
    behind = call.told if call is not None else ()
    named = tuple(token for one in title for token in one.tokens)
    wished = things_in(Call(told=named), asking.quote, known, owner=next(known.all_in(behind), None))
    return [(asking.quote, one) for one in wished][:1]


def _merged(found: list[tuple[Quote, Wished]]) -> Wishes:
    """Each thing once, with what every sentence tells of it."""
    asks: dict[str, dict[str, Ask]] = {}
    for _, wished in found:
        of_it = asks.setdefault(wished.entity, {})
        for ask in wished.asks:
            of_it.setdefault(_key(ask), ask)
    told = tuple(ask for of_it in asks.values() for ask in of_it.values())
    return Wishes(asks=told, quotes=frozenset(quote for quote, _ in found))


def _key(ask: Ask) -> str:
    """What the ask is about, so that a second one of the same is left out."""
    about = [str(getattr(ask, name, "")) for name in ("attribute", "parent", "role", "values")]
    return " ".join((type(ask).__name__, *about))
