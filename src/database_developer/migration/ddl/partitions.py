"""Statements about partitions of tables and of indexes."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.quoting import dollar_quoted, identifiers, literal, qualified
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import QualifiedName, shortened


def attach(
    parent: QualifiedName,
    child: QualifiedName,
    bound: str,
    *,
    others: Sequence[Lock] = (),
    scans: Sequence[QualifiedName] = (),
) -> Statement:
    """ATTACH PARTITION; the new part, and the DEFAULT one, are read unless a CHECK proves what is in them."""
    held = (*locks(LockMode.SHARE_UPDATE_EXCLUSIVE, parent), *exclusive(child), *others)
    return Statement(
        sql=f"ALTER TABLE {qualified(parent)} ATTACH PARTITION {qualified(child)} {bound}",
        why=f'make "{child}" a part of "{parent}"',
        table=child,
        locks=held,
        scans=tuple(scans),
    )


def detach(
    parent: QualifiedName,
    child: QualifiedName,
    *,
    concurrently: bool = False,
    others: Sequence[Lock] = (),
    scans: Sequence[QualifiedName] = (),
) -> Statement:
    """DETACH PARTITION; CONCURRENTLY others go on with the table it is taken from, outside a transaction."""
    held = locks(LockMode.SHARE_UPDATE_EXCLUSIVE, parent, child) if concurrently else exclusive(parent, child)
    why = f'let "{child}" stand alone, no longer a part of "{parent}"'
    way = " CONCURRENTLY" if concurrently else ""
    return Statement(
        sql=f"ALTER TABLE {qualified(parent)} DETACH PARTITION {qualified(child)}{way}",
        why=f"{why}; it waits for those who use either" if concurrently else why,
        table=child,
        locks=(*held, *others),
        scans=tuple(scans),
        transactional=not concurrently,
    )


def finish_detaching(parent: QualifiedName, child: QualifiedName, *, others: Sequence[Lock] = ()) -> Statement:
    """DETACH PARTITION ... FINALIZE, after one that was cut short."""
    return Statement(
        sql=f"ALTER TABLE {qualified(parent)} DETACH PARTITION {qualified(child)} FINALIZE",
        why=f'finish taking "{child}" out of "{parent}", which was cut short',
        table=child,
        locks=(*exclusive(parent, child), *others),
    )


def attach_index(table: QualifiedName, index: QualifiedName, part: QualifiedName) -> Statement:
    """ALTER INDEX ... ATTACH PARTITION; where it is attached already nothing happens."""
    return Statement(
        sql=f"ALTER INDEX {qualified(index)} ATTACH PARTITION {qualified(part)}",
        why=f'make the index "{part.name}" a part of "{index.name}"',
        table=table,
    )


def drop_left_checks(child: QualifiedName, kept: Sequence[str], *, others: Sequence[Lock] = ()) -> Statement:
    """Drop the CHECK of its bounds that DETACH CONCURRENTLY leaves on the table; the server chose its name."""
    prefix = shortened(child.name, 40)
    names = f"ARRAY[{', '.join(map(literal, kept))}]::text[]"
    block = f"""DECLARE
    found name;
BEGIN
    FOR found IN
        SELECT conname FROM pg_catalog.pg_constraint
        WHERE conrelid = {_regclass(child)} AND contype = 'c' AND conislocal
            AND pg_catalog.starts_with(conname::text, {literal(prefix)}) AND conname::text ~ '_check[0-9]*$'
            AND conname::text <> ALL ({names})
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', {literal(qualified(child))}, found);
    END LOOP;
END"""
    return Statement(
        sql=f"DO {dollar_quoted(block)}",
        why=f'take away the check that the server left on "{child}"',
        table=child,
        locks=(*exclusive(child), *others),
    )


def move_rows(source: QualifiedName, target: QualifiedName, columns: Sequence[str]) -> Statement:
    """Move every row of one table to another, in one statement: none is lost and none is doubled."""
    names = identifiers(columns)
    return Statement(
        sql=(
            f"WITH moved AS (DELETE FROM {qualified(source)} RETURNING {names}) "
            f"INSERT INTO {qualified(target)} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM moved"
        ),
        why=f'move the rows of "{source}" to "{target}"',
        table=target,
        scans=(source,),
    )


def is_part(parent: QualifiedName, child: QualifiedName) -> str:
    """Whether the one table is a partition of the other, by now or still."""
    return _inherits(parent, child, "")


def is_detaching(parent: QualifiedName, child: QualifiedName) -> str:
    """Whether DETACH CONCURRENTLY was cut short."""
    return _inherits(parent, child, " AND inhdetachpending")


def is_kind(table: QualifiedName, kind: str) -> str:
    """Whether there is such a table, plain ("r") or partitioned ("p")."""
    return f"EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = {_regclass(table)} AND relkind = {literal(kind)})"


def _inherits(parent: QualifiedName, child: QualifiedName, further: str) -> str:
    ends = f"inhrelid = {_regclass(child)} AND inhparent = {_regclass(parent)}"
    return f"EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE {ends}{further})"


def _regclass(table: QualifiedName) -> str:
    return f"pg_catalog.to_regclass({literal(qualified(table))})"
