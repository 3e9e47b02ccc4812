"""Marks what a form has read with the place it is from: every quote, and the ids of its questions."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from database_developer.model.request import Fate, Question, Quote
from database_developer.model.ticket import Code
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import DESCRIPTION, Passage, Source

_LONGEST_QUOTE = 500  # letters of an attachment; the rest is data
_Value = TypeVar("_Value")


def stamped(outcome: Outcome, passage: Passage) -> Outcome:
    """The outcome with the passage's source on all that came of it; code in a file that came to nothing is told."""
    if passage.source == DESCRIPTION:
        return outcome
    if passage.source.file and isinstance(passage.block, Code) and not outcome.findings and not outcome.questions:
        return Outcome(sentences=(_unread(passage.source),))
    return Outcome(
        findings=marked(outcome.findings, passage.source),
        criteria=marked(outcome.criteria, passage.source),
        questions=tuple(_own(question, passage.source) for question in marked(outcome.questions, passage.source)),
        sentences=marked(outcome.sentences, passage.source),
        inner=tuple(replace(inner, source=passage.source) for inner in outcome.inner),
    )


def marked(value: _Value, source: Source) -> _Value:
    """The value with this origin on every quote inside it."""
    return cast("_Value", _marked(value, source))


def _marked(value: object, source: Source) -> object:
    if isinstance(value, Quote):
        return replace(value, origin=source.origin, text=_shortened(value.text) if source.file else value.text)
    if isinstance(value, tuple):
        return tuple(_marked(member, source) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _with_marked_members(value, source)
    return value


def _with_marked_members(value: Any, source: Source) -> object:
    members = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: _marked(member, source) for name, member in members.items() if isinstance(member, tuple | Quote)}
    inner = {name: _marked(member, source) for name, member in members.items() if is_dataclass(member)}
    return replace(value, **changed | inner)


def _own(question: Question, source: Source) -> Question:
    """Lines are counted anew in every source, and questions are named by their lines."""
    return replace(question, id=f"{question.id}-{re.sub(r'[^a-z0-9]+', '-', source.origin.lower()).strip('-')}")


def _unread(source: Source) -> ReadSentence:
    quote = Quote(text=f"the attachment {source.file}", line=1, origin=source.origin)
    return ReadSentence(quote=quote, fate=Fate.NOT_UNDERSTOOD)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + " ..."
