"""Changes how a sequence counts, or which column it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import guards, sequences
from database_developer.migration.editing import column_of, put
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Schema, Sequence


@dataclass(frozen=True, kw_only=True)
class AlterSequence(Alteration):
    """ALTER SEQUENCE: type, options, logging, and OWNED BY."""

    kind: ClassVar[str] = "alter-sequence"
    stage: ClassVar[Stage] = Stage.TABLES
    rank: ClassVar[int] = 65
    before: Sequence
    after: Sequence
    is_new: bool = False
    """Whether this migration makes it."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that changes, is made for a column, or must be untied before it goes."""
        for _, old, new in differences.changed(Sequence):
            if replace(old, comment=new.comment, grants=new.grants) != new:
                yield cls(before=old, after=new)
        for _, new in differences.added(Sequence):
            if new.owned_by is not None:
                yield cls(before=replace(new, owned_by=None), after=new, is_new=True)
        for _, old in differences.removed(Sequence):
            if old.owned_by is not None:
                yield cls(before=old, after=replace(old, owned_by=None))

    def subject(self) -> Address:
        """The sequence."""
        return address_of(self.after)

    def requires(self) -> frozenset[Address]:
        """The sequence, and the column it will belong to."""
        owner = self.after.owned_by
        return frozenset({self.subject(), *_column(owner)}) if owner else frozenset()

    def releases(self) -> frozenset[Address]:
        """The column it no longer belongs to, which would take it along; the sequence, if it goes."""
        owner = self.before.owned_by
        if owner is None or owner == self.after.owned_by:
            return frozenset()
        return frozenset({self.subject(), *_column(owner)})

    def describe(self) -> str:
        """One line."""
        if self.before.owned_by == self.after.owned_by:
            return f'change how the sequence "{self.after.name}" counts'
        if self.after.owned_by is None:
            return f'untie the sequence "{self.after.name}" from its column'
        table, column = self.after.owned_by
        return f'tie the sequence "{self.after.name}" to "{table}.{column}"'

    def apply(self, before: Schema) -> Schema:
        """With the sequence as it will be, less comment and privileges."""
        there = before.sequences[self.after.name]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ALTER SEQUENCE, one statement for each side of it."""
        counting = tuple(_counting(self.before, self.after))
        if self.before.owned_by == self.after.owned_by:
            return counting
        return (*counting, sequences.set_owner(self.after.name, self.after.owned_by), *self._going_on(before, facts))

    def _counts_up(self, before: Schema, owner: tuple[QualifiedName, str]) -> bool:
        is_whole = column_of(before, *owner).type in sequences.LARGEST
        return is_whole and self.after.owned_by is None and self.before.options.increment > 0

    def _going_on(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """A sequence that was just made for a column with rows counts on after these."""
        owner = self.after.owned_by
        if not self.is_new or owner is None or owner[0] in facts.new_tables:
            return
        if column_of(before, *owner).type in sequences.LARGEST:
            yield sequences.go_on_after(*owner, self.after.options)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the sequence and its column are there."""
        there = guards.is_own_sequence(self.after.name)
        statements = [guards.only_if(there, it) for it in _counting(self.after, self.before)]
        if self.before.owned_by != self.after.owned_by:
            owner = self.before.owned_by
            condition = guards.all_of(there, guards.column_exists(*owner)) if owner else there
            statements.append(guards.only_if(condition, sequences.set_owner(self.after.name, owner)))
            if owner is not None and self._counts_up(before, owner):
                statements.append(guards.only_if(condition, sequences.catch_up(self.after.name, *owner)))
        return Reversal(statements=tuple(statements))


def _column(owner: tuple[QualifiedName, str]) -> frozenset[Address]:
    return frozenset({of("table", owner[0]), part_of("column", *owner)})


def _counting(old: Sequence, new: Sequence) -> Iterator[Statement]:
    if old.options != new.options:
        yield sequences.set_options(new.name, new.options)
    if old.unlogged != new.unlogged:
        yield sequences.set_logged(new.name, unlogged=new.unlogged)
