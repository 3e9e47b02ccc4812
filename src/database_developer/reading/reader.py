"""The whole reading: a ticket's passages, each by the form that knows it, settled into one request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from database_developer.model.request import Criterion, EntityAsk, Fate, LookupAsk, Question, Quote, Request, Sentence
from database_developer.model.ticket import Block, Code, Grid, Ticket
from database_developer.model.uncollected import uncollected
from database_developer.reading import plain_words, told_changes
from database_developer.reading.amending import Amender
from database_developer.reading.asking import has_work, questions_about
from database_developer.reading.correcting import corrections_of
from database_developer.reading.forms import FORMS
from database_developer.reading.forms.entries import features_in
from database_developer.reading.forms.list_titles import are_of_things, titled_by
from database_developer.reading.grammar.clauses import statements_of
from database_developer.reading.grammar.entries import belongs_to_the_one_before
from database_developer.reading.grammar.features import feature_of
from database_developer.reading.grammar.findings import (
    Act,
    Candidate,
    ColumnNamed,
    Finding,
    IndexesAnnounced,
    Listing,
    ManyOf,
    Mention,
    Tie,
)
from database_developer.reading.grammar.qualifiers import said_elsewhere, said_in_prose
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.table_words import orders_a_table
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.knowing import FirstReading, read_knowing
from database_developer.reading.origins import stamped
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section
from database_developer.reading.plain_words.reader import Heard
from database_developer.reading.related import learn_names
from database_developer.reading.safety import is_safe_condition
from database_developer.reading.scene import Scene
from database_developer.reading.settling import Settled, settled
from database_developer.reading.sources import Sources, sources_of
from database_developer.reading.strangers import others_asked
from database_developer.reading.superseding import Superseded, in_time
from database_developer.reading.titles import read_title
from database_developer.reading.topics import phrases_in
from database_developer.reading.transfers import reader as transfers
from database_developer.reading.vocabulary import Vocabulary

# What is worked out once for each text, and let go when the ticket is read.
_KEPT = (
    tokenized,
    sentences_of,
    statements_of,
    orders_a_table,
    corrections_of,
    feature_of,
    belongs_to_the_one_before,
    said_in_prose,
    said_elsewhere,
    features_in,
    phrases_in,
)
# Remarks that ask for nothing by themselves.
_ASIDES = (Mention, Candidate, Act, ColumnNamed, IndexesAnnounced, Tie, ManyOf)
_UNREAD = {Section.OUT_OF_SCOPE: Fate.OUT_OF_SCOPE, Section.BACKGROUND: Fate.CONTEXT}


@dataclass(kw_only=True, slots=True)
class _Gathered:
    """Everything the passages yielded, in order."""

    findings: list[Finding] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    sentences: list[ReadSentence] = field(default_factory=list)
    ranks: dict[Quote, int] = field(default_factory=dict)
    by: dict[Quote, Quote] = field(default_factory=dict)

    def add(self, outcome: Outcome, rank: int = 0) -> None:
        if rank:
            self.ranks.update((finding.quote, rank) for finding in outcome.findings)
        self.findings.extend(outcome.findings)
        self.criteria.extend(outcome.criteria)
        self.questions.extend(outcome.questions)
        self.sentences.extend(outcome.sentences)


def read(ticket: Ticket, vocabulary: Vocabulary) -> Request:
    """What the ticket asks for. StatementRefused where its SQL holds what may not be run.

    A ticket that speaks of live tables by other words is read once more, with these words known.
    """
    with uncollected(), _forgetting():
        return read_knowing(lambda known, told: _read_once(ticket, known, told), vocabulary, ticket.summary)


def _read_once(ticket: Ticket, vocabulary: Vocabulary, told: frozenset[Quote]) -> FirstReading:
    """The request, with ``told`` as sentences whose use is known already.

    Where sentences tell together of values that move, they are read so, unless each by itself tells it already.
    Acceptance criteria are orders only where the ticket orders nothing else.
    """
    sources, alone = sources_of(ticket), transfers.Transfers()
    together = transfers.read(ticket.summary, sources.passages, Scene(vocabulary))
    plain = _read_with(ticket, sources, Scene(vocabulary), told, alone)
    if together.places and not transfers.is_told(together, plain.request):
        return _read_with(ticket, sources, Scene(vocabulary), told, together)
    if has_work(plain.request.asks) or not any(it.section is Section.CRITERIA for it in sources.passages):
        return plain
    by_criteria = _read_with(ticket, sources, Scene(vocabulary, reads_criteria=True), told, alone)
    return by_criteria if has_work(by_criteria.request.asks) else plain


def _read_with(
    ticket: Ticket, sources: Sources, scene: Scene, told: frozenset[Quote], together: transfers.Transfers
) -> FirstReading:
    vocabulary = scene.vocabulary
    scene.together, scene.title = together.places, ticket.summary
    learn_names(sources.context, scene, _read)
    gathered = _gathered(ticket, sources, scene)
    gathered.add(Outcome(questions=together.questions))
    origin = ticket.origin or ticket.key
    timely = in_time([_with_safe_sample(finding, origin) for finding in gathered.findings], gathered.ranks)
    result = _with_plain_words(ticket, gathered, timely, settled(timely.findings, scene), scene)
    by = gathered.by | timely.by
    told |= {criterion.quote for criterion in gathered.criteria}
    judged = [_judged(sentence, result, by, sources.mentioned, told) for sentence in gathered.sentences]
    sentences = tuple(_with_what_it_announces(one, judged[at + 1 : at + 2]) for at, one in enumerate(judged))
    unread = (replace(question, blocking=not has_work(result.asks)) for question in sources.questions)
    asked = (*gathered.questions, *timely.questions, *unread)
    questions = questions_about(ticket, vocabulary, result.asks, sentences, asked)
    others = others_asked(sources, scene, _read, is_alone=not has_work(result.asks))
    request = Request(
        ticket=ticket.key,
        asks=result.asks,
        criteria=tuple(gathered.criteria),
        questions=(*asked, *questions, *others.questions),
        sentences=(*sentences, *others.sentences),
    )
    return FirstReading(request=request, ordered=frozenset(_ordered(gathered.findings)))


def _with_plain_words(
    ticket: Ticket, gathered: _Gathered, timely: Superseded, result: Settled, scene: Scene
) -> Settled:
    """With what the sentences that no rule has read want of standing tables."""
    is_read = {one.quote for one in timely.findings if one.quote in result.used and not isinstance(one, _ASIDES)}
    is_read |= gathered.by.keys() | timely.by.keys()
    findings = plain_words.read(_heard(ticket, gathered, is_read), tuple(timely.findings), scene)
    return result if findings == tuple(timely.findings) else settled(findings, scene)


def _heard(ticket: Ticket, gathered: _Gathered, is_read: set[Quote]) -> Iterator[Heard]:
    """The title and the sentences that may order anything, with whether a rule has read them."""
    for raw in sentences_of(ticket.summary):
        quote = Quote(text=raw.text, line=1, origin="summary")
        yield Heard(quote=quote, is_read=quote in is_read, is_title=True)
    for sentence in gathered.sentences:
        if sentence.fate is None:
            yield Heard(quote=sentence.quote, is_read=sentence.quote in is_read)


def _ordered(findings: list[Finding]) -> Iterator[str]:
    """The things that the ticket orders to be made, or names in code: they are not meant by other words."""
    for finding in findings:
        if isinstance(finding, EntityAsk) or (isinstance(finding, Mention) and _is_made(finding)):
            yield finding.entity


def _is_made(mention: Mention) -> bool:
    """ "`customers`", "Create a customers table": a name in code, or an order to make a table."""
    return bool(mention.table) or (not mention.exists and orders_a_table(mention.quote.text))


@contextmanager
def _forgetting() -> Iterator[None]:
    """The ticket's sentences are kept while it is read, and not behind it."""
    try:
        yield
    finally:
        for kept in _KEPT:
            kept.cache_clear()


def _gathered(ticket: Ticket, sources: Sources, scene: Scene) -> _Gathered:
    gathered = _Gathered()
    if not scene.together:
        gathered.add(read_title(ticket, scene))
    scene.tells_tables = scene.tells_tables or are_of_things(sources.passages)
    amender = Amender(findings=gathered.findings, by=gathered.by, ranks=gathered.ranks)
    waiting = list(reversed(sources.passages))
    while waiting:
        passage, corrections = amender.read(waiting.pop(), scene)
        gathered.add(corrections)
        if passage is not None:
            outcome = stamped(_read(passage, scene), passage)
            gathered.add(outcome, passage.source.rank)
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
            if outcome is not None and not _hands_back(outcome, passage):
                return outcome
    return _unknown(passage.block, unread or Fate.CONTEXT)


def _hands_back(outcome: Outcome, passage: Passage) -> bool:
    """Whether the form leaves to others all that it was given; read again, it would do so for ever."""
    return any(inner.block == passage.block for inner in outcome.inner)


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


def _with_what_it_announces(sentence: Sentence, following: list[Sentence]) -> Sentence:
    """ "We need a table for the guests:" is used where the list below it is."""
    is_lead = sentence.fate is Fate.NOT_UNDERSTOOD and titled_by(sentence.quote.text) is not None
    is_used = is_lead and sentence.quote.text.endswith(":") and [one.fate for one in following] == [Fate.USED]
    return replace(sentence, fate=Fate.USED) if is_used else sentence


def _judged(
    sentence: ReadSentence,
    result: Settled,
    by: Mapping[Quote, Quote],
    mentioned: frozenset[str],
    told: frozenset[Quote],
) -> Sentence:
    """What became of the sentence; one of which nothing is left but what a later one says instead is superseded."""
    quote = sentence.quote
    fate = Fate.USED if quote in told else sentence.fate
    if fate is None:
        is_missed = sentence.lists_facts and any(isinstance(ask, EntityAsk) for ask in result.asks)
        unused = Fate.NOT_UNDERSTOOD if sentence.is_demand or is_missed else Fate.CONTEXT
        fate = Fate.USED if quote in result.used or quote.text in mentioned else unused
    if quote in by and all(ask.quote != quote for ask in result.asks):
        fate = Fate.SUPERSEDED
    return Sentence(quote=quote, fate=fate, by=by.get(quote))
