"""The locks that statements declare, in few words."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.model.migration import Lock, LockMode
from database_developer.model.names import QualifiedName


def locks(mode: LockMode, *tables: QualifiedName) -> tuple[Lock, ...]:
    """That lock on each of these tables, once."""
    return tuple(Lock(relation=table, mode=mode) for table in dict.fromkeys(tables))


def exclusive(*tables: QualifiedName) -> tuple[Lock, ...]:
    """ACCESS EXCLUSIVE: nobody reads or writes."""
    return locks(LockMode.ACCESS_EXCLUSIVE, *tables)


def strongest(found: Iterable[Lock]) -> tuple[Lock, ...]:
    """One lock for each relation, the strongest of those found."""
    best: dict[QualifiedName, Lock] = {}
    for lock in found:
        if lock.relation not in best or lock.mode.strength > best[lock.relation].mode.strength:
            best[lock.relation] = lock
    return tuple(best.values())
