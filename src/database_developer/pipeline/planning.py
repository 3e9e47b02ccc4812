"""From two schemas to the migrations between them, with the hazards that nobody allowed refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from database_developer.migration.formats.plain_sql import write_all
from database_developer.migration.hazards import without_hazards
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.migration.renames import in_short, renames_offered, renamings_told
from database_developer.model.design import Design, Filling, RowMove
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Hazard, Rollout
from database_developer.model.proof import Proof
from database_developer.model.request import Request
from database_developer.model.schema import Schema
from database_developer.pipeline.outcome import Teller
from database_developer.pipeline.start import Script, find_start, replay, scripts_at
from database_developer.postgres.estimates import row_estimates
from database_developer.postgres.server import Run, open_run
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.prover import prove
from database_developer.settings import Settings

Asker = Callable[[Renaming], bool]


def rollout_between(
    before: Schema,
    after: Schema,
    renamings: tuple[Renaming, ...],
    facts: Facts,
    fillings: tuple[Filling, ...] = (),
    *,
    moves: tuple[RowMove, ...] = (),
) -> Rollout:
    """The migrations from ``before`` to ``after``; raises HazardBlocked, NoPlan or DesignImpossible."""
    return without_hazards(plan_rollout(before, after, renamings, facts, fillings, moves=moves), facts)


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two schemas to plan between: files of SQL, folders of migrations, or (to start from) a database."""

    before: Path | None
    after: Path
    renames: tuple[str, ...] = ()
    title: str = "change"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What came of it; ``offers`` are renames that somebody might mean, in the words by which they are told."""

    rollout: Rollout
    files: Mapping[str, str]
    offers: tuple[str, ...]
    proof: Proof | None = None


def plan_between(ends: Ends, settings: Settings, teller: Teller, *, proven: bool, ask: Asker | None = None) -> Planned:
    """Plan, and where ``proven`` try everything on shadows. ``ask`` decides on each rename that is offered.

    Raises the house's errors; SchemaUnreadable names the file and the statement that the server refuses.
    """
    with open_run(cache=settings.cache, server=settings.server, postgres_bin=settings.postgres_bin) as run:
        base, target = run.create("from"), run.create("to")
        scripts, facts = _start(ends, settings, run)
        replay(run, base, scripts)
        replay(run, target, scripts_at(ends.after))
        run.surrender()
        before, after = base.schema(), target.schema()
        renamings = renamings_told(ends.renames, before, after)
        offers = renames_offered(before, after, renamings)
        if ask is not None:
            renamings += tuple(offer for offer in offers if ask(offer))
            offers = ()
        rollout = rollout_between(before, after, renamings, facts)
        bench = Bench(
            run=run,
            base=base,
            migration=rollout.whole,
            rollout=rollout,
            request=Request(ticket=""),
            design=Design(target=after),
            facts=facts,
            target_dump=target.dump() if proven else "",
            rows=settings.rows,
        )
        proof = prove(bench, teller.detail) if proven and rollout.whole.steps else None
        return Planned(
            rollout=rollout,
            files=write_all(rollout, "", ends.title, datetime.now(UTC), run.version),
            offers=tuple(map(in_short, offers)),
            proof=proof,
        )


def _start(ends: Ends, settings: Settings, run: Run) -> tuple[tuple[Script, ...], Facts]:
    """What to replay for the schema before, and what is known of its data."""
    allowed = settings.allow
    if ends.before is not None:
        return scripts_at(ends.before), Facts(server_version=run.version, allowed=allowed)
    start = find_start(settings, run, "")
    return start.scripts, facts_of(settings, run.version, allowed)


def facts_of(settings: Settings, version: int, allowed: frozenset[Hazard]) -> Facts:
    """What the database that is started from tells of itself; nothing where there is none."""
    if settings.database is None:
        return Facts(server_version=version, allowed=allowed)
    with Session.open(settings.database) as session:
        return Facts(server_version=version, rows=row_estimates(session), allowed=allowed)
