"""Gives a function another body, under those who call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import functions
from database_developer.migration.ddl.locks import locks
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs, read_by
from database_developer.migration.replacing import is_replaceable_function
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, LockMode, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Function, Schema


@dataclass(frozen=True, kw_only=True)
class ReplaceFunction(Alteration):
    """CREATE OR REPLACE FUNCTION or PROCEDURE."""

    kind: ClassVar[str] = "replace-function"
    stage: ClassVar[Stage] = Stage.FUNCTIONS
    before: Function
    after: Function

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each whose callers see no difference."""
        for _, old, new in differences.changed(Function):
            is_other = replace(old, comment=new.comment, grants=new.grants) != new
            if is_other and is_replaceable_function(old, new):
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.after)

    def requires(self) -> frozenset[Address]:
        """What the new one names."""
        return needs(self.after)

    def releases(self) -> frozenset[Address]:
        """What the old one named."""
        return needs(self.before)

    def describe(self) -> str:
        """One line."""
        return f'replace the {"procedure" if self.after.procedure else "function"} "{self.after.signature}"'

    def apply(self, before: Schema) -> Schema:
        """With the new body; comment and privileges stay."""
        there = before.functions[self.after.signature]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE OR REPLACE."""
        return (_made(self.after, before),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE OR REPLACE with the old body."""
        return Reversal(statements=(_made(self.before, before),))


def _made(function: Function, schema: Schema) -> Statement:
    return functions.create(function, locks(LockMode.ACCESS_SHARE, *sorted(read_by(function, schema))))
