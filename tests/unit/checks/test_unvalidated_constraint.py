"""unvalidated-constraint: a promise that the old rows were never held to."""

from __future__ import annotations

from database_developer.model.schema import Column, Domain, NotNull
from database_developer.proof.checks.unvalidated_constraint import CHECK
from support.checks import assert_finds_as_documented, assert_silent, check, column, name, places, schema, script, table

BAD = script(after=schema(table("orders", column("price"), check("price > 0", validated=False, name="price_is_set"))))


def test_a_constraint_left_not_valid_is_found() -> None:
    what = 'constraint "price_is_set" is left NOT VALID: older rows may break it'
    assert_finds_as_documented(CHECK, BAD, "constraint orders.price_is_set", what)


def test_a_validated_constraint_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("price"), check("price > 0")))))


def test_a_constraint_that_is_not_enforced_says_so() -> None:
    unenforced = check("price > 0", validated=False, enforced=False)
    assert_silent(CHECK, script(after=schema(table("orders", column("price"), unenforced))))


def test_a_not_null_left_not_valid_is_found() -> None:
    half = Column(name="price", type="text", not_null=NotNull(validated=False))
    assert places(CHECK, script(after=schema(table("orders", half)))) == ["column orders.price"]


def test_a_domain_is_found() -> None:
    half = Domain(name=name("email"), type="text", constraints=(check("VALUE ~ '@'", validated=False),))
    assert places(CHECK, script(after=schema(half))) == ["domain email"]


def test_what_was_never_validated_before_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
