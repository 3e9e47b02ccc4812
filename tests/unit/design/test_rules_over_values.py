"""Bounds that may not be reached, and attributes of a row that are held against each other."""

from __future__ import annotations

import pytest

from database_developer.design import design
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.model.request import AttributeAsk, EntityAsk, RangeAsk, Request
from database_developer.model.schema import ConstraintKind, Schema
from support.asks import said

PUMPS = QualifiedName("public", "pumps")


def made(first: str, second: str, rule: RangeAsk | ComparisonAsk) -> Design:
    asks = (
        EntityAsk(entity="pump", quote=said("pumps")),
        AttributeAsk(entity="pump", attribute="first", type=first, quote=said("first")),
        AttributeAsk(entity="pump", attribute="second", type=second, quote=said("second")),
        rule,
    )
    return design(Request(ticket="T-1", asks=asks), Schema())


def checks(designed: Design) -> list[str]:
    return [one.definition for one in designed.target.tables[PUMPS].constraints_of(ConstraintKind.CHECK)]


@pytest.mark.parametrize(("may_be_equal", "sign"), [(True, ">="), (False, ">")])
def test_the_greater_is_never_below_the_smaller(may_be_equal: bool, sign: str) -> None:
    rule = ComparisonAsk(
        entity="pump", smaller="first", greater="second", may_be_equal=may_be_equal, quote=said("rule")
    )
    assert checks(made("date", "date", rule)) == [f"CHECK (second {sign} first)"]


def test_a_date_and_a_moment_are_compared() -> None:
    rule = ComparisonAsk(entity="pump", smaller="first", greater="second", quote=said("rule"))
    assert len(checks(made("date", "timestamptz", rule))) == 1


def test_a_text_and_a_date_are_asked_about() -> None:
    designed = made("text", "date", ComparisonAsk(entity="pump", smaller="first", greater="second", quote=said("rule")))
    assert checks(designed) == []
    assert [question.blocking for question in designed.questions] == [False]


def test_what_is_not_there_is_asked_about() -> None:
    designed = made("date", "date", ComparisonAsk(entity="pump", smaller="first", greater="third", quote=said("rule")))
    assert ["third" in question.text for question in designed.questions] == [True]


def test_a_bound_that_may_not_be_reached() -> None:
    rule = RangeAsk(entity="pump", attribute="first", above="0", maximum="9", quote=said("rule"))
    assert checks(made("integer", "integer", rule)) == ["CHECK (first > 0 AND first <= 9)"]


def test_a_length_makes_a_text_of_what_is_called_a_number() -> None:
    asks = (
        EntityAsk(entity="pump", quote=said("pumps")),
        AttributeAsk(entity="pump", attribute="hull number", max_length=7, pattern="^.{7}$", quote=said("hull number")),
        AttributeAsk(entity="pump", attribute="weight", hint="with 2 decimals", quote=said("weight")),
    )
    table = design(Request(ticket="T-1", asks=asks), Schema()).target.tables[PUMPS]
    types = [found.type for name in ("hull_number", "weight") if (found := table.column(name))]
    assert types == ["character varying(7)", "numeric(12,2)"]


@pytest.mark.parametrize(
    ("type_name", "is_asked"), [("date", True), ("timestamptz", True), ("boolean", True), ("int", False)]
)
def test_bounds_in_numbers_are_for_numbers(type_name: str, is_asked: bool) -> None:
    designed = made(type_name, "int", RangeAsk(entity="pump", attribute="first", minimum="0", quote=said("rule")))
    assert bool(checks(designed)) is not is_asked
    assert [question.blocking for question in designed.questions] == [False] * is_asked
