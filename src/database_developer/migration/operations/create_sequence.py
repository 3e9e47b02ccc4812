"""Makes a sequence; what owns it is said once its column is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import guards, sequences
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema, Sequence


@dataclass(frozen=True, kw_only=True)
class CreateSequence(Addition):
    """CREATE SEQUENCE."""

    kind: ClassVar[str] = "create-sequence"
    stage: ClassVar[Stage] = Stage.SEQUENCES
    sequence: Sequence

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each sequence that exists only afterwards."""
        return (cls(sequence=made) for _, made in differences.added(Sequence))

    def subject(self) -> Address:
        """The sequence."""
        return address_of(self.sequence)

    def requires(self) -> frozenset[Address]:
        """Its namespace."""
        return needs(self.sequence)

    def requires_gone(self) -> frozenset[Address]:
        """The sequence of that name that an identity column has."""
        return frozenset({self.subject()})

    def describe(self) -> str:
        """One line."""
        return f'make the sequence "{self.sequence.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the sequence, owned by nobody yet."""
        return put(before, replace(self.sequence, owned_by=None))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE SEQUENCE."""
        return tuple(whole.sequence(self.sequence, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP SEQUENCE, unless it is an identity column's."""
        dropped = sequences.drop(self.sequence.name, guarded=True)
        return Reversal(statements=(guards.only_if(guards.is_own_sequence(self.sequence.name), dropped),))
