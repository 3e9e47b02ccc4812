"""Rows that are marked instead of removed: what is unique among the others, and what those that stand get."""

from __future__ import annotations

import pytest

from database_developer.model.pattern_asks import SoftDeletionAsk
from database_developer.model.recipe import Attribute, Formula
from database_developer.model.request import AttributeAsk, BackfillAsk, RemovalAsk, UnconstrainAsk, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

KENNEL = Vocabulary(
    tables={
        "dogs": ("id", "chip_no", "name", "housed", "left_on", "updated_at"),
        "cages": ("id", "number", "deleted_at"),
    }
)
COLUMN = "`dogs.archived_at`, timestamp with time zone, empty = still here.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "`chip_no` of dogs needs to be unique only among the active dogs.",
        "dogs.chip_no must be unique among active dogs; archived ones may share it.",
        "`dogs.chip_no` is to be unique for dogs that are not archived.",
        "Archived dogs may share a `chip_no` with an active one.",
    ],
)
def test_unique_among_those_that_are_not_marked(text: str) -> None:
    told = asks(COLUMN + text, KENNEL)
    marked = SoftDeletionAsk(entity="dog", attribute="archived at", unique=("chip_no",), quote=Q)
    assert [ask for ask in told if isinstance(ask, SoftDeletionAsk)] == [marked]
    assert not [ask for ask in told if isinstance(ask, UniqueAsk | UnconstrainAsk)]


def test_a_mark_that_stands_tells_those_apart() -> None:
    marked = SoftDeletionAsk(entity="cage", attribute="deleted at", unique=("number",), quote=Q)
    assert asks("cages.number has to be unique only among the cages that are not deleted.", KENNEL) == {marked}


def test_what_is_unique_among_all_marks_nothing() -> None:
    told = asks("cages.number has to be unique.", KENNEL)
    assert told and not [ask for ask in told if isinstance(ask, SoftDeletionAsk)]


@pytest.mark.parametrize(
    "text",
    [
        "All present dogs are active, except those with `housed = false`: give them as archived_at their `left_on`.",
        "Existing dogs with `housed = false` get as archived_at their `left_on`.",
        "Existing dogs with housed = false: they get their left_on as archived_at.",
    ],
)
def test_what_marked_rows_get(text: str) -> None:
    [rule] = [ask for ask in asks(COLUMN + text, KENNEL) if isinstance(ask, BackfillAsk)]
    assert rule.attribute == "archived_at" and rule.recipe is not None and rule.recipe.formula is None
    [branch] = rule.recipe.branches
    assert branch.formula == Formula(source=Attribute(name="left_on"))
    assert branch.condition.comparisons[0].attribute == Attribute(name="housed")


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("- `dogs.archived_at`, timestamptz, empty = still here", False),
        ("- `dogs.archived_at`: timestamptz, required", True),
        ("- dogs.archived_at (timestamptz, nullable)", False),
    ],
)
def test_a_column_written_with_its_table_and_type(text: str, required: bool) -> None:
    [column] = [ask for ask in asks(text, KENNEL) if isinstance(ask, AttributeAsk)]
    assert (column.entity, column.attribute, column.required) == ("dog", "archived_at", required)


@pytest.mark.parametrize("text", ["The `housed` flag is then superfluous, away with it.", "Out with dogs.housed!"])
def test_away_with_a_column(text: str) -> None:
    assert [ask.attribute for ask in asks(f"Dogs: {text}", KENNEL) if isinstance(ask, RemovalAsk)] == ["housed"]
