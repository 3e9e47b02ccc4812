"""Changes who may do what with an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from database_developer.diff.addresses import find
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import grants
from database_developer.migration.ddl.guards import only_if
from database_developer.migration.editing import put, put_column
from database_developer.migration.existing import there
from database_developer.migration.noted import staying
from database_developer.model.differences import Differences, Thing
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Column, Grant, Schema


@dataclass(frozen=True, kw_only=True)
class SetGrants(Alteration):
    """GRANT and REVOKE on anything that stays."""

    kind: ClassVar[str] = "set-grants"
    rank: ClassVar[int] = 80
    address: Address
    thing: Thing
    before: tuple[Grant, ...]
    after: tuple[Grant, ...]

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each object with other privileges; what is made anew brings its own."""
        for address, old, new in staying(differences, before, "grants"):
            yield cls(address=address, thing=new, before=_grants(old), after=_grants(new))

    def subject(self) -> Address:
        """The object."""
        return self.address

    def describe(self) -> str:
        """One line."""
        return f"change who may do what with {self.address}"

    def apply(self, before: Schema) -> Schema:
        """With the privileges of afterwards."""
        found: Any = find(before, self.address)
        changed = replace(found, grants=self.after)
        if isinstance(changed, Column) and self.address.owner:
            return put_column(before, self.address.owner, changed)
        return put(before, changed)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """GRANT and REVOKE."""
        return tuple(grants.change(self.address, self.thing, self.before, self.after, facts.server_version))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the object is there."""
        back = grants.change(self.address, self.thing, self.after, self.before, facts.server_version)
        return Reversal(statements=tuple(only_if(there(self.address, self.thing), it) for it in back))


def _grants(thing: Thing) -> tuple[Grant, ...]:
    found: tuple[Grant, ...] = getattr(thing, "grants", ())
    return found
