"""redundant-index: an index that another one makes needless."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.schema import Schema, Table
from database_developer.proof.checks.arrivals import Fault, new_and_faulty
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.index_keys import KeyList, btrees, starts_with


def find(subject: Subject) -> Iterator[Finding]:
    """New non-unique btree indexes whose keys another index of the table begins with."""
    return new_and_faulty(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for index in _plain_ones(table):
            wider = next((other for other in btrees(table) if _serves_instead(other, index)), None)
            if wider:
                yield Fault(
                    at=part_of("index", table.name, index.name),
                    what=f'index "{index.name}" finds nothing that {wider.owner} "{wider.name}" does not find',
                    hint="leave it out: each index slows down every write",
                )


def _plain_ones(table: Table) -> Iterator[KeyList]:
    inherited = {index.name for index in table.indexes if index.inherited}
    return (each for each in btrees(table) if not each.unique and each.name not in inherited)


def _serves_instead(other: KeyList, index: KeyList) -> bool:
    """Whether the other index is longer or unique, and holds all that the index holds, for the same rows."""
    is_more = other.unique or len(other.keys) > len(index.keys)
    held = other.include | {key.text for key in other.keys}
    same_rows = other.predicate == index.predicate
    return is_more and same_rows and index.include <= held and starts_with(other.keys, index.keys)


CHECK = Check(
    id="redundant-index",
    claim="no new index is the beginning of another one",
    group=Group.PERFORMANCE,
    level=Level.ERROR,
    find=find,
)
