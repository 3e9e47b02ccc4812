"""data-loss: values that are gone when the script is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.model.aside import note_head
from database_developer.model.migration import Phase
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.quoting import literal
from database_developer.model.schema import Table
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import statements_of
from database_developer.proof.checks.parsing import commands_in, relation_name
from database_developer.proof.checks.renames import Rename, followed, renames_in

FORWARD = "keep a copy until nobody asks for it any more: the rollback brings back the structure, not the values"
ROLLBACK = "copy what was written since the forward script before rolling back"


def find(subject: Subject) -> Iterator[Finding]:
    """Tables and columns from before that are gone after, and tables that are emptied; known to be empty ones apart."""
    renames = renames_in(subject.statements)
    for name, table in subject.before.tables.items():
        if subject.direction == "rollback" or subject.facts.rows.get(name) != 0:
            yield from _gone(subject, table, renames)
    yield from _emptied(subject)


def _gone(subject: Subject, table: Table, renames: tuple[Rename, ...]) -> Iterator[Finding]:
    hint = ROLLBACK if subject.direction == "rollback" else FORWARD
    address = of("table", table.name)
    now = followed(address, renames).name
    after = subject.after.tables.get(now)
    if _is_set_aside(subject, now.schema, now.name) or _only_copies(subject):
        return
    if after is None:
        yield Finding(where=str(address), what=f'table "{table.name}" is removed with its rows', hint=hint)
        return
    for column in table.columns:
        place = part_of("column", table.name, column.name)
        is_gone = column.generated is None and after.column(followed(place, renames).name.name) is None
        if is_gone and not _is_set_aside(subject, now.schema, now.name, column.name):
            what = f'column "{column.name}" of "{table.name}" is removed with its values'
            yield Finding(where=str(place), what=what, hint=hint)


def _is_set_aside(subject: Subject, *place: str) -> bool:
    """Whether a statement keeps what stood there, with a note on it, rather than drop it."""
    note = literal(note_head(place)).strip("'")
    return any(note in statement.sql for statement in subject.statements)


def _only_copies(subject: Subject) -> bool:
    """Whether what the rollback removes holds only what stands elsewhere too: old and new are in step."""
    return subject.direction == "rollback" and subject.phase in (Phase.EXPAND, Phase.MIGRATE)


def _emptied(subject: Subject) -> Iterator[Finding]:
    hint = ROLLBACK if subject.direction == "rollback" else FORWARD
    for where, statement in statements_of(subject):
        for command in commands_in(statement):
            for name in _emptied_by(command):
                if name in subject.before.tables:
                    yield Finding(where=where, what=f'all rows of "{name}" are deleted', hint=hint)


def _emptied_by(command: Any) -> Iterator[QualifiedName]:
    if isinstance(command, ast.TruncateStmt):
        yield from map(relation_name, command.relations or ())
    elif isinstance(command, ast.DeleteStmt) and command.whereClause is None:
        yield relation_name(command.relation)


CHECK = Check(
    id="data-loss",
    claim="no values from before are lost",
    group=Group.SAFETY,
    level=Level.WARNING,
    find=find,
)
