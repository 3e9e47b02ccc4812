"""What a statement does to tables that were there before and hold many rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pglast import ast, enums

from database_developer.model.migration import Lock, Statement
from database_developer.model.names import QualifiedName, of
from database_developer.proof.checks.check import Subject
from database_developer.proof.checks.parsing import commands_in, relation_name
from database_developer.proof.checks.renames import followed, renames_in

KEYS = (enums.ConstrType.CONSTR_PRIMARY, enums.ConstrType.CONSTR_UNIQUE, enums.ConstrType.CONSTR_EXCLUSION)


class Place(NamedTuple):
    """A statement of a script, and the words that say which."""

    where: str
    statement: Statement


def statements_of(subject: Subject) -> Iterator[Place]:
    """The statements with their numbers, from 1."""
    for number, statement in enumerate(subject.statements, 1):
        yield Place(f"statement {number}", statement)


class LargeTables:
    """The tables and materialized views that stood before the script and are not known to be small."""

    def __init__(self, subject: Subject) -> None:
        renames = renames_in(subject.statements)
        stood = {name: followed(of("table", name), renames).name for name in subject.before.tables}
        stood |= {name: name for name, view in subject.before.views.items() if view.materialized}
        large = {name: now for name, now in stood.items() if not subject.facts.is_small(name)}
        self._names = frozenset(large) | frozenset(large.values())

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def blocked_by(self, statement: Statement) -> tuple[Lock, ...]:
        """The statement's locks on these tables that writers must wait for."""
        return tuple(lock for lock in statement.locks if lock.mode.blocks_writes and lock.relation in self)


def indexes_built_by(statement: Statement) -> Iterator[QualifiedName | None]:
    """The tables on which a statement builds an index while it holds its lock; None where it does not say which."""
    for command in commands_in(statement):
        yield from _built(type(command), command)


def _built(kind: type, command: Any) -> Iterator[QualifiedName | None]:
    if kind is ast.IndexStmt and not command.concurrent and command.relation.inh:
        yield relation_name(command.relation)
    elif kind is ast.ReindexStmt and not _is_concurrent(command):
        is_table = command.kind == enums.ReindexObjectType.REINDEX_OBJECT_TABLE
        yield relation_name(command.relation) if is_table else None
    elif kind is ast.AlterTableStmt and any(_builds_index(part) for part in command.cmds):
        yield relation_name(command.relation)


def _is_concurrent(command: Any) -> bool:
    return any(option.defname == "concurrently" for option in command.params or ())


def _builds_index(part: Any) -> bool:
    definition = part.def_
    if isinstance(definition, ast.ColumnDef):
        return any(_is_built_key(constraint) for constraint in definition.constraints or ())
    return isinstance(definition, ast.Constraint) and _is_built_key(definition)


def _is_built_key(constraint: Any) -> bool:
    return constraint.contype in KEYS and constraint.indexname is None
