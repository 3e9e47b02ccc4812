"""Between expand and contract the old and the new version of the application work side by side, on the same rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from database_developer.errors import StatementFailed
from database_developer.migration.operations.close_window import REFUSED, CloseWindow
from database_developer.migration.phases.pairs import Pair
from database_developer.model.migration import Migration, Phase, Rollout
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.model.quoting import identifier
from database_developer.model.schema import Schema
from database_developer.postgres.measured import Measured
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.postgres.traffic import traffic
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import few, fill
from database_developer.proof.traffic.application import known_tables
from database_developer.proof.traffic.rehearsal import Work, work_of

ID = "both-versions"
SECONDS = 0.8
RATE = 200
QUIET = "dbd.quiet=10min"


def run(bench: Bench) -> Iterator[Observation]:
    """Open the window on a seeded copy, let both versions work in it, and try to close it too early."""
    contract = _contract(bench)
    if contract is None or bench.rollout is None:
        return
    old, new = _versions(bench.rollout, bench.migration, contract)
    with bench.copy("both-versions") as shadow:
        with shadow.session() as session:
            tables = [known.table.name for known in known_tables(old)]
            fill(session, bench.migration.before, _standing(bench.migration.before, tables), few(old.before), bench)
            bench.forward(session)
            works = {"old": work_of(session, old), "new": work_of(session, new)}
        measured, refusal = _at_work(shadow, works, contract)
        for version, work in works.items():
            yield _worked(version, work, measured[version])
        with shadow.session() as session:
            yield from _in_step(session, contract)
            if refusal is not None:
                yield _waits(session, contract, refusal)


def _contract(bench: Bench) -> Migration | None:
    """The contract that follows right after the bench's migration, or None."""
    migrations = bench.rollout.migrations if bench.rollout else ()
    for migration, following in pairwise(migrations):
        if migration is bench.migration and following.phase is Phase.CONTRACT:
            return following
    return None


def _versions(rollout: Rollout, migration: Migration, contract: Migration) -> tuple[Migration, Migration]:
    """The change as the old application and as the new one sees it: what it is between, for both in the window."""
    old = replace(rollout.whole, after=migration.after)
    new = replace(contract, before=migration.after, after=rollout.after)
    return old, new


def _standing(schema: Schema, tables: list[QualifiedName]) -> list[QualifiedName]:
    return [table for table in tables if table in schema.tables]


def _at_work(
    shadow: Shadow, works: dict[str, Work], contract: Migration
) -> tuple[dict[str, Measured], StatementFailed | str | None]:
    """Both at once, each at half of the rate; and what came of an attempt to close the window meanwhile."""
    old, new = works["old"].transactions, works["new"].transactions
    with (
        traffic(shadow.url, old, rate=RATE / 2) as first,
        traffic(shadow.url, new, rate=RATE / 2) as second,
    ):
        first.begin("window")
        second.begin("window")
        time.sleep(SECONDS)
        measured = {"old": first.measured("window"), "new": second.measured("window")}
        refusal = _attempted(shadow, contract) if old and _closing(contract) is not None else None
    return measured, refusal


def _attempted(shadow: Shadow, contract: Migration) -> StatementFailed | str | None:
    """What the first statement of the contract says while the old version is at work."""
    closing = _closing(contract)
    if closing is None or not closing.old_forms:
        return None
    with shadow.session(QUIET) as impatient:
        try:
            impatient.run(contract.forward[0].sql)
        except StatementFailed as error:
            return error
    return "it ran at once"


def _worked(version: str, work: Work, measured: Measured) -> Observation:
    claim = f"the {version} version of the application works while both are there"
    evidence: dict[str, object] = {
        "transactions": measured.count,
        "kinds": list(work.kinds),
        "left out": list(work.left_out),
        "failed": [f"{one.first.transaction}: {one.first.message} [{one.sqlstate}]" for one in measured.failed],
    }
    if not work.transactions:
        return observed(f"{ID}/{version}", claim, None, "it has nothing to do on the tables that change", evidence)
    if measured.failed:
        first = measured.failed[0]
        seen = f'"{first.first.transaction}": {first.first.message} [{first.sqlstate}]'
        return observed(f"{ID}/{version}", claim, False, seen, evidence)
    seen = f"{measured.count} transactions of {len(work.kinds)} kinds; none failed"
    return observed(f"{ID}/{version}", claim, measured.count > 0, seen, evidence)


def _closing(contract: Migration) -> CloseWindow | None:
    return next((it.operation for it in contract.steps if isinstance(it.operation, CloseWindow)), None)


def _in_step(session: Session, contract: Migration) -> Iterator[Observation]:
    """No row has one value under the old name and another under the new one."""
    closing = _closing(contract)
    for pair in closing.pairs if closing else ():
        total, apart = _counted(session, pair)
        claim = f"{pair.table}.{pair.old.name} and {pair.new.name} hold the same in every row"
        seen = f"{total} rows, the same in each" if not apart else f"{apart} of {total} rows differ"
        yield observed(f"{ID}/in-step-{pair.table}.{pair.new.name}", claim, not apart, seen, {"rows": total})


def _counted(session: Session, pair: Pair) -> tuple[int, int]:
    table = f"{identifier(pair.table.schema)}.{identifier(pair.table.name)}"
    differ = f"({pair.to_new('t')})::text IS DISTINCT FROM (t.{identifier(pair.new.name)})::text"
    total, apart = session.rows(f"SELECT count(*), count(*) FILTER (WHERE {differ}) FROM {table} AS t")[0]
    return int(total), int(apart)


def _waits(session: Session, contract: Migration, refusal: StatementFailed | str) -> Observation:
    """The contract refuses right after the old application worked, and gives way where nobody minds."""
    claim = "the contract refuses to run while the old version is at work, and runs when it is gone"
    if isinstance(refusal, str) or refusal.sqlstate != REFUSED:
        seen = refusal if isinstance(refusal, str) else f"another error: {refusal.what}"
        return observed(f"{ID}/contract-waits", claim, False, seen)
    session.run(contract.forward[0].sql)
    return observed(f"{ID}/contract-waits", claim, True, f'refused: "{refusal.what}"; it ran once all was quiet')


EXERCISE = Exercise(id=ID, title="Both versions", run=run, measures=True)
