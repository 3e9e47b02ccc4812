"""Changes the default, NOT NULL and checks of a domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import comments, guards, types
from database_developer.migration.ddl.locks import locks
from database_developer.migration.editing import put
from database_developer.migration.mentions import mentioned, needs
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.migration.rebuilding import only_validation_differs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, LockMode, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Constraint, Domain, NotNull, Schema


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
        """A statement for each change; where a table is large, a check is proven after it is added."""
        users = tuple(tables_with(self.after.name, before))
        return tuple(_between(self.before, self.after, users, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round; a check is dropped before it is added."""
        users = tuple(tables_with(self.after.name, before))
        back = _between(self.after, self.before, users, facts, renew=True)
        there = guards.type_exists(self.after.name)
        statements = tuple(it if it.sql.startswith("DO ") else guards.only_if(there, it) for it in back)
        return Reversal(statements=statements, note="values written since must keep the old checks")


def tables_with(domain: QualifiedName, schema: Schema) -> Iterator[QualifiedName]:
    """The tables that have a column of the domain."""
    for table in schema.tables.values():
        if any(name.name == domain for column in table.columns for name in mentioned(column.type)):
            yield table.name


def _between(
    old: Domain, new: Domain, users: tuple[QualifiedName, ...], facts: Facts, *, renew: bool = False
) -> Iterator[Statement]:
    """What turns the one into the other; with ``renew`` also where some of it is done already."""
    yield from _checks(old, new, users, facts, renew=renew)
    if old.default != new.default:
        yield types.set_domain_default(new.name, new.default)
    if old.not_null != new.not_null:
        yield from _not_null(old, new, users, facts, renew=renew)


def _checks(
    old: Domain, new: Domain, users: tuple[QualifiedName, ...], facts: Facts, *, renew: bool
) -> Iterator[Statement]:
    there = {check.name: check for check in old.constraints}
    wished = {check.name: check for check in new.constraints}
    for check in old.constraints:
        after = wished.get(check.name)
        if after is None or not (_is_same(check, after) or only_validation_differs(check, after)):
            yield types.drop_domain_check(new.name, check.name)
    for check in new.constraints:
        was = there.get(check.name)
        if was is None or not _is_same(was, check):
            yield from _checked(new, was, check, users, facts, renew=renew)
        if check.comment != (was.comment if was and _is_same(was, check) else None):
            yield comments.domain_check_comment(new, check.name, check.comment)


def _checked(
    domain: Domain,
    was: Constraint | None,
    check: Constraint,
    users: tuple[QualifiedName, ...],
    facts: Facts,
    *,
    renew: bool,
) -> Iterator[Statement]:
    """A check that comes, or whose rows are looked at now."""
    if was is not None and only_validation_differs(was, check) and not renew:
        yield types.validate_domain_check(domain.name, check.name, users)
        return
    if renew:
        yield types.drop_domain_check(domain.name, check.name)
    is_quick = all(facts.is_small(table) for table in users)
    later = check.validated and not is_quick
    added = types.add_domain_check(domain.name, check, later=later)
    reads = check.validated and is_quick
    yield replace(added, locks=locks(LockMode.SHARE, *users), scans=users) if reads else added
    if later:
        yield types.validate_domain_check(domain.name, check.name, users)


def _not_null(
    old: Domain, new: Domain, users: tuple[QualifiedName, ...], facts: Facts, *, renew: bool
) -> Iterator[Statement]:
    """NOT NULL comes, goes or, where it has a name, gets another one."""
    if old.not_null is not None and new.not_null is not None:
        name = _name(old, old.not_null)
        named = types.rename_domain_constraint(new.name, name, _name(new, new.not_null))
        yield guards.only_if(guards.domain_constraint_exists(new.name, name), named) if renew else named
        return
    own = new.not_null.name if new.not_null and facts.server_version >= NAMED_NOT_NULL_SINCE else None
    demanded = types.set_domain_not_null(new.name, demanded=new.not_null is not None, name=own)
    yield replace(demanded, locks=locks(LockMode.SHARE, *users), scans=users) if new.not_null else demanded


def _name(domain: Domain, demand: NotNull) -> str:
    return demand.name or default_name(domain.name.name, "", "not_null")


def _is_same(old: Constraint, new: Constraint) -> bool:
    return replace(old, comment=new.comment) == new
