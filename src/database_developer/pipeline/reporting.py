"""What a run tells the ticket and leaves in the project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace

import database_developer
from database_developer.errors import DatabaseDeveloperError, NoPlan, ProofFailed, QuestionsOpen
from database_developer.model.design import Decision, Design
from database_developer.model.errand import Move, Say, Stage
from database_developer.model.inflection import counted
from database_developer.model.proof import Proof
from database_developer.model.publication import Publication
from database_developer.model.request import Question
from database_developer.pipeline.answers import remember_questions, waited_for
from database_developer.pipeline.files import digest, ensure_ours, is_ours, sweep_unfinished, write_whole
from database_developer.pipeline.outcome import Outcome
from database_developer.pipeline.run_folder import State
from database_developer.pipeline.seals import sealed
from database_developer.pipeline.start import Start
from database_developer.pipeline.ticket_errands import at_the_end, at_the_start
from database_developer.pipeline.ticket_files import in_words
from database_developer.pipeline.ticket_messages import asked, ended, settled, stopped_by, under_way, waiting
from database_developer.pipeline.ticket_text import as_text
from database_developer.pipeline.under_way import Flow, Options
from database_developer.publication.tracing import Trace, traces
from database_developer.settings import Settings
from database_developer.trackers.message_markdown import rendered

MARKER = "dbd"
QUESTIONS = f"{MARKER}:questions"
OF_ONE_TICKET = ("migrations/", "seeds/", "reports/")  # other folders hold pages that tickets share


def ticket_mark(key: str) -> str:
    """What the names of a ticket's migration files hold, such as ``_kan_29_``."""
    return f"_{re.sub(r'[^a-z0-9]+', '_', key.lower()).strip('_')}_"


def tells_the_ticket(settings: Settings, options: Options) -> bool:
    """Whether the ticket is written to: not in a rehearsal, and not where all goes to ``--out``."""
    return not options.dry_run and settings.out is None and options.until == "publish"


def begin(flow: Flow) -> None:
    """Say on the ticket that work has begun."""
    before = waited_for(flow.folder)
    asked_before = (Say(marker=QUESTIONS, message=settled(before), only_update=True),) if before else ()
    flow.remarks.extend(flow.post.send(*at_the_start(flow), *asked_before))
    flow.is_told = True
    progress(flow)


def progress(flow: Flow) -> None:
    """Bring the comment up to date, once work has begun."""
    if flow.is_told:
        told = under_way(flow.taken, flow.questions, flow.design.decisions if flow.design else ())
        flow.post.update(Say(marker=MARKER, message=told))


def stop(flow: Flow, error: DatabaseDeveloperError) -> None:
    """Say on the ticket why the work stopped, where it had begun."""
    if flow.is_told:
        flow.post.send(Say(marker=MARKER, message=stopped_by(error, flow.taken)))


def shown(flow: Flow, outcome: Outcome) -> Outcome:
    """The outcome of a rehearsal with what would have been sent to the ticket, in the run folder."""
    if not flow.post.shown:
        return outcome
    place = flow.folder.path / "would-send"
    shutil.rmtree(place, ignore_errors=True)
    for number, errand in enumerate(flow.post.shown, 1):
        write_whole(place / f"{number}-{type(errand).__name__.lower()}.md", in_words(errand))
    kinds = ", ".join(dict.fromkeys(type(errand).__name__.lower() for errand in flow.post.shown))
    remark = f"{counted(len(flow.post.shown), 'message')} for the ticket ({kinds}) not sent, but kept in {place}"
    return replace(outcome, remarks=(*outcome.remarks, remark))


def already_done(flow: Flow, start: Start) -> Outcome | None:
    """The outcome of a finished run whose ticket, start and files are what they were; else None."""
    before = flow.before
    now = (flow.ticket.fingerprint, start.digest, database_developer.__version__, str(flow.settings.model))
    same = now == (before.ticket, before.start, before.version, before.model)
    if (
        flow.options.answers
        or not same
        or not before.finished
        or flow.options.force
        or not flow.goes_to("publish")
        or flow.options.dry_run
    ):
        return None
    if any(not _is_unchanged(flow, name, mark) for name, mark in before.files.items()):
        return None
    return Outcome(
        ticket=flow.ticket.key,
        exit_code=0 if before.passed else ProofFailed.exit_code,
        headline=f"{flow.ticket.key} is done already: neither the ticket nor the schema changed; nothing was written",
        steps=tuple(flow.taken),
        root=flow.root,
        run_folder=flow.folder.path,
        files=tuple(before.files),
        remarks=("run it again with --force", *flow.post.send()),
    )


def _is_unchanged(flow: Flow, name: str, mark: str) -> bool:
    """Whether a file is as this run, or a later one of another ticket, left it."""
    return (flow.root / name).exists() and is_ours(flow.root, name, {mark})


def ask(flow: Flow, questions: tuple[Question, ...]) -> Outcome:
    """Stop with the questions, which go on the ticket."""
    remember_questions(flow.folder, questions, flow.ticket)
    asks = Say(marker=QUESTIONS, message=asked(questions), to_reporter=True)
    begun = (Say(marker=MARKER, message=waiting(flow.taken)),) if flow.is_told else ()
    remarks = [*flow.post.send(Move(stage=Stage.ASKING), *begun, asks)]
    remarks.append(f"answer with dbd {flow.ticket.key} --answer 1=... (a letter, or in words), or in a comment: 1: ...")
    return Outcome(
        ticket=flow.ticket.key,
        exit_code=QuestionsOpen.exit_code,
        headline=f"{flow.ticket.key} waits for the answer to {counted(len(questions), 'question')}",
        steps=tuple(flow.taken),
        root=flow.root,
        run_folder=flow.folder.path,
        questions=questions,
        sentences=_traces(flow, None),
        remarks=(*remarks, *flow.remarks),
    )


def stopped(flow: Flow, questions: tuple[Question, ...], designed: Design | None) -> Outcome:
    """The run went as far as it was told."""
    remember_questions(flow.folder, questions, flow.ticket)
    return Outcome(
        ticket=flow.ticket.key,
        exit_code=0,
        headline=f"{flow.ticket.key}: went as far as {flow.options.until}, as told",
        steps=tuple(flow.taken),
        root=flow.root,
        run_folder=flow.folder.path,
        questions=questions,
        assumptions=_assumptions(designed),
        sentences=_traces(flow, designed),
        remarks=tuple(flow.remarks),
    )


def nothing_to_do(flow: Flow, designed: Design) -> Outcome:
    """The schema is already as the ticket wants it, or no rule knows how to serve its queries."""
    remember_questions(flow.folder, designed.questions, flow.ticket)
    unserved = [query for query in designed.queries if not query.indexes]
    headline = f"{flow.ticket.key}: the schema is already as the ticket wants it; there is nothing to change"
    if unserved:
        queries = counted(len(unserved), "query")
        headline = f"{flow.ticket.key}: no index fits {queries} as written; rewriting queries is not possible yet"
    said = Say(marker=MARKER, message=ended(headline, flow.taken, designed.decisions))
    remarks = flow.post.send(said) if flow.is_told else ()
    return Outcome(
        ticket=flow.ticket.key,
        exit_code=NoPlan.exit_code if unserved else 0,
        headline=headline,
        steps=tuple(flow.taken),
        root=flow.root,
        run_folder=flow.folder.path,
        questions=designed.questions,
        assumptions=_assumptions(designed),
        sentences=_traces(flow, designed),
        remarks=(*(f"{query.id}: {' '.join(query.sql.split())}" for query in unserved), *flow.remarks, *remarks),
    )


def finish(
    flow: Flow, publication: Publication, proof: Proof, designed: Design, *, start: Start, stamp: str
) -> Outcome:
    """Write the files (or, in a rehearsal, only show them) and tell the ticket."""
    remember_questions(flow.folder, designed.questions, flow.ticket)
    rehearsal = flow.options.dry_run or not flow.goes_to("publish")
    texts = {name: sealed(name, text) for name, text in publication.files.items()}
    remarks = [] if rehearsal else _write_files(flow, texts)
    if rehearsal:
        for name, text in texts.items():
            write_whole(flow.folder.path / "would-write" / name, text)
        remarks = ["nothing was written outside the run folder"]
    marks = {name: digest(text) for name, text in texts.items()}
    state = State(
        ticket=flow.ticket.fingerprint,
        start=start.digest,
        version=database_developer.__version__,
        stamp=stamp,
        finished=True,
        passed=proof.passed,
        files=marks,
        text=as_text(flow.ticket),
        model=str(flow.settings.model),
    )
    if not rehearsal:
        flow.folder.remember(state)
    remarks += _tell(flow, publication, proof)
    return Outcome(
        ticket=flow.ticket.key,
        exit_code=0 if proof.passed else ProofFailed.exit_code,
        headline=publication.headline,
        steps=tuple(flow.taken),
        root=flow.root,
        run_folder=flow.folder.path,
        files=() if rehearsal else tuple(publication.files),
        checklist=publication.checklist,
        questions=designed.questions,
        assumptions=_assumptions(designed),
        proof=proof,
        remarks=(*flow.remarks, *remarks),
        sentences=_traces(flow, designed),
    )


def _write_files(flow: Flow, texts: Mapping[str, str]) -> list[str]:
    """Write what is published; take away what the last run of this ticket alone had made and this one does not."""
    written = dict(flow.before.files)
    foreign = ensure_ours(flow.root, texts, written, force=flow.options.force)
    for name in foreign:
        kept = flow.folder.path / "replaced" / name
        write_whole(kept, (flow.root / name).read_text("utf-8", "replace"))
    for name in written.keys() - texts.keys():
        if name.startswith(OF_ONE_TICKET):
            (flow.root / name).unlink(missing_ok=True)
    for folder in {(flow.root / name).parent for name in texts}:
        sweep_unfinished(folder)
    for name, text in texts.items():
        write_whole(flow.root / name, text)
    return [f"{name} was edited; what it held is in {flow.folder.path / 'replaced'}" for name in foreign]


def _tell(flow: Flow, publication: Publication, proof: Proof) -> tuple[str, ...]:
    """The ticket is told what became of the work."""
    if flow.settings.out is not None:
        write_whole(flow.root / f"{flow.ticket.key}.comment.md", rendered(publication.comment))
    said = Say(marker=MARKER, message=publication.comment)
    return flow.post.send(*at_the_end(flow, said, publication, proof))


def _assumptions(designed: Design | None) -> tuple[Decision, ...]:
    return tuple(decision for decision in designed.decisions if decision.is_assumption) if designed else ()


def _traces(flow: Flow, designed: Design | None) -> tuple[Trace, ...]:
    return traces(flow.request, designed) if flow.request is not None else ()
