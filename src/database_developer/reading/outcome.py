"""What a form of text yields from one passage."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Criterion, Fate, Question, Quote
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.passages import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSentence:
    """A sentence that has been read; ``fate`` None until it is known whether anything came of it."""

    quote: Quote
    fate: Fate | None = None
    is_demand: bool = False
    lists_facts: bool = False  # although nothing came of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Findings, criteria and questions of a passage, its sentences, and passages inside it still to be read."""

    findings: tuple[Finding, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()
    sentences: tuple[ReadSentence, ...] = ()
    inner: tuple[Passage, ...] = ()
