"""Statements about indexes that serve no constraint."""

from __future__ import annotations

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Index


def create(
    owner: QualifiedName, index: Index, *, concurrently: bool = False, guarded: bool = False, only: bool = False
) -> Statement:
    """CREATE INDEX; CONCURRENTLY it lets others write meanwhile and stands outside a transaction.

    With ``only`` the partitions of the table are left alone.
    """
    place = f"{'ONLY ' if only else ''}{qualified(owner)}"
    words = "UNIQUE INDEX" if index.unique else "INDEX"
    way = " CONCURRENTLY" if concurrently else ""
    clause = " IF NOT EXISTS" if guarded else ""
    mode = LockMode.SHARE_UPDATE_EXCLUSIVE if concurrently else LockMode.SHARE
    why = f'find rows of "{owner}" by {", ".join(key.text for key in index.keys) or "its keys"}'
    return Statement(
        sql=f"CREATE {words}{way}{clause} {identifier(index.name)} ON {place} USING {index.definition}",
        why=f"{why}{'; nobody has to wait for it' if concurrently else ''}",
        table=owner,
        locks=locks(mode, owner),
        scans=(owner,),
        transactional=not concurrently,
    )


def drop(owner: QualifiedName, name: str, *, concurrently: bool = False, guarded: bool = False) -> Statement:
    """DROP INDEX."""
    way = "CONCURRENTLY " if concurrently else ""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP INDEX {way}{clause}{qualified(owner.renamed(name))}",
        why=f'remove the index "{name}"',
        table=owner,
        locks=locks(LockMode.SHARE_UPDATE_EXCLUSIVE, owner) if concurrently else exclusive(owner),
        transactional=not concurrently,
    )


def rename(owner: QualifiedName, old: str, new: str, *, guarded: bool = False) -> Statement:
    """ALTER INDEX ... RENAME; the table is not locked."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"ALTER INDEX {clause}{qualified(owner.renamed(old))} RENAME TO {identifier(new)}",
        why=f'call the index "{old}" "{new}"',
        table=owner,
    )
