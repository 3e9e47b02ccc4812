"""The partitions that a statement on a partitioned table reaches, though it names the table alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from database_developer.migration.ddl import guards, partitions
from database_developer.migration.ddl.locks import exclusive, locks, strongest
from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.migration.partition_following import fires_for_rows
from database_developer.migration.partition_tree import has_partitions, is_partitioned, names_below
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table

SAYS_THEM_ITSELF = re.compile(r"\b(ATTACH|DETACH) PARTITION\b")
# What ALTER TABLE does to all partitions; the rest, such as RENAME TO, is done to the one table.
REACHING = (
    r"(ADD COLUMN|DROP COLUMN|RENAME COLUMN|ADD CONSTRAINT|DROP CONSTRAINT|RENAME CONSTRAINT|VALIDATE CONSTRAINT"
    r"|(ENABLE|DISABLE)( ALWAYS| REPLICA)? TRIGGER|ALTER COLUMN \S+ (?!SET \(|RESET \(|SET COMPRESSION)"
    r'|ALTER COLUMN "[^"]+" (?!SET \(|RESET \(|SET COMPRESSION))'
)


def on_partitions(
    statements: Sequence[Statement], schema: Schema, afterwards: Schema | None = None
) -> tuple[Statement, ...]:
    """The statements, with the locks, scans and rewrites that they bring to partitions.

    ``afterwards`` is the schema that they lead to, for names that are given on the way.
    """
    if not has_partitions(schema):
        return tuple(statements)
    found = tuple(_on_partitions(it, schema) for it in statements)
    return tuple(_on_partitions(it, afterwards, schema) for it in found) if afterwards else found


def _on_partitions(statement: Statement, schema: Schema, known: Schema | None = None) -> Statement:
    """The statement with the partitions of tables that are not ``known`` already."""
    touched = {lock.relation for lock in statement.locks} | {*statement.scans, *statement.rewrites}
    tops = [it for it in touched if is_partitioned(it, schema) and (known is None or it not in known.tables)]
    if not tops or SAYS_THEM_ITSELF.search(statement.sql):
        return statement
    reached = {top: names_below(top, schema) for top in tops if _reaches(statement, schema.tables[top])}
    return replace(
        statement,
        locks=strongest(_locks(statement, reached)),
        scans=_with_parts(statement.scans, schema),
        rewrites=_with_parts(statement.rewrites, schema),
    )


def _locks(statement: Statement, reached: dict[QualifiedName, tuple[QualifiedName, ...]]) -> Iterator[Lock]:
    for lock in statement.locks:
        yield lock
        if lock.mode.strength >= LockMode.SHARE_UPDATE_EXCLUSIVE.strength:
            yield from (Lock(relation=part, mode=lock.mode) for part in reached.get(lock.relation, ()))


def _with_parts(tables: Iterable[QualifiedName], schema: Schema) -> tuple[QualifiedName, ...]:
    found: Collection[QualifiedName] = [part for it in tables for part in (it, *names_below(it, schema))]
    return tuple(dict.fromkeys(found))


def _reaches(statement: Statement, top: Table) -> bool:
    """Whether the server does to all partitions what the statement says of the table."""
    table = top.name
    place = re.escape(qualified(table))
    if re.search(rf"ALTER TABLE (IF EXISTS )?{place} {REACHING}", statement.sql):
        return True
    if re.search(rf"CREATE (CONSTRAINT )?TRIGGER .* ON {place} .*FOR EACH ROW", statement.sql, re.DOTALL):
        return True
    if re.search(rf"CREATE (UNIQUE )?INDEX .* ON {place} ", statement.sql):
        return True
    if re.search(rf"DROP TRIGGER .* ON {place}", statement.sql):
        dropped = [it for it in top.triggers if f" {identifier(it.name)} ON " in statement.sql]
        return all(map(fires_for_rows, dropped))
    if statement.table == table and "DROP INDEX" in statement.sql:
        return True
    return "CONSTRAINT" in statement.sql and statement.table != table


def only_when_plain(statement: Statement, tables: Collection[QualifiedName]) -> Statement:
    """The statement, run only where these tables are plain; within a block nothing is done CONCURRENTLY."""
    touched = {statement.table, *(lock.relation for lock in statement.locks)}
    conditions = [partitions.is_kind(table, "r") for table in sorted(tables) if table in touched]
    if not conditions:
        return statement
    plainly = statement
    if not statement.transactional and statement.table is not None:
        sql = re.sub(r"\b(INDEX) CONCURRENTLY", r"\1", statement.sql)
        plainly = replace(statement, sql=sql, transactional=True, locks=exclusive(statement.table))
        if sql.startswith("CREATE"):
            plainly = replace(plainly, locks=locks(LockMode.SHARE, statement.table))
    return guards.only_if(guards.all_of(*conditions), plainly)
