"""Says what an object is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from database_developer.diff.addresses import find
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import comments
from database_developer.migration.ddl.guards import only_if
from database_developer.migration.editing import put, put_column, put_part
from database_developer.migration.existing import there
from database_developer.migration.noted import staying
from database_developer.model.differences import Differences, Thing
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class SetComment(Alteration):
    """COMMENT ON anything that stays."""

    kind: ClassVar[str] = "set-comment"
    rank: ClassVar[int] = 70
    address: Address
    before: Thing
    after: Thing

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each object that has another comment; what is made anew brings its own."""
        for address, old, new in staying(differences, before, "comment"):
            yield cls(address=address, before=old, after=new)

    def subject(self) -> Address:
        """The object."""
        return self.address

    def describe(self) -> str:
        """One line."""
        return f"{'say what' if self.after.comment else 'no longer say what'} {self.address} is for"

    def apply(self, before: Schema) -> Schema:
        """With the comment."""
        found: Any = find(before, self.address)
        changed = replace(found, comment=self.after.comment)
        if self.address.owner is None:
            return put(before, changed)
        put_back = put_column if isinstance(changed, Column) else put_part
        return put_back(before, self.address.owner, changed)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """COMMENT ON."""
        return (comments.comment(self.address, self.after, self.after.comment),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old comment, where the object is there."""
        back = comments.comment(self.address, self.after, self.before.comment)
        return Reversal(statements=(only_if(there(self.address, self.after), back),))
