"""Several flags that one column of values takes the place of."""

from __future__ import annotations

import pytest

from database_developer.model.recipe import Constant, Formula, Recipe
from database_developer.model.request import AllowedAsk, Ask, AttributeAsk, BackfillAsk, RemovalAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import request

POSTS = Vocabulary(tables={"letters": ("id", "is_sent", "is_void", "has_enclosure", "written_on")})


def told(text: str) -> tuple[Ask, ...]:
    return request(text, POSTS).asks


def recipe(text: str) -> Recipe | None:
    [rule] = [ask for ask in told(text) if isinstance(ask, BackfillAsk)]
    return rule.recipe


@pytest.mark.parametrize(
    "text",
    [
        "Replace `is_sent` and `is_void` in `letters` by one `state`, mandatory, one of `draft`, `sent`, `void`; new "
        "letters start as `draft`. Migration: void wins over sent; neither flag = draft.",
        "letters.is_sent and letters.is_void become one column `state` (draft, sent, void), not null, default draft. "
        "If both are set: void. Neither: draft.",
        'Merge is_sent and is_void of letters into `state`, required, one of "draft", "sent" and "void", draft by '
        "default. is_void beats is_sent, all others are draft.",
    ],
)
def test_flags_become_values(text: str) -> None:
    found = recipe(text)
    assert found is not None
    assert found.formula == Formula(source=Constant(text="draft"))
    assert [branch.formula.source for branch in found.branches] == [Constant(text="void"), Constant(text="sent")]
    assert [branch.condition.comparisons[0].attribute.name for branch in found.branches] == ["is_void", "is_sent"]
    [column] = [ask for ask in told(text) if isinstance(ask, AttributeAsk)]
    assert (column.attribute, column.required, column.default) == ("state", True, "draft")
    assert [ask.values for ask in told(text) if isinstance(ask, AllowedAsk)] == [("draft", "sent", "void")]
    assert {ask.attribute for ask in told(text) if isinstance(ask, RemovalAsk)} == {"is_sent", "is_void"}


def test_what_wins_is_asked_where_it_is_not_told() -> None:
    assert recipe("Merge is_sent and is_void of letters into `state`, one of `draft`, `sent` and `void`.") is None


def test_flags_that_no_value_is_called_by_are_asked_about() -> None:
    text = "Replace is_sent and has_enclosure of letters by `state`, one of `draft` and `sent`. sent wins over draft."
    assert recipe(text) is None
