from __future__ import annotations

import re
from decimal import Decimal

import pytest

from database_developer.model.schema import Constraint, ConstraintKind
from database_developer.seeding.checks import columns_of, understood
from database_developer.seeding.facts import After, Allowed, Bound, Fact, JsonKind, Length, LowerCase, Pattern, Present
from database_developer.seeding.regular import template


def check(expression: str) -> Constraint:
    return Constraint(name="c", kind=ConstraintKind.CHECK, definition=f"CHECK ({expression})")


def least(value: str, inclusive: bool = True) -> Bound:
    return Bound(column="a", value=Decimal(value), is_lower=True, inclusive=inclusive)


def most(value: str, inclusive: bool = True) -> Bound:
    return Bound(column="a", value=Decimal(value), is_lower=False, inclusive=inclusive)


@pytest.mark.parametrize(
    ("expression", "facts"),
    [
        (
            "((a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying])::text[]))",
            (Allowed(column="a", values=("x", "it's")),),
        ),
        ("(a = ANY ('{x,y}'::text[]))", (Allowed(column="a", values=("x", "y")),)),
        ("a IN (1, -2)", (Allowed(column="a", values=("1", "-2")),)),
        ("((a = 'x'::text) OR (a = 'y'::text))", (Allowed(column="a", values=("x", "y")),)),
        ("((a IS NULL) OR (a >= 0))", (least("0"),)),
        ("((a >= 1) AND (a < (5)::numeric))", (least("1"), most("5", inclusive=False))),
        ("((0)::numeric < a)", (least("0", inclusive=False),)),
        ("(a > '-1.5'::numeric)", (least("-1.5", inclusive=False),)),
        ("a BETWEEN 1 AND 5", (least("1"), most("5"))),
        ("((a)::text <> ''::text)", (Length(column="a", minimum=1),)),
        ("(length(btrim((a)::text)) > 0)", (Length(column="a", minimum=1),)),
        ("(char_length(a) <= 40)", (Length(column="a", maximum=40),)),
        ("((a)::text ~ '^[a-z]+$'::text)", (Pattern(column="a", regex="^[a-z]+$"),)),
        ("(a ~* 'x')", (Pattern(column="a", regex="x", ignoring_case=True),)),
        ("((a)::text = lower((a)::text))", (LowerCase(column="a"),)),
        ("(jsonb_typeof(a) = 'object'::text)", (JsonKind(column="a", kind="object"),)),
        ("(a >= b)", (After(column="a", other="b", strictly=False),)),
        ("(b < a)", (After(column="a", other="b", strictly=True),)),
        ("(a IS NOT NULL)", (Present(column="a"),)),
    ],
)
def test_common_forms_are_read(expression: str, facts: tuple[Fact, ...]) -> None:
    assert understood(check(expression)) == facts


@pytest.mark.parametrize(
    "expression", ["a + b < 3", "a <> 7", "a <> b", "NOT (a > 3)", "a > 3 OR b > 3", "a ~~ '%@%'", "f(a) > 1", "((a >"]
)
def test_anything_else_is_not(expression: str) -> None:
    assert understood(check(expression)) is None


def test_the_columns_are_found_all_the_same() -> None:
    assert columns_of(check("((a + b) < abs(c)) OR d IS NULL")) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "regex",
    [
        "^[a-z0-9_]+$",
        "^[A-Z]{2}$",
        "^[A-Z]{3}-[0-9]{4,6}$",
        r"^\d{5}$",
        r"^\+?[0-9]{7,15}$",
        "^#[0-9a-f]{6}$",
        "^[^@]+@[^@]+$",
        "^[[:alpha:]][[:alnum:]_]*$",
        r"^v\d+\.\d+$",
        "^https?://.+$",
    ],
)
def test_texts_for_a_pattern_match_it(regex: str) -> None:
    made = template(regex, 1000, 0, None)
    assert made is not None
    python = regex.replace("[:alpha:]", "a-z").replace("[:alnum:]", "a-z0-9")
    assert all(re.search(python, text) for text in made.examples(1000, carries=True))


@pytest.mark.parametrize("regex", ["^(a|b)+$", "^a|b$", "(?i)x", "^[a-"])
def test_a_pattern_that_is_too_clever_is_left_alone(regex: str) -> None:
    assert template(regex, 10, 0, None) is None
