"""Statements grouped into the transactions they should run in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True, slots=True)
class Transaction:
    """Statements that succeed or fail together; alone and outside a block where ``in_block`` is false."""

    statements: tuple[Statement, ...]
    in_block: bool = True


def transactions(statements: Sequence[Statement], existing: Collection[QualifiedName]) -> tuple[Transaction, ...]:
    """The statements in their order, cut so that no table waits for another one's change.

    What must run outside a block stands alone, and so does what reads a whole table while others write
    to it: within a transaction it would hold the locks taken before. A second table of those in
    ``existing`` opens a new transaction.
    """
    found: list[Transaction] = []
    current: list[Statement] = []
    held: set[QualifiedName] = set()
    for statement in statements:
        wanted = _locked(statement, existing)
        alone = not statement.transactional or _reads_beside_others(statement, existing)
        if current and (alone or (held and wanted - held)):
            found.append(Transaction(statements=tuple(current)))
            current, held = [], set()
        if alone:
            found.append(Transaction(statements=(statement,), in_block=statement.transactional))
        else:
            current.append(statement)
            held |= wanted
    if current:
        found.append(Transaction(statements=tuple(current)))
    return tuple(found)


def _locked(statement: Statement, existing: Collection[QualifiedName]) -> set[QualifiedName]:
    weakest = LockMode.SHARE_UPDATE_EXCLUSIVE.strength
    return {lock.relation for lock in statement.locks if lock.mode.strength >= weakest and lock.relation in existing}


def _reads_beside_others(statement: Statement, existing: Collection[QualifiedName]) -> bool:
    """Whether it reads whole tables under locks that let others write, as VALIDATE and a query do."""
    reads = any(table in existing for table in statement.scans)
    blocks = any(lock.mode.blocks_writes and lock.relation in existing for lock in statement.locks)
    return reads and not blocks
