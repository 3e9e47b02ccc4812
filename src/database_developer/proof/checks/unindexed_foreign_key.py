"""unindexed-foreign-key: a reference that is looked up by reading the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Constraint, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.index_keys import leading_columns


def find(subject: Subject) -> Iterator[Finding]:
    """Foreign keys whose columns are the first keys of no index; a partial index does not find every row."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for constraint in table.foreign_keys:
            if not constraint.inherited and not _is_indexed(table, constraint):
                names = '", "'.join(constraint.columns)
                columns = ", ".join(identifier(name) for name in constraint.columns)
                yield Fault(
                    at=part_of("constraint", table.name, constraint.name),
                    what=f'foreign key "{constraint.name}" has no index that begins with "{names}"',
                    hint=f"CREATE INDEX ON {qualified(table.name)} ({columns}), CONCURRENTLY where the table has rows",
                )


def _is_indexed(table: Table, constraint: Constraint) -> bool:
    wanted = set(constraint.columns)
    return any(set(columns[: len(wanted)]) == wanted for columns in leading_columns(table))


CHECK = Check(
    id="unindexed-foreign-key",
    claim="every new foreign key has an index on its columns",
    group=Group.PERFORMANCE,
    level=Level.ERROR,
    find=find,
)
