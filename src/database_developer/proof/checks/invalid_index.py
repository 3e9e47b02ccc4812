"""invalid-index: an index that is written and never read."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import QualifiedName, part_of
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.named_things import relations_of


def find(subject: Subject) -> Iterator[Finding]:
    """Indexes that are not valid when the script is done."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for owner in relations_of(schema):
        for index in owner.indexes:
            if not index.valid:
                name = qualified(QualifiedName(owner.name.schema, index.name))
                yield Fault(
                    at=part_of("index", owner.name, index.name),
                    what=f'index "{index.name}" is left invalid: it costs writes and serves no query',
                    hint=f"DROP INDEX CONCURRENTLY {name} and build it again; on a partitioned table, attach an "
                    "index of each partition",
                )


CHECK = Check(
    id="invalid-index",
    claim="every new index is valid at the end",
    group=Group.PERFORMANCE,
    level=Level.ERROR,
    find=find,
)
