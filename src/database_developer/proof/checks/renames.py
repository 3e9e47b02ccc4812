"""What a script calls by another name: the same object, whose faults it already had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pglast import ast, enums

from database_developer.model.migration import Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.proof.checks.parsing import commands_in, relation_name

RELATIONS = {
    enums.ObjectType.OBJECT_TABLE: "table",
    enums.ObjectType.OBJECT_VIEW: "view",
    enums.ObjectType.OBJECT_MATVIEW: "view",
    enums.ObjectType.OBJECT_INDEX: "index",
}
PARTS = {enums.ObjectType.OBJECT_COLUMN: "column", enums.ObjectType.OBJECT_TABCONSTRAINT: "constraint"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rename:
    """An object's name before and after one command; ``owner`` is the table where a part is renamed."""

    kind: str
    before: QualifiedName
    after: QualifiedName
    owner: QualifiedName | None = None


def renames_in(statements: tuple[Statement, ...]) -> tuple[Rename, ...]:
    """The renamings of tables, views, indexes, columns and constraints, in order."""
    likely = (statement for statement in statements if {"RENAME", "SCHEMA"} & set(statement.sql.upper().split()))
    commands = (command for statement in likely for command in commands_in(statement))
    return tuple(rename for command in commands for rename in _rename(command))


def followed(address: Address, renames: tuple[Rename, ...]) -> Address:
    """Where the object at an address stands after the renamings."""
    for rename in renames:
        address = _after(rename, address)
    return address


def _rename(command: Any) -> Iterator[Rename]:
    if isinstance(command, ast.RenameStmt) and command.relation is not None:
        yield from _renamed(command)
    elif isinstance(command, ast.AlterObjectSchemaStmt) and command.objectType in RELATIONS:
        yield from _moved(command)


def _renamed(command: Any) -> Iterator[Rename]:
    relation = relation_name(command.relation)
    if kind := RELATIONS.get(command.renameType):
        yield Rename(kind=kind, before=relation, after=relation.renamed(command.newname))
    elif kind := PARTS.get(command.renameType):
        before, after = relation.renamed(command.subname), relation.renamed(command.newname)
        yield Rename(kind=kind, before=before, after=after, owner=relation)


def _moved(command: Any) -> Iterator[Rename]:
    relation = relation_name(command.relation)
    moved = QualifiedName(command.newschema, relation.name)
    yield Rename(kind=RELATIONS[command.objectType], before=relation, after=moved)


def _after(rename: Rename, address: Address) -> Address:
    if rename.owner is None and address.owner == rename.before:
        return replace(address, owner=rename.after, name=QualifiedName(rename.after.schema, address.name.name))
    if address.kind == rename.kind and address.name == rename.before and rename.owner in (None, address.owner):
        return replace(address, name=rename.after)
    return address
