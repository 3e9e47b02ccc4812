"""Gives a function another body, under those who call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.bodies import Awaited, are_settled, awaited, is_touched
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import functions
from database_developer.migration.ddl.locks import locks
from database_developer.migration.editing import put
from database_developer.migration.mentions import has_quoted_body, needs, read_by, reads
from database_developer.migration.rebuilding import rebuilding
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
    awaited: tuple[Awaited, ...] = ()
    """What the new body names and this migration makes or changes."""
    is_touched: bool = False
    """Whether this migration changes what the old body names."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each whose callers see no difference."""
        changed = [
            (address, old, new)
            for address, old, new in differences.changed(Function)
            if replace(old, comment=new.comment, grants=new.grants) != new and is_replaceable_function(old, new)
        ]
        again = rebuilding(differences, before).again if changed else {}
        for address, old, new in changed:
            if address not in again:
                touched = is_touched(old, differences)
                yield cls(before=old, after=new, awaited=awaited(new, differences), is_touched=touched)

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.after)

    def requires(self) -> frozenset[Address]:
        """What the new one's head names, and a body without quotes."""
        return needs(self.after)

    def follows(self) -> frozenset[Address]:
        """What the new body names."""
        return reads(self.after) | frozenset(address for address, _ in self.awaited)

    def releases(self) -> frozenset[Address]:
        """What the old one's head named, and a body without quotes."""
        return needs(self.before)

    def precedes(self) -> frozenset[Address]:
        """What the old body named."""
        return reads(self.before)

    def describe(self) -> str:
        """One line."""
        return f'replace the {"procedure" if self.after.procedure else "function"} "{self.after.signature}"'

    def apply(self, before: Schema) -> Schema:
        """With the new body; comment and privileges stay."""
        there = before.functions[self.after.signature]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE OR REPLACE."""
        return (_made(self.after, before, unchecked=not are_settled(self.awaited, before)),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE OR REPLACE with the old body, which may name what is put back only after that."""
        return Reversal(statements=(_made(self.before, before, unchecked=self.is_touched),))


def _made(function: Function, schema: Schema, *, unchecked: bool) -> Statement:
    if unchecked and has_quoted_body(function):
        return functions.create_unchecked(function)
    return functions.create(function, locks(LockMode.ACCESS_SHARE, *sorted(read_by(function, schema))))
