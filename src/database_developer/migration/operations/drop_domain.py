"""Removes a domain: it is set aside, for what is aside may still have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import aside, guards, types
from database_developer.migration.ddl.locks import locks
from database_developer.migration.editing import remove
from database_developer.migration.leaning import leans, lost_with
from database_developer.migration.mentions import mentioned, needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Lock, LockMode, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Constraint, Domain, Schema


@dataclass(frozen=True, kw_only=True)
class DropDomain(Removal):
    """SET SCHEMA into a hidden namespace, after all that uses it; DROP DOMAIN where losses are allowed.

    ``can_stay`` is false where its type goes with an extension. ``checks`` and the default, where ``loses_default``,
    call functions that the migration drops: they are let go of before. ``users`` are the tables that had it.
    """

    kind: ClassVar[str] = "drop-domain"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 38
    domain: Domain
    can_stay: bool = True
    checks: tuple[Constraint, ...] = ()
    loses_default: bool = False
    users: tuple[QualifiedName, ...] = ()
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only before."""
        gone = [it for _, it in differences.removed(Domain)]
        current = renamed(before, differences.renamings) if gone else before
        lost = lost_with(differences, current)
        for each in gone:
            yield cls(
                domain=each,
                can_stay=not leans(each.type, lost, current),
                checks=tuple(it for it in each.constraints if leans(it.definition, lost, current)),
                loses_default=leans(each.default or "", lost, current),
                users=tuple(_users(each.name, current)),
                certain=not differences.renamings,
            )

    def subject(self) -> Address:
        """What is removed."""
        return address_of(self.domain)

    def releases(self) -> frozenset[Address]:
        """Its namespace and the types it is made of."""
        return needs(self.domain)

    def describe(self) -> str:
        """One line."""
        return f'remove the domain "{self.domain.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without it."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET SCHEMA, or DROP DOMAIN."""
        name = self.domain.name
        if self._is_dropped(facts):
            return (types.drop_domain(name),)
        untied = tuple(types.drop_domain_check(name, it.name) for it in self.checks)
        default = (types.set_domain_default(name, None),) if self.loses_default else ()
        return (*untied, *default, aside.moved("domain", name))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Back where it was; a dropped one is made again, unless it is there."""
        if self._is_dropped(facts):
            return Reversal(statements=tuple(whole.domain(self.domain, facts, guarded=True)))
        back = aside.moved_back("domain", self.domain.name, self.domain.comment, certain=self.certain)
        return Reversal(statements=(back, *self._tied_again()))

    def _is_dropped(self, facts: Facts) -> bool:
        return not self.can_stay or Hazard.DATA_LOSS in facts.allowed

    def _tied_again(self) -> Iterator[Statement]:
        name = self.domain.name
        if self.loses_default:
            yield guards.only_if(guards.type_exists(name), types.set_domain_default(name, self.domain.default))
        for check in self.checks:
            missing = f"NOT {guards.domain_constraint_exists(name, check.name)}"
            added = replace(types.add_domain_check(name, check), locks=self._read(), scans=self.users)
            yield guards.only_if(guards.all_of(guards.type_exists(name), missing), added)

    def _read(self) -> tuple[Lock, ...]:
        """The tables whose rows are looked at: there with a hidden column, or aside themselves."""
        return locks(LockMode.SHARE, *self.users, *map(aside.hidden_name, self.users))


def _users(domain: QualifiedName, schema: Schema) -> Iterator[QualifiedName]:
    address = of("domain", domain)
    for table in schema.tables.values():
        if any(address in set(mentioned(column.type)) for column in table.columns):
            yield table.name
