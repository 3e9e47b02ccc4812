"""duplicate-index: the same index twice under two names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from database_developer.model.names import Address, part_of
from database_developer.model.schema import Index, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.index_keys import btrees


def find(subject: Subject) -> Iterator[Finding]:
    """Indexes of equal definition on one table, and unique indexes that repeat a key or unique constraint."""
    return brought_by(subject, partial(_faults, subject.before))


def _faults(live: Schema, schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        first: dict[object, str] = _constraints(table)
        for index in sorted(table.indexes, key=lambda index: not _is_live(live, table, index)):
            twin = first.setdefault(_what_it_is(index), f'index "{index.name}"')
            if twin != f'index "{index.name}"' and not index.inherited:
                yield Fault(
                    at=_address(table, index),
                    what=f'index "{index.name}" is the same as {twin}',
                    hint="leave it out: each index slows down every write",
                )


def _constraints(table: Table) -> dict[object, str]:
    owned = (each for each in btrees(table) if each.owner == "constraint")
    return {(each.keys, each.nulls_not_distinct): f'the index of constraint "{each.name}"' for each in owned}


def _what_it_is(index: Index) -> object:
    is_plain_unique = index.unique and index.method == "btree" and index.predicate is None and not index.include
    return (index.keys, index.nulls_not_distinct) if is_plain_unique else (index.definition, index.unique)


def _is_live(live: Schema, table: Table, index: Index) -> bool:
    before = live.tables.get(table.name)
    return before is not None and any(each.name == index.name for each in before.indexes)


def _address(table: Table, index: Index) -> Address:
    return part_of("index", table.name, index.name)


CHECK = Check(
    id="duplicate-index",
    claim="no new index repeats another one",
    group=Group.PERFORMANCE,
    level=Level.ERROR,
    find=find,
)
