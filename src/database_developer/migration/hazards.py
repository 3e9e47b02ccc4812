"""What a migration may do to those who use the database, and the refusal of what nobody allowed by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from database_developer.errors import HazardBlocked
from database_developer.migration.linting import Knowledge, lint
from database_developer.migration.operations.keep_old_name import KeepOldName
from database_developer.model.migration import Facts, Hazard, Migration, Phase, Rollout, Statement, Step
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema

MEANINGS = {
    Hazard.BLOCKING_SCAN: "reads a large table from end to end while nobody can write to it",
    Hazard.REWRITE: "writes a large table anew while nobody can use it",
    Hazard.DATA_LOSS: "throws data away for good",
    Hazard.CLIENT_BREAK: "breaks the application that is running",
    Hazard.NO_TRANSACTION: "cannot run in a transaction",
}

BREAKING = frozenset(
    {
        "rename-enum-value",
        "rename-function",
        "rename-namespace",
        "rename-sequence",
        "rename-type",
        "rename-view",
        "set-schema",
    }
)
"""Operations after which statements of the running application find nothing under the old name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A hazard of one statement of a migration; ``allowed`` where somebody let it through by name."""

    hazard: Hazard
    statement: Statement
    step: Step
    allowed: bool

    @property
    def meaning(self) -> str:
        """What the hazard does, in words that follow a subject."""
        return MEANINGS[self.hazard]


def hazards_of(migration: Migration, facts: Facts) -> Iterator[Found]:
    """The hazards of the forward statements, in order.

    A contract may break the old application, which is gone by then; a renamed table that keeps its old name
    as a view breaks nobody.
    """
    existing = frozenset((*migration.before.tables, *migration.before.views))
    kept = {it.operation.table for it in migration.steps if isinstance(it.operation, KeepOldName)}
    for step in migration.steps:
        is_kept = migration.phase is Phase.CONTRACT or step.operation.subject().name in kept
        for number, statement in enumerate(step.forward):
            hazards = hazards_in(statement, existing, facts)
            if number == 0 and step.kind in BREAKING:
                hazards |= {Hazard.CLIENT_BREAK}
            for hazard in sorted(hazards):
                if hazard is not Hazard.CLIENT_BREAK or not is_kept:
                    yield Found(hazard=hazard, statement=statement, step=step, allowed=hazard in facts.allowed)


def hazards_in(statement: Statement, existing: Collection[QualifiedName], facts: Facts) -> frozenset[Hazard]:
    """What one statement may do; ``existing`` are the relations that stood before its migration."""
    found = set(statement.hazards)

    def is_large(table: QualifiedName) -> bool:
        return table in existing and not facts.is_small(table)

    if any(map(is_large, statement.rewrites)):
        found.add(Hazard.REWRITE)
    elif any(map(is_large, statement.scans)) and _stops_writers(statement, existing, facts):
        found.add(Hazard.BLOCKING_SCAN)
    if not statement.transactional:
        found.add(Hazard.NO_TRANSACTION)
    return frozenset(found)


def _stops_writers(statement: Statement, existing: Collection[QualifiedName], facts: Facts) -> bool:
    return any(lock.mode.blocks_writes and lock.relation in existing for lock in statement.locks)


def without_hazards(rollout: Rollout, facts: Facts) -> Rollout:
    """The rollout, with a note for each hazard that somebody let through.

    Raises HazardBlocked for the first one that nobody allowed; what only cannot run in a transaction may.
    """
    return Rollout(migrations=tuple(_noted(it, facts) for it in rollout.migrations))


def _noted(migration: Migration, facts: Facts) -> Migration:
    notes = []
    for found in hazards_of(migration, facts):
        if found.hazard is Hazard.NO_TRANSACTION:
            continue
        if not found.allowed:
            raise _refusal(found, migration.before, facts)
        notes.append(f"Allowed by name ({found.hazard}): {found.step.description}; it {found.meaning}.")
    return replace(migration, notes=(*migration.notes, *dict.fromkeys(notes))) if notes else migration


def _refusal(found: Found, before: Schema, facts: Facts) -> HazardBlocked:
    line = " ".join(found.statement.sql.split())
    instead = _safe_form(found, before, facts)
    advice = f"instead:\n{instead}\n  or " if instead else ""
    return HazardBlocked(
        f"{found.step.description}: {line} {found.meaning}",
        where=str(found.statement.table or found.step.kind),
        hint=f"{advice}let it through with --allow {found.hazard}",
    )


def _safe_form(found: Found, before: Schema, facts: Facts) -> str:
    """What the linter would have people write in the statement's place."""
    known = Knowledge(server_version=facts.server_version, schema=before)
    said = lint(f"{found.statement.sql};", origin=found.step.kind, knowledge=known)
    return next((it.safe_sql for it in said if it.hazard is found.hazard and it.safe_sql), "")
