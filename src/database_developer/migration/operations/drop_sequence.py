"""Removes a sequence: it is set aside with its counter, unless somebody allowed to lose that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import aside, sequences
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs
from database_developer.migration.phases.keeper import LAST_USED
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema, Sequence


@dataclass(frozen=True, kw_only=True)
class DropSequence(Removal):
    """SET SCHEMA into a hidden namespace, after the defaults that draw from it; DROP SEQUENCE where that is allowed.

    An owned one was untied before.
    """

    kind: ClassVar[str] = "drop-sequence"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 30
    sequence: Sequence
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each sequence that exists only before."""
        certain = not differences.renamings
        return (cls(sequence=gone, certain=certain) for _, gone in differences.removed(Sequence))

    def subject(self) -> Address:
        """The sequence."""
        return address_of(self.sequence)

    def releases(self) -> frozenset[Address]:
        """Its namespace."""
        return needs(self.sequence)

    def describe(self) -> str:
        """One line."""
        return f'remove the sequence "{self.sequence.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the sequence."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET SCHEMA, or DROP SEQUENCE; the counters of a window hold nothing that anybody wants back."""
        if self._is_counter():
            return (sequences.drop(self.sequence.name),)
        if Hazard.DATA_LOSS in facts.allowed:
            return (replace(sequences.drop(self.sequence.name), hazards=frozenset({Hazard.DATA_LOSS})),)
        return (aside.moved("sequence", self.sequence.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Back where it was, counting on; a dropped one counts from its start again."""
        if self._is_counter():
            return Reversal(statements=tuple(whole.sequence(self.sequence, facts, guarded=True)))
        if Hazard.DATA_LOSS not in facts.allowed:
            return Reversal(
                statements=(
                    aside.moved_back("sequence", self.sequence.name, self.sequence.comment, certain=self.certain),
                )
            )
        note = f'the sequence "{self.sequence.name}" counts from its start again: set it with setval'
        statements = tuple(whole.sequence(self.sequence, facts, guarded=True))
        return Reversal(statements=statements, restores=Restores.STRUCTURE, note=note)

    def _is_counter(self) -> bool:
        """Whether it only noted when an old column was last written."""
        return self.sequence.comment == LAST_USED
