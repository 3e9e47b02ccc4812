"""Each statement's declared locks and rewrites are held against the ones the server shows."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.migration import RANGE, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.postgres.locks import Effect, observe, requested
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed

ID = "locks"


def run(bench: Bench) -> Iterator[Observation]:
    """Run both scripts on a copy, watching what each statement holds."""
    with bench.copy("locks") as shadow, shadow.session() as session:
        yield _script(session, shadow.url, "forward", bench.migration.forward)
        yield _script(session, shadow.url, "backward", bench.migration.backward)


def _script(session: Session, url: str, direction: str, statements: tuple[Statement, ...]) -> Observation:
    wrong: list[str] = []
    seen: list[dict[str, object]] = []
    for number, statement in enumerate(statements, 1):
        effect = watch(session, url, statement)
        wrong.extend(f"{direction} {number}: {line}" for line in disagreements(statement, effect))
        seen.append(_evidence(statement, effect))
    claim = f"the {direction} statements take the locks that they declare, and rewrite nothing else"
    touched = sorted({str(table) for statement in statements for table in _tables(statement)})
    where = f"on {', '.join(touched)}" if touched else "none on a table that stood before"
    text = wrong[0] if wrong else f"{len(statements)} statements as declared; locks {where}"
    return observed(f"{ID}/{direction}", claim, not wrong, text, {"statements": seen, "wrong": wrong})


def _tables(statement: Statement) -> Iterator[QualifiedName]:
    return (lock.relation for lock in statement.locks)


def watch(session: Session, url: str, statement: Statement) -> Effect:
    """Run a statement and tell what it did to the tables around it."""
    if statement.batches is not None:
        effect = observe(session, statement.batches.update.replace(RANGE, "FALSE"))  # the locks of every batch
        session.run(statement.sql)
        return effect
    if statement.transactional:
        return observe(session, statement.sql)
    locks = {}
    for lock in statement.locks:
        mode = requested(url, statement.sql, lock.relation)
        if mode is not None:
            locks[lock.relation] = mode
    session.run(statement.sql)
    return Effect(locks=locks, rewritten=frozenset())


def disagreements(statement: Statement, effect: Effect) -> Iterator[str]:
    """Where a statement declares something else than what was seen, a line each."""
    declared = {lock.relation: lock.mode for lock in statement.locks}
    for table, mode in effect.locks.items():
        if table not in declared:
            if mode.strength > LockMode.ROW_EXCLUSIVE.strength:
                yield f"{mode} on {table} was not declared ({statement.why})"
        elif declared[table] is not mode:
            yield f"{declared[table]} declared on {table}, {mode} seen ({statement.why})"
    for table in () if _is_guarded(statement) else declared.keys() - effect.locks.keys():
        yield f"{declared[table]} declared on {table}, none seen ({statement.why})"
    for table in effect.rewritten - set(statement.rewrites):
        yield f"{table} was rewritten, which was not declared ({statement.why})"


def _is_guarded(statement: Statement) -> bool:
    """Whether it may find that its work is done, and then takes less: what it declares is the most it takes."""
    return statement.sql.startswith("DO ") or " IF EXISTS " in statement.sql or " IF NOT EXISTS " in statement.sql


def _evidence(statement: Statement, effect: Effect) -> dict[str, object]:
    return {
        "why": statement.why,
        "locks": {str(table): str(mode) for table, mode in effect.locks.items()},
        "rewritten": sorted(str(table) for table in effect.rewritten),
    }


EXERCISE = Exercise(id=ID, title="Locks", run=run)
