"""From each sentence of the ticket to what it gave rise to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.design import Design
from database_developer.model.request import (
    Ask,
    Fate,
    LatencyAsk,
    LivenessAsk,
    Quote,
    Request,
    Sentence,
    UnconstrainAsk,
    VolumeAsk,
)

_OTHER_ENDS: tuple[tuple[type, str], ...] = (
    (VolumeAsk, "how many rows are expected"),
    (LatencyAsk, "how fast queries must be"),
    (LivenessAsk, "what must go on while it is rolled out"),
    (UnconstrainAsk, "what is taken away"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """A sentence, its fate, and the objects (and other things) it gave rise to, as they are addressed."""

    line: int
    text: str
    fate: Fate
    gave: tuple[str, ...] = ()


def traces(request: Request, design: Design | None) -> tuple[Trace, ...]:
    """Every sentence in the order of the ticket; without a design nothing has come of it yet."""
    return tuple(
        Trace(
            line=it.quote.line,
            text=" ".join(it.quote.text.split()),
            fate=it.fate,
            gave=tuple(dict.fromkeys(_gave(it, request, design)))
            if design is not None and it.fate is Fate.USED
            else (),
        )
        for it in request.sentences
    )


def _gave(sentence: Sentence, request: Request, design: Design) -> Iterator[str]:
    """Objects first, then queries, rows that are filled, and what is no object."""
    for decision in design.decisions:
        if _is_of(sentence, decision.quote):
            yield str(decision.address)
    yield from (f"query {query.id}" for query in design.queries if _is_of(sentence, query.quote))
    for filling in design.fillings:
        if _is_of(sentence, filling.quote):
            yield f"existing rows of {filling.table}.{filling.column}"
    if any(_is_of(sentence, criterion.quote) for criterion in request.criteria):
        yield "an acceptance criterion"
    yield from (words for ask in request.asks if _is_of(sentence, ask.quote) and (words := _other_end(ask)))


def _other_end(ask: Ask) -> str:
    return next((words for kind, words in _OTHER_ENDS if isinstance(ask, kind)), "")


def _is_of(sentence: Sentence, quote: Quote | None) -> bool:
    """Whether the quoted words are the sentence's, or a part of it."""
    return (
        quote is not None
        and (quote.line, quote.origin) == (sentence.quote.line, sentence.quote.origin)
        and (quote.text in sentence.quote.text or sentence.quote.text in quote.text)
    )
