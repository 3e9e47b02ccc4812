"""Questions back to the writer of a ticket that says too little to build on."""

from __future__ import annotations

from collections.abc import Iterator

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
    Sentence,
    VolumeAsk,
)
from database_developer.model.ticket import Ticket
from database_developer.reading.assuming import assumed
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import text_of
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.proposing import REPORTS, Proposal, from_related, from_schema, tables_there
from database_developer.reading.vocabulary import Vocabulary

ASSUME = "What is usual may be assumed."
_MOST_NAMES = 6
_SLOW = lexicon.words("slow slower faster performance speed timeout timeouts optimize optimise improve better")


def questions_about(
    ticket: Ticket,
    vocabulary: Vocabulary,
    asks: tuple[Ask, ...],
    sentences: tuple[Sentence, ...],
    asked: tuple[Question, ...],
) -> tuple[Question, ...]:
    """What must be known before anything can be built, and what was not understood of the rest.

    ``asked`` are the questions there are already; what they quote is not asked about again.
    """
    quoted = {question.quote for question in asked}
    unclear = [
        sentence.quote
        for sentence in sentences
        if sentence.fate is Fate.NOT_UNDERSTOOD and sentence.quote not in quoted
    ]
    if has_work(asks) or asked:
        return tuple(_unclear(unclear, blocking=not has_work(asks)))
    usual = assumed(ticket, Request(ticket=ticket.key, asks=asks), vocabulary).asks[len(asks) :]
    missing = _missing(ticket, vocabulary, unclear, sentences, usual)
    return (*missing, *_unclear(unclear[1:], blocking=True))


def has_work(asks: tuple[Ask, ...]) -> bool:
    """Whether anything is asked that changes the database."""
    return any(not isinstance(ask, VolumeAsk | LatencyAsk | LivenessAsk) for ask in asks)


def _unclear(quotes: list[Quote], *, blocking: bool) -> Iterator[Question]:
    for number, quote in enumerate(quotes, start=1):
        text = f'what should the database do for "{_shortened(quote.text)}"?'
        yield Question(id=f"sentence-{number}-line-{quote.line}", text=text, blocking=blocking, quote=quote)


def _missing(
    ticket: Ticket,
    vocabulary: Vocabulary,
    unclear: list[Quote],
    sentences: tuple[Sentence, ...],
    usual: tuple[Ask, ...],
) -> Iterator[Question]:
    """Which tables, and where nothing tells that tables are meant, which queries, which problem; in its own words.

    ``usual`` is what would be assumed.
    """
    summary = Quote(text=ticket.summary, line=1, origin="summary")
    texts = [*unclear, summary, *(sentence.quote for sentence in sentences)]
    said = next((quote for quote in texts if quote.text), summary)
    there = tables_there(ticket, vocabulary)
    text = f'which tables and columns does "{_shortened(said.text)}" mean, and what should each of them hold{there}?'
    yield _question("which-tables", text, [_LISTED, *_usual(ticket, usual)], said)
    if usual:
        return
    yield _about(texts, REPORTS, "which-queries", _REPORTS_ASKED, [*from_related(ticket), _SQL])
    yield _about(texts, _SLOW, "which-problem", _PROBLEM_ASKED, [*from_schema(ticket, vocabulary), _EXAMPLE])


def _usual(ticket: Ticket, usual: tuple[Ask, ...]) -> Iterator[Proposal]:
    """That what is usual may be assumed, where the ticket names at least one thing: what that would be."""
    names = [ask.entity for ask in usual if isinstance(ask, EntityAsk)]
    if names:
        shown = ", ".join(_told(name, usual) for name in names[:_MOST_NAMES])
        more = " and others" if len(names) > _MOST_NAMES else ""
        yield Proposal(text=f"assume what is usual, {shown}{more}: dbd {ticket.key} --assume", meaning=ASSUME)


def _told(entity: str, asks: tuple[Ask, ...]) -> str:
    """The thing with what would be kept of it: "visit (member, visited at)"."""
    parents = [ask.role or ask.parent for ask in asks if isinstance(ask, RelationAsk) and ask.child == entity]
    facts = [ask.attribute for ask in asks if isinstance(ask, AttributeAsk) and ask.entity == entity]
    return f"{entity} ({', '.join((*parents, *facts))})"


def _about(texts: list[Quote], words: frozenset[str], question: str, ask: str, proposals: list[Proposal]) -> Question:
    """A question that repeats the ticket's phrase for what it asks about, if there is one."""
    for quote in texts:
        phrase = _phrase_with(tokenized(quote.text), words)
        if phrase:
            return _question(question, f'{ask} ("{phrase}")?', proposals, quote)
    return _question(question, f"{ask}?", proposals, None)


def _question(question: str, text: str, proposals: list[Proposal], quote: Quote | None) -> Question:
    return Question(
        id=question,
        text=text,
        proposals=tuple(one.text for one in proposals),
        meanings=tuple(one.meaning for one in proposals),
        quote=quote,
    )


_REPORTS_ASKED = "which reports or queries must the database answer"
_PROBLEM_ASKED = "which problem is there today: what is slow, wrong or missing"
_LISTED = Proposal(text="list each table with its columns, their types and which are required")
_SQL = Proposal(text="give each as SQL, or say what is looked up, by what, and in which order")
_EXAMPLE = Proposal(text="give a slow query with its time, or an example of a wrong row")


def _phrase_with(tokens: tuple[Token, ...], words: frozenset[str]) -> str:
    """The noun phrase that holds one of the words, else the few words around it."""
    if words.isdisjoint(token.lower for token in tokens):
        return ""
    for index in range(len(tokens)):
        phrase = noun_phrase(tokens, index)
        if len(phrase.words) > 1 and words & set(phrase.words):
            return text_of(tokens[index : index + phrase.length])
        if tokens[index].is_in(words):
            return text_of(tokens[max(0, index - 3) : index + 4]).rstrip(" .!?")
    return ""


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " ..."
