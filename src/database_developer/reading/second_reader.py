"""Takes in what a second reader, a language model, finds in the sentences that no rule used.

What the rules read is certain: nothing said here takes the place of it. Where the two differ, and where something
that stands would go away, it becomes a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from database_developer.model.request import Ask, EntityAsk, Fate, LatencyAsk, LivenessAsk, Question, Request, VolumeAsk
from database_developer.reading.second_names import Names, entities_of
from database_developer.reading.second_opinion import Opinion, opinion_of
from database_developer.reading.second_wording import question_about
from database_developer.reading.vocabulary import Vocabulary

UNREAD = (Fate.CONTEXT, Fate.NOT_UNDERSTOOD)
NO_WORK = (VolumeAsk, LatencyAsk, LivenessAsk)


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondReading:
    """The request with what was taken in; how many asks became part of it, became questions, or were left out."""

    request: Request
    added: int = 0
    asked: int = 0
    left_out: int = 0


@dataclass(kw_only=True, slots=True)
class _Taken:
    """What has been taken in so far, beside what the rules read."""

    asks: list[Ask] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    left_out: int = 0


def second_read(request: Request, found: Iterable[Ask], vocabulary: Vocabulary) -> SecondReading:
    """The request with those of the ``found`` asks that quote a sentence which no rule used."""
    open_quotes = {it.quote for it in request.sentences if it.fate in UNREAD}
    names = Names(request.asks, vocabulary)
    taken = _Taken()
    for ask in sorted(found, key=lambda one: not isinstance(one, EntityAsk)):
        named = names.fitted(ask)
        if replace(named.quote, assumed="") not in open_quotes:
            taken.left_out += 1
        else:
            _take(named, request, names, taken)
    kept = [ask for ask in taken.asks if all(map(names.knows, entities_of(ask)))]
    left_out = taken.left_out + len(taken.asks) - len(kept)
    return SecondReading(
        request=_joined(request, kept, taken.questions),
        added=len(kept),
        asked=len(taken.questions),
        left_out=left_out,
    )


def _take(ask: Ask, request: Request, names: Names, taken: _Taken) -> None:
    opinion, other = opinion_of(ask, (*request.asks, *taken.asks), names)
    if opinion is Opinion.NEW:
        names.learn(ask)
        taken.asks.append(ask)
    elif opinion is Opinion.KNOWN:
        taken.left_out += 1
    else:
        question = question_about(ask, other)
        taken.questions.setdefault(question.id, question)


def _joined(request: Request, asks: list[Ask], questions: Mapping[str, Question]) -> Request:
    """All asks together; what is answered by that, or asked otherwise now, is not asked any more."""
    used = {replace(ask.quote, assumed="") for ask in asks}
    spoken = used | {one.quote for one in questions.values()}
    has_work = any(not isinstance(ask, NO_WORK) for ask in (*request.asks, *asks))
    kept = (_softened(it, has_work=has_work) for it in request.questions if not _is_settled(it, spoken, has_work))
    sentences = tuple(replace(it, fate=Fate.USED) if it.quote in used else it for it in request.sentences)
    return replace(
        request,
        asks=(*request.asks, *asks),
        questions=(*kept, *questions.values()),
        sentences=sentences,
    )


def _is_settled(question: Question, spoken: Iterable[object], has_work: bool) -> bool:
    if question.id.startswith("sentence-"):
        return question.quote in spoken
    return has_work and question.id.startswith("which-")


def _softened(question: Question, *, has_work: bool) -> Question:
    """A single sentence stops the work only where there is no other."""
    is_single = question.id.startswith("sentence-")
    return replace(question, blocking=False) if is_single and has_work else question
