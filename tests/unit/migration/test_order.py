"""The order of operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Self

import pytest

from database_developer.errors import NoPlan
from database_developer.migration.change import Change
from database_developer.migration.order import ordered
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, of
from database_developer.model.schema import Schema
from unit.migration.building import name


@dataclass(frozen=True, kw_only=True)
class Pretended(Change):
    """A change that does nothing but say what it makes and needs."""

    kind: ClassVar[str] = "pretended"
    own: str
    needed: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    leaned: frozenset[str] = field(default_factory=frozenset)
    wished: frozenset[str] = frozenset()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        return iter(())

    def subject(self) -> Address:
        return of("table", name(self.own))

    def creates(self) -> frozenset[Address]:
        return frozenset() if self.ends else frozenset({self.subject()})

    def removes(self) -> frozenset[Address]:
        return _tables(self.ends)

    def requires(self) -> frozenset[Address]:
        return _tables(self.needed)

    def releases(self) -> frozenset[Address]:
        return _tables(self.leaned)

    def follows(self) -> frozenset[Address]:
        return _tables(self.wished)

    def describe(self) -> str:
        return self.own

    def apply(self, before: Schema) -> Schema:
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        return ()

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        return Reversal(statements=())


def _tables(names: frozenset[str]) -> frozenset[Address]:
    return frozenset(of("table", name(it)) for it in names)


def names_of(*changes: Pretended) -> list[str]:
    return [change.describe() for change in ordered(changes)]


def test_what_is_needed_comes_first_and_the_rest_by_name() -> None:
    a = Pretended(own="a", needed=frozenset("c"))
    b, c = Pretended(own="b"), Pretended(own="c")
    assert names_of(c, b, a) == names_of(a, b, c) == ["b", "c", "a"]


def test_what_leans_on_something_goes_before_it() -> None:
    user = Pretended(own="z", leaned=frozenset("a"))
    gone = Pretended(own="a", ends=frozenset("a"))
    assert names_of(gone, user) == ["z", "a"]


def test_a_wish_is_kept_unless_it_leads_in_a_circle() -> None:
    a, b = Pretended(own="a", wished=frozenset("b")), Pretended(own="b")
    assert names_of(a, b) == ["b", "a"]
    assert names_of(a, Pretended(own="b", needed=frozenset("a"))) == ["a", "b"]
    assert names_of(a, Pretended(own="b", wished=frozenset("a"))) == names_of(
        Pretended(own="b", wished=frozenset("a")), a
    )


def test_a_circle_is_named() -> None:
    a, b = Pretended(own="a", needed=frozenset("b")), Pretended(own="b", needed=frozenset("a"))
    with pytest.raises(NoPlan, match=r"circle: .*a"):
        ordered((a, b))
