"""Reading with other words for the live tables known: what is clear is taken, what is nearly so is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.quote import Match
from database_developer.model.request import Ask, EntityAsk, Fate, Question, Quote, Request
from database_developer.reading.grammar import lexicon
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.live_tables import Meant, is_only_ending, tables_meant
from database_developer.reading.scene import words_of
from database_developer.reading.told_tables import ToldTables, told_tables, with_columns
from database_developer.reading.vocabulary import Vocabulary

_ORDERS = [[verb] for verb in (*lexicon.ADD, *lexicon.CHANGE, *lexicon.RENAME, *lexicon.DELETE)]
_THINGS = ("entity", "child", "parent", "joined_by", "source", "target")


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstReading:
    """A request, and the things that its ticket orders to be made."""

    request: Request
    ordered: frozenset[str]


ReadOnce = Callable[[Vocabulary, frozenset[Quote]], FirstReading]


def read_knowing(read_once: ReadOnce, vocabulary: Vocabulary, summary: str) -> Request:
    """The request of a ticket, read as often as words for live tables come to be known: three times at most."""
    first = read_once(vocabulary, frozenset())
    if not vocabulary.tables:
        return first.request
    quotes = tuple(_quotes(first.request, summary))
    told = told_tables(quotes, vocabulary.tables)
    if told.quotes:
        vocabulary = replace(vocabulary.calling(told.aliases), new=told.new)
        first = read_once(vocabulary, frozenset(told.quotes.values()))
    meant = tables_meant(quotes, first.request.asks, first.ordered, vocabulary)
    may_order = any(map(_may_order, quotes))
    return _told_columns(_Knowing(read_once, vocabulary, told, meant, may_order=may_order).read(first.request))


def _quotes(request: Request, summary: str) -> Iterator[Quote]:
    yield Quote(text=summary, line=1, origin="summary")
    yield from (sentence.quote for sentence in request.sentences if sentence.fate is not Fate.OUT_OF_SCOPE)


def _told_columns(request: Request) -> Request:
    """The request with the columns that sentences tell for attributes; these sentences ask for nothing else."""
    asks, used = with_columns(request.asks, (sentence.quote for sentence in request.sentences))
    sentences = tuple(replace(it, fate=Fate.USED) if it.quote in used else it for it in request.sentences)
    questions = tuple(it for it in request.questions if it.quote not in used)
    return replace(request, asks=asks, sentences=sentences, questions=questions)


class _Knowing:
    """What is known of words for tables, and how the ticket is read with it."""

    def __init__(
        self, read_once: ReadOnce, vocabulary: Vocabulary, told: ToldTables, meant: Meant, *, may_order: bool
    ) -> None:
        self.read_once = read_once
        self.vocabulary = vocabulary
        self.told = told
        self.meant = meant
        self.may_order = may_order

    def read(self, first: Request) -> Request:
        """The ticket with the clear words known; with a question where what is asked hangs on a word that is not."""
        clear = {name: match.table for name, match in self.meant.sure.items()}
        request = self._with(clear) if clear else first
        doubtful = {name: found[0].table for name, found in self.meant.near.items() if not is_only_ending(found[0])}
        is_tried = doubtful and not request.asks and self.may_order
        tried = self._ordered_with(clear | doubtful) if is_tried else request
        asked = [*self._doubts(tried, doubtful), *self._endings(tried)]
        request = tried if asked else request
        questions = tuple(_question(found) for found in asked)
        matches = tuple(self._matches(_things(request.asks)))
        return replace(request, questions=(*questions, *request.questions), matches=matches)

    def _with(self, aliases: dict[str, str]) -> Request:
        return self.read_once(self.vocabulary.calling(aliases), frozenset(self.told.quotes.values())).request

    def _ordered_with(self, aliases: dict[str, str]) -> Request:
        """As much as is ordered of the live tables: more must not be read out of words that are not clear."""
        request = self._with(aliases)
        return replace(request, asks=tuple(ask for ask in request.asks if _is_order(ask.quote)))

    def _doubts(self, request: Request, names: Iterable[str]) -> Iterator[tuple[Match, ...]]:
        """The near matches of things that something is asked about."""
        things = _things(request.asks)
        yield from (self.meant.near[name] for name in names if name in things)

    def _endings(self, request: Request) -> Iterator[tuple[Match, ...]]:
        """The words that several tables' names end with, where one was taken without the ticket naming it."""
        things = _things(request.asks)
        made = {ask.entity for ask in request.asks if isinstance(ask, EntityAsk)}
        for name, found in self.meant.near.items():
            ending = tuple(match for match in found if is_only_ending(match))
            is_used = any(_entity_of(match.table) in things for match in ending)
            is_told = any(thing.endswith(f" {name}") for thing in made) or self._names_one(ending)
            if len(ending) > 1 and is_used and not is_told:
                yield ending

    def _names_one(self, found: tuple[Match, ...]) -> bool:
        """Whether the ticket says one of the tables' names in full."""
        return any(_entity_of(match.table) in self.meant.spoken_of for match in found)

    def _matches(self, things: frozenset[str]) -> Iterator[Match]:
        for name, table in self.told.aliases.items():
            if name in things:
                quote = self.told.quotes[name]
                yield Match(entity=name, table=table, score=1.0, why="the ticket says so", quote=quote)
        yield from (match for name, match in self.meant.sure.items() if name in things)
        for found in self.meant.near.values():
            entity = _entity_of(found[0].table)
            if is_only_ending(found[0]) and entity in things and not self._names_one(found):
                yield replace(found[0], entity=entity, why=f'"{found[0].entity}" is said, and {found[0].why}')


def _things(asks: tuple[Ask, ...]) -> frozenset[str]:
    """Everything that something is asked about."""
    return frozenset(thing for ask in asks for field in _THINGS if (thing := getattr(ask, field, None)))


def _is_order(quote: Quote) -> bool:
    """Whether the sentence begins as one tells somebody what to do."""
    return quote.text.lower().split()[:1] in _ORDERS


def _may_order(quote: Quote) -> bool:
    """Whether any part of it, if it is code or a row, may begin so."""
    return _is_order(quote) or "\n" in quote.text or "|" in quote.text


def _entity_of(table: str) -> str:
    return " ".join(singular_phrase(words_of(table)))


def _question(found: tuple[Match, ...]) -> Question:
    """Which table is meant, with each that may be and a new one."""
    name = found[0].entity
    return Question(
        id=f"table-for-{name.replace(' ', '-')}",
        text=f'which table does the ticket mean by "{name}"?',
        proposals=(*(f"the live table {it.table}: {it.why}, score {it.score:.2f}" for it in found), "a new table"),
        meanings=(*(f'"{name}" means the live table {it.table}.' for it in found), f'"{name}" is a new table.'),
        quote=found[0].quote,
    )
