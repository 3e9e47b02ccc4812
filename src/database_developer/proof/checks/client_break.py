"""client-break: something that a running program may still ask for by its old name or type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from database_developer.migration.types import needs_no_rewrite
from database_developer.model.migration import Phase
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Column, Schema
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.named_things import relations_of
from database_developer.proof.checks.renames import Rename, followed, renames_in

BESIDE = ("_dbd_new", "_dbd_old")  # columns that no client knows
HINT = "add the new beside the old, let every client change over, and remove the old in a later ticket"


def find(subject: Subject) -> Iterator[Finding]:
    """Tables, views and columns that are renamed, removed or of another type; a view under the old name will do.

    What a rollback removes is what its forward script added: only clients that go back with it knew it. What a
    contract removes is what nobody uses any more: its first statement makes sure of that.
    """
    removed = "is removed"
    if subject.phase is Phase.CONTRACT:
        return
    for finding in _found(subject):
        if subject.direction != "rollback" or not finding.what.endswith(removed):
            yield finding


def _found(subject: Subject) -> Iterator[Finding]:
    renames = renames_in(subject.statements)
    afterwards = dict(_relations(subject.after))
    for name, columns in _relations(subject.before):
        after = afterwards.get(name)
        if after is None:
            kind = "table" if name in subject.before.tables else "view"
            yield _finding(of(kind, name), renames)
        else:
            yield from _columns(name, columns, after, renames)


def _relations(schema: Schema) -> Iterator[tuple[QualifiedName, Sequence[Column]]]:
    for relation in relations_of(schema):
        yield relation.name, relation.columns


def _columns(
    owner: QualifiedName, before: Sequence[Column], after: Sequence[Column], renames: tuple[Rename, ...]
) -> Iterator[Finding]:
    types = {column.name: column.type for column in after}
    for column in before:
        address = part_of("column", owner, column.name)
        if column.name.endswith(BESIDE):
            continue
        if column.name not in types:
            yield _finding(address, renames)
        elif not needs_no_rewrite(column.type, types[column.name]):
            what = f'column "{column.name}" of "{owner}" was {column.type} and is {types[column.name]}'
            yield Finding(where=str(address), what=what, hint=HINT)


def _finding(address: Address, renames: tuple[Rename, ...]) -> Finding:
    now = followed(address, renames)
    change = "is removed" if now == address else f'is now called "{now.name.name}"'
    place = f' of "{address.owner}"' if address.owner else ""
    return Finding(where=str(address), what=f'{address.kind} "{address.name.name}"{place} {change}', hint=HINT)


CHECK = Check(
    id="client-break",
    claim="clients find everything that was there before, under its name and with its type",
    group=Group.SAFETY,
    level=Level.WARNING,
    find=find,
)
