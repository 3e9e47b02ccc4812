"""The whole reading: a ticket's passages, each by the form that knows it, settled into one request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.request import Criterion, EntityAsk, Fate, LookupAsk, Question, Quote, Request, Sentence
from database_developer.model.ticket import Block, Code, Grid, Ticket
from database_developer.reading import told_changes
from database_developer.reading.asking import questions_about
from database_developer.reading.forms import FORMS
from database_developer.reading.grammar.clauses import statements_of
from database_developer.reading.grammar.findings import Finding, Listing, Mention
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.knowing import FirstReading, read_knowing
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section, passages_of
from database_developer.reading.safety import is_safe_condition
from database_developer.reading.scene import Scene
from database_developer.reading.settling import Settled, settled
from database_developer.reading.titles import read_title
from database_developer.reading.vocabulary import Vocabulary
from database_developer.reading.waiting import questions_about_moves

_UNREAD = {Section.OUT_OF_SCOPE: Fate.OUT_OF_SCOPE, Section.BACKGROUND: Fate.CONTEXT}


@dataclass(kw_only=True, slots=True)
class _Gathered:
    """Everything the passages yielded, in order."""

    findings: list[Finding] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    sentences: list[ReadSentence] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.findings.extend(outcome.findings)
        self.criteria.extend(outcome.criteria)
        self.questions.extend(outcome.questions)
        self.sentences.extend(outcome.sentences)


def read(ticket: Ticket, vocabulary: Vocabulary) -> Request:
    """What the ticket asks for. StatementRefused where its SQL holds what may not be run.

    A ticket that speaks of live tables by other words is read once more, with these words known.
    """
    try:
        return read_knowing(lambda known, told: _read_once(ticket, known, told), vocabulary, ticket.summary)
    finally:
        _let_go()


def _read_once(ticket: Ticket, vocabulary: Vocabulary, told: frozenset[Quote]) -> FirstReading:
    """The request, with ``told`` as sentences whose use is known already."""
    scene = Scene(vocabulary)
    gathered = _gathered(ticket, scene)
    origin = ticket.origin or ticket.key
    result = settled((_with_safe_sample(finding, origin) for finding in gathered.findings), scene)
    sentences = tuple(_judged(sentence, result, told) for sentence in gathered.sentences)
    questions = questions_about(ticket, result.asks, sentences, tuple(gathered.questions))
    request = Request(
        ticket=ticket.key,
        asks=result.asks,
        criteria=tuple(gathered.criteria),
        questions=(*gathered.questions, *questions, *questions_about_moves(result.asks)),
        sentences=sentences,
    )
    return FirstReading(request=request, ordered=frozenset(_ordered(gathered.findings)))


def _ordered(findings: list[Finding]) -> Iterator[str]:
    """The things that the ticket orders to be made, or names in code: they are not meant by other words."""
    for finding in findings:
        if isinstance(finding, EntityAsk) or (isinstance(finding, Mention) and finding.table):
            yield finding.entity


def _let_go() -> None:
    """The ticket's sentences are not kept behind its reading."""
    for kept in (tokenized, sentences_of, statements_of):
        kept.cache_clear()


def _gathered(ticket: Ticket, scene: Scene) -> _Gathered:
    gathered = _Gathered()
    gathered.add(read_title(ticket, scene))
    waiting = list(reversed(list(passages_of(ticket))))
    while waiting:
        outcome = _read(waiting.pop(), scene)
        gathered.add(outcome)
        waiting.extend(reversed(outcome.inner))
    return gathered


def _read(passage: Passage, scene: Scene) -> Outcome:
    """The passage by the first form that knows it; what none knows is context."""
    unread = _UNREAD.get(passage.section)
    changes = told_changes.read(passage, scene)
    if changes is not None:
        return changes
    if unread is None or not isinstance(passage.block, Code | Grid):
        for form in FORMS:
            outcome = form(passage, scene)
            if outcome is not None:
                return outcome
    return _unknown(passage.block, unread or Fate.CONTEXT)


def _unknown(block: Block, fate: Fate) -> Outcome:
    match block:
        case Code() if block.text.strip():
            return Outcome(sentences=(ReadSentence(quote=Quote(text=block.text.strip(), line=block.line), fate=fate),))
        case Grid():
            quotes = (
                Quote(text=" | ".join(row), line=block.line + 2 + number) for number, row in enumerate(block.rows)
            )
            return Outcome(sentences=tuple(ReadSentence(quote=quote, fate=fate) for quote in quotes))
    return Outcome()


def _with_safe_sample(finding: Finding, origin: str) -> Finding:
    """A fragment of SQL given as an example is kept only if it is a condition that may be run."""
    if not isinstance(finding, Listing) or finding.lookup.sample is None:
        return finding
    if is_safe_condition(finding.lookup.sample, line=finding.quote.line, origin=origin):
        return finding
    lookup: LookupAsk = replace(finding.lookup, sample=None)
    return replace(finding, lookup=lookup)


def _judged(sentence: ReadSentence, result: Settled, told: frozenset[Quote]) -> Sentence:
    fate = Fate.USED if sentence.quote in told else sentence.fate
    if fate is None:
        unused = Fate.NOT_UNDERSTOOD if sentence.is_demand else Fate.CONTEXT
        fate = Fate.USED if sentence.quote in result.used else unused
    return Sentence(quote=sentence.quote, fate=fate)
