"""The whole product on one page: Ticket, Request, Design, Differences, Migration, Proof, Publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from database_developer.design import design
from database_developer.diff.compare import compare
from database_developer.errors import DatabaseDeveloperError, Interrupted
from database_developer.migration.formats.plain_sql import write_all
from database_developer.migration.formats.statements import split
from database_developer.model.design import Design
from database_developer.model.inflection import counted
from database_developer.model.migration import Facts, Rollout
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Proof
from database_developer.model.publication import Publication
from database_developer.model.request import Fate, Question, Request
from database_developer.model.schema import Schema
from database_developer.pipeline import reporting
from database_developer.pipeline.answers import answers_of, unanswered, with_answers
from database_developer.pipeline.knowing import vocabulary_of
from database_developer.pipeline.outbox import Outbox
from database_developer.pipeline.outcome import Outcome, Teller
from database_developer.pipeline.planning import facts_of, rollout_between
from database_developer.pipeline.post import Post
from database_developer.pipeline.run_folder import RunFolder
from database_developer.pipeline.second_reading import read_again
from database_developer.pipeline.settling import Settled, declare, settle
from database_developer.pipeline.start import Start, find_start, replay
from database_developer.pipeline.ticket_text import as_text, changes, without_files
from database_developer.pipeline.under_way import Flow, Options
from database_developer.postgres.catalog.unmodelled import unmodelled
from database_developer.postgres.server import Run, open_run
from database_developer.postgres.shadow import Shadow
from database_developer.proof.bench import LONGEST_BLOCK_MS, Bench
from database_developer.proof.changes import changed_tables
from database_developer.proof.prover import prove
from database_developer.proof.seeded import known_values
from database_developer.publication.publisher import publish
from database_developer.reading.asking import ASSUME
from database_developer.reading.assuming import assumed
from database_developer.reading.nearest import with_nearest
from database_developer.reading.reader import read
from database_developer.seeding.parents import with_parents
from database_developer.seeding.plan import seed
from database_developer.seeding.script import written
from database_developer.settings import Settings
from database_developer.trackers.tracker import Tracker

SEED_SCRIPT_ROWS = 100
STAMP = "%Y%m%d%H%M%S"


def run_ticket(key: str, settings: Settings, options: Options, tracker: Tracker, teller: Teller) -> Outcome:
    """Take a ticket as far as ``options.until``. Raises the house's errors; nothing is left half done."""
    ticket = tracker.load(key)
    root = settings.out or settings.project
    folder = RunFolder(path=root / ".dbd" / "runs" / ticket.key)
    remarks: list[str] = []
    with folder.held():
        flow = Flow(
            settings=settings,
            options=options,
            tracker=tracker,
            teller=teller,
            ticket=ticket,
            folder=folder,
            root=root,
            before=folder.state(),
            post=_post(ticket.key, settings, options, tracker, folder),
            answers=answers_of(folder, options.answers, ticket, remarks),
            remarks=remarks,
            after_step=reporting.progress,
        )
        try:
            outcome = _through(flow)
        except DatabaseDeveloperError as error:
            reporting.stop(flow, error)
            raise
        except KeyboardInterrupt:
            reporting.stop(flow, Interrupted("somebody stopped it; what was under way has been taken back"))
            raise
        return reporting.shown(flow, outcome)


def _post(key: str, settings: Settings, options: Options, tracker: Tracker, folder: RunFolder) -> Post:
    return Post(
        key=key,
        tracker=tracker,
        outbox=Outbox(folder=folder.path / "outbox"),
        is_open=reporting.tells_the_ticket(settings, options),
        comments=options.comments,
    )


def _through(flow: Flow) -> Outcome:
    _take_ticket(flow)
    with open_run(
        cache=flow.settings.cache, server=flow.settings.server, postgres_bin=flow.settings.postgres_bin
    ) as run:
        start = find_start(flow.settings, run, reporting.ticket_mark(flow.ticket.key))
        finished = reporting.already_done(flow, start)
        return finished or _work(flow, run, start)


def _take_ticket(flow: Flow) -> None:
    ticket = flow.ticket
    with flow.step("Ticket", f"load {ticket.key}") as found:
        found.append(f'"{ticket.summary}", {ticket.status or "no status"}, from {_near(flow, ticket.origin)}')
        flow.folder.write("ticket", without_files(ticket))
    for note in ticket.notes:
        flow.teller.detail(note)
        flow.remarks.append(note)
    if flow.before.ticket and flow.before.ticket != ticket.fingerprint:
        flow.teller.detail("the ticket changed since the last run:")
        for line in changes(flow.before.text, as_text(ticket)):
            flow.teller.detail(f"  {line}")


def _near(flow: Flow, origin: str) -> str:
    """Where the ticket was read, as seen from the project."""
    return origin.removeprefix(f"{flow.settings.project}/")


def _work(flow: Flow, run: Run, start: Start) -> Outcome:
    base = run.create("base")
    replay(run, base, start.scripts)
    run.surrender()
    live = base.schema()
    _tell_what_is_left_out(flow, base)
    request = _read(flow, live, start)
    if not flow.goes_to("design") or _blocking(request.questions):
        return _stopped(flow, request.questions)
    reporting.begin(flow)
    designed = _design(flow, run, base, live, request)
    if not flow.goes_to("plan") or _blocking(designed.questions):
        return _stopped(flow, designed.questions, designed)
    settled = settle(run, base, live, designed, run.version)
    facts = _facts(flow, run, live, designed)
    _differ(flow, live, settled.schema, designed)
    rollout = _plan(flow, live, settled, designed, facts)
    if not rollout.whole.steps:
        return reporting.nothing_to_do(flow, designed)
    if not flow.goes_to("prove"):
        return _stopped(flow, designed.questions, designed)
    bench = Bench(
        run=run,
        base=base,
        migration=rollout.whole,
        rollout=rollout,
        request=request,
        design=designed,
        facts=facts,
        target_dump=settled.dump,
        later=tuple(script.text for script in start.later),
        rows=flow.settings.rows,
        longest_block_ms=_longest_block(designed),
    )
    proof = _prove(flow, bench)
    publication, stamp = _publish(flow, bench, proof)
    return reporting.finish(flow, publication, proof, designed, start=start, stamp=stamp)


def _tell_what_is_left_out(flow: Flow, base: Shadow) -> None:
    """Name what the catalog has and this program does not look at: silence would be taken for an answer."""
    with base.session() as session:
        for line in unmodelled(session):
            flow.teller.detail(f"not looked at: {line}")
            flow.remarks.append(f"not looked at: {line}")


def _read(flow: Flow, live: Schema, start: Start) -> Request:
    with flow.step("Request", "read what is asked") as found:
        vocabulary = vocabulary_of(live)
        ticket = with_answers(flow.ticket, flow.answers)
        may_assume = flow.options.assume or any(answer.text == ASSUME for answer in flow.answers)
        first = read(ticket, vocabulary)
        first = with_nearest(ticket, first, vocabulary) if may_assume else first
        request = read_again(flow, ticket, first, live, vocabulary)
        if may_assume:
            request = assumed(ticket, request, vocabulary)
        request = replace(request, questions=unanswered(request.questions, flow.answers))
        flow.request = request
        flow.folder.write("request", request)
        found.append(
            f"{counted(len(request.asks), 'ask')}, {counted(len(request.criteria), 'acceptance criterion')}, "
            f"{counted(len(request.questions), 'question')}{_share(request)}; "
            f"the schema to start from is {start.told_by}"
        )
    return request


def _share(request: Request) -> str:
    """What became of the ticket's sentences, in words; context is what was read and asked for nothing."""
    fates = [sentence.fate for sentence in request.sentences]
    counts = ", ".join(f"{fates.count(fate)} {fate}" for fate in Fate if fate in fates)
    return f"; {counted(len(fates), 'sentence')}: {counts}" if fates else ""


def _design(flow: Flow, run: Run, base: Shadow, live: Schema, request: Request) -> Design:
    with flow.step("Design", "design the schema") as found:
        designed = design(request, live, declare(run, base, live, request), _empty(flow, run))
        designed = replace(designed, questions=unanswered(designed.questions, flow.answers))
        flow.design = designed
        flow.folder.write("design", designed)
        assumed = sum(decision.is_assumption for decision in designed.decisions)
        decisions, queries = (len(designed.decisions), "decision"), (len(designed.queries), "query")
        found.append(f"{counted(*decisions)} ({assumed} assumed), {counted(*queries)} served")
    return designed


def _empty(flow: Flow, run: Run) -> frozenset[QualifiedName]:
    """The tables of the database that is started from that have no rows."""
    seen = facts_of(flow.settings, run.version, flow.settings.allow)
    return frozenset(table for table, rows in seen.rows.items() if rows == 0)


def _facts(flow: Flow, run: Run, live: Schema, designed: Design) -> Facts:
    """What is known of the data: what the ticket and the database tell, and otherwise that tables may be large."""
    seen = facts_of(flow.settings, run.version, flow.settings.allow)
    told = {volume.table: volume.rows for volume in designed.volumes}
    rows = {table: max(told.get(table, 0), seen.rows.get(table, 0)) for table in {*told, *seen.rows}}
    return replace(seen, rows=rows, extensions=frozenset(live.extensions))


def _longest_block(designed: Design) -> float:
    """For how many milliseconds anybody may be held up: what the ticket says, or the usual."""
    told = designed.liveness.max_block_ms if designed.liveness else None
    return float(told or LONGEST_BLOCK_MS)


def _differ(flow: Flow, live: Schema, target: Schema, designed: Design) -> None:
    with flow.step("Differences", "compare the live schema with the target") as found:
        differences = compare(live, target, designed.renamings)
        flow.folder.write("differences", differences)
        kinds = [item.address.kind for item in differences.items]
        numbers = ", ".join(counted(kinds.count(kind), kind) for kind in dict.fromkeys(kinds))
        renamed = f"{len(differences.renamings)} renamed" if differences.renamings else ""
        found.append("; ".join(filter(None, (numbers, renamed))) or "none")


def _plan(flow: Flow, live: Schema, settled: Settled, designed: Design, facts: Facts) -> Rollout:
    with flow.step("Migration", "plan the change and its rollback") as found:
        told = designed.renamings, facts, settled.fillings
        rollout = rollout_between(live, settled.schema, *told, moves=designed.moves)
        flow.folder.write("migration", rollout.migrations)
        whole = rollout.whole
        phases = ", ".join(it.phase for it in rollout.migrations if it.phase is not None)
        found.append(
            f"{counted(len(whole.steps), 'operation')}, {counted(len(whole.forward), 'statement')} forward, "
            f"{len(whole.backward)} back{f'; in phases: {phases}' if phases else ''}; "
            f"the rollback restores {whole.restores}"
        )
    return rollout


def _prove(flow: Flow, bench: Bench) -> Proof:
    with flow.step("Proof", "try it, take it back, measure it") as found:
        proof = prove(bench, flow.teller.detail)
        flow.folder.write("proof", proof)
        verdicts = [observation.verdict.value for observation in proof.observations]
        found.append(", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(sorted(verdicts))))
    return proof


def _publish(flow: Flow, bench: Bench, proof: Proof) -> tuple[Publication, str]:
    rollout = bench.rollout or Rollout(migrations=(bench.migration,))
    stamp = flow.before.stamp or datetime.now(UTC).strftime(STAMP)
    with flow.step("Publication", "write what is to be kept") as found:
        at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        publication = publish(
            ticket=flow.ticket,
            request=bench.request,
            design=bench.design,
            rollout=rollout,
            migration_files=write_all(rollout, flow.ticket.key, flow.ticket.summary, at, bench.run.version),
            proof=proof,
            seed_script=_seed_script(flow, bench),
            whole=_whole(bench) if bench.later and proof.passed else None,
        )
        flow.folder.write("publication", publication)
        found.append(counted(len(publication.files), "file"))
    return publication, stamp


def _seed_script(flow: Flow, bench: Bench) -> str:
    after = bench.migration.after
    tables = with_parents(after, (table.name for table in changed_tables(bench.migration)))
    script = seed(after, tables, dict.fromkeys(tables, SEED_SCRIPT_ROWS), known_values(bench, after))
    return written(script, f"Seeds for {flow.ticket.key}: {flow.ticket.summary}")


def _whole(bench: Bench) -> Schema:
    """The schema after this migration and all that stand later in the project."""
    with bench.copy("whole") as shadow:
        with shadow.session() as session:
            bench.forward(session)
        for text in bench.later:
            shadow.replay(split(text), origin="a later migration")
        return shadow.schema()


def _blocking(questions: tuple[Question, ...]) -> bool:
    return any(question.blocking for question in questions)


def _stopped(flow: Flow, questions: tuple[Question, ...], designed: Design | None = None) -> Outcome:
    """The run ends early: because questions block it, or because it was told to go no further."""
    if _blocking(questions):
        return reporting.ask(flow, questions)
    return reporting.stopped(flow, questions, designed)
