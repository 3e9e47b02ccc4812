"""Changes the default, NOT NULL and checks of a domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import comments, guards, types
from database_developer.migration.ddl.locks import locks
from database_developer.migration.editing import put
from database_developer.migration.mentions import mentioned, needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, LockMode, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Domain, Schema


@dataclass(frozen=True, kw_only=True)
class AlterDomain(Alteration):
    """ALTER DOMAIN; what every value is held to has every table that has the domain read."""

    kind: ClassVar[str] = "alter-domain"
    stage: ClassVar[Stage] = Stage.TYPES
    before: Domain
    after: Domain

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each domain that changes over the same type."""
        for _, old, new in differences.changed(Domain):
            same = replace(old, comment=new.comment, grants=new.grants)
            if same != new and (old.type, old.collation) == (new.type, new.collation):
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The domain."""
        return address_of(self.after)

    def creates(self) -> frozenset[Address]:
        """The domain as wished."""
        return frozenset({self.subject()})

    def requires(self) -> frozenset[Address]:
        """The functions that its checks and default call."""
        return needs(self.after)

    def releases(self) -> frozenset[Address]:
        """The functions that its old checks and default called."""
        return needs(self.before)

    def describe(self) -> str:
        """One line."""
        return f'change what the domain "{self.after.name}" holds its values to'

    def apply(self, before: Schema) -> Schema:
        """With the default, NOT NULL and checks of afterwards."""
        there = before.domains[self.after.name]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A statement for each change; checks are added unproven and proven after that."""
        users = tuple(_tables_with(self.after.name, before))
        return tuple(_between(self.before, self.after, users))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round; a check is dropped before it is added."""
        users = tuple(_tables_with(self.after.name, before))
        statements = []
        for statement in _between(self.after, self.before, users, renew=True):
            statements.append(guards.only_if(guards.type_exists(self.after.name), statement))
        return Reversal(statements=tuple(statements), note="values written since must keep the old checks")


def _between(old: Domain, new: Domain, users: tuple[QualifiedName, ...], *, renew: bool = False) -> Iterator[Statement]:
    """What turns the one into the other; with ``renew`` also where some of it is done already."""
    name, read = new.name, locks(LockMode.SHARE, *users)
    there = {check.name: check for check in old.constraints}
    wished = {check.name: check for check in new.constraints}
    for check in old.constraints:
        if wished.get(check.name) != check:
            yield types.drop_domain_check(name, check.name)
    for check in new.constraints:
        if there.get(check.name) != check:
            if renew:
                yield types.drop_domain_check(name, check.name)
            added = types.add_domain_check(name, check)
            yield replace(added, locks=read, scans=users) if check.validated else added
            if check.comment is not None:
                yield comments.domain_check_comment(new, check.name, check.comment)
    if old.default != new.default:
        yield types.set_domain_default(name, new.default)
    if (old.not_null is None) != (new.not_null is None):
        demanded = types.set_domain_not_null(name, demanded=new.not_null is not None)
        yield replace(demanded, locks=read, scans=users) if new.not_null else demanded


def _tables_with(domain: QualifiedName, schema: Schema) -> Iterator[QualifiedName]:
    """The tables that have a column of the domain."""
    for table in schema.tables.values():
        if any(name.name == domain for column in table.columns for name in mentioned(column.type)):
            yield table.name
