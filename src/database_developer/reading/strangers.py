"""Comments of people who may not change what is asked: what they ask for is a question to those who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from database_developer.errors import StatementRefused
from database_developer.model.request import Fate, Question, Quote, Sentence
from database_developer.model.ticket import Code, Comment
from database_developer.reading.grammar.findings import Candidate, Described, Finding, Mention
from database_developer.reading.origins import stamped
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.sources import Sources

Reader = Callable[[Passage, Scene], Outcome]

_MOST_ASKED = 20  # comments; behind those nobody reads on
_LONGEST = 160
_REMARKS = Mention | Candidate | Described


@dataclass(frozen=True, kw_only=True, slots=True)
class Others:
    """Questions about what others wrote, and what became of what is not read as a demand."""

    questions: tuple[Question, ...]
    sentences: tuple[Sentence, ...]


def others_asked(sources: Sources, scene: Scene, read: Reader, *, is_alone: bool) -> Others:
    """A question for each of their comments that asks for anything, and what is read of no one else.

    The questions stop the work where nothing else is asked (``is_alone``).
    """
    apart = deepcopy(scene) if sources.strangers else scene
    questions: list[Question] = []
    sentences: list[Sentence] = []
    for number, (comment, passages) in enumerate(sources.strangers):
        told = [one for passage in passages for one in _read(passage, apart, read)]
        sentences += (Sentence(quote=quote, fate=Fate.CONTEXT) for quote, _ in told)
        asks = [quote for quote, is_asking in told if is_asking]
        questions += [_question(comment, asks[0])] if asks and number < _MOST_ASKED else []
    return Others(
        questions=tuple(replace(question, blocking=is_alone) for question in questions),
        sentences=(*sources.sentences, *sentences),
    )


def _read(passage: Passage, scene: Scene, read: Reader) -> Iterator[tuple[Quote, bool]]:
    """The sentences of a passage, and whether they ask for anything; SQL that may not be run asks too."""
    waiting = [passage]
    while waiting:
        one = waiting.pop()
        try:
            outcome = stamped(read(one, scene), one)
        except StatementRefused:
            line, origin = one.block.line, one.source.origin
            text = " ".join(one.block.text.split()) if isinstance(one.block, Code) else "SQL that may not be run"
            yield Quote(text=text, line=line, origin=origin), True
            continue
        asked = {finding.quote for finding in outcome.findings if _is_work(finding)}
        for sentence in outcome.sentences:
            yield sentence.quote, sentence.quote in asked or sentence.is_demand
        waiting.extend(reversed(outcome.inner))


def _is_work(finding: Finding) -> bool:
    return not isinstance(finding, _REMARKS)


def _question(comment: Comment, quote: Quote) -> Question:
    said = quote.text if len(quote.text) <= _LONGEST else quote.text[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return Question(
        id=f"comment-{comment.id}",
        text=f'{comment.origin} asks "{said}": do it?',
        proposals=(f"yes, read comment {comment.id} as part of the ticket", "no"),
        meanings=(f"Comment {comment.id} is agreed.", ""),
        quote=quote,
    )
