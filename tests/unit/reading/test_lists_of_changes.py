"""Lists below the name of a table, new or standing: what is added, changed, and what only looks like it."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    EntityAsk,
    Fate,
    MoveAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, fates, request

FARM = Vocabulary(
    tables={
        "silos": ("id", "label", "height", "closed", "tare"),
        "workers": ("id", "name", "fax"),
        "crops": ("id", "name"),
    }
)


def of(kind: type[Ask], text: str) -> list[Ask]:
    return [one for one in asks(text, FARM) if isinstance(one, kind)]


@pytest.mark.parametrize(
    "head",
    [
        "`load_tests` — new, what a worker found out on a crop",
        "`load_tests` (new) - what was found",
        "new table `load_tests`",
    ],
)
def test_a_list_below_a_table_that_is_new(head: str) -> None:
    lines = (
        "crop — each test is for one crop",
        "tester — a worker",
        "mass — number with decimals",
        "span — in cm, whole number",
        "done at — date/time",
    )
    found = asks("\n".join([f"- {head}", *(f"    - {line}" for line in lines)]), FARM)
    assert EntityAsk(entity="load test", table="load_tests", quote=Q) in found
    assert RelationAsk(child="load test", parent="crop", quote=Q) in found
    assert RelationAsk(child="load test", parent="worker", role="tester", quote=Q) in found
    hints = {one.attribute: one.hint for one in found if isinstance(one, AttributeAsk)}
    assert hints == {"mass": "decimal number", "span": "whole number in cm", "done at": "moment"}


def test_a_list_below_a_table_that_stands_makes_none() -> None:
    text = "- silos — new paint is needed\n    - label — text\n    - height — whole number"
    assert not of(EntityAsk, text)


@pytest.mark.parametrize(
    "item",
    [
        "new: `soil`, short text, may be empty",
        "new `soil`, short text, may be empty",
        "new column `soil` (short text, optional)",
        "add `soil`, short text, may be empty",
    ],
)
def test_one_column_more_in_a_list(item: str) -> None:
    found = of(AttributeAsk, f"- silos\n  - {item}\n- workers\n  - remove `fax`")
    assert [
        (getattr(one, "entity", ""), getattr(one, "attribute", ""), getattr(one, "required", None)) for one in found
    ] == [("silo", "soil", False)]
    assert "text" in getattr(found[0], "hint", "")


def test_yes_or_no_and_what_old_rows_have() -> None:
    [flag] = of(AttributeAsk, "Add `is_dry` to silos, yes/no, no for all existing silos.")
    assert isinstance(flag, AttributeAsk)
    assert (flag.hint, flag.default) == ("yes or no", "no")
    assert not of(MoveAsk, "Add `is_dry` (yes/no, no for existing rows) to silos.")


@pytest.mark.parametrize(
    "text",
    [
        "- silos\n  - `height` - whole metres so far, needs two decimals",
        "- silos\n  - `height` needs two decimals",
        "The height of a silo is in whole metres so far and needs two decimals.",
    ],
)
def test_what_a_standing_column_needs_changes_it(text: str) -> None:
    [change] = of(AlterAsk, text)
    assert isinstance(change, AlterAsk)
    assert (change.attribute, change.type) == ("height", "numeric(12,2)")
    assert not of(AttributeAsk, text)


def test_a_name_that_confuses() -> None:
    text = "- silos\n  - `tare` is a confusing name, make it `empty_weight`"
    assert RenameAsk(entity="silo", attribute="tare", new_name="empty_weight", quote=Q) in asks(text, FARM)


def test_a_type_is_no_name() -> None:
    assert not of(RenameAsk, "`silos.height` is too small. Make it `bigint`.")


@pytest.mark.parametrize(
    "text",
    [
        "- silos\n  - add `closed_on` (date, optional) — replaces the flag `closed`, drop the flag. "
        "None is closed, so nothing to convert",
        "Add `closed_on` (date) to silos, it replaces `closed`, which can be dropped.",
    ],
)
def test_the_old_column_goes_where_it_is_said(text: str) -> None:
    assert RemovalAsk(entity="silo", attribute="closed", quote=Q) in asks(text, FARM)
    assert not of(BackfillAsk, text)
    assert {getattr(one, "attribute", "") for one in of(AttributeAsk, text)} == {"closed_on"}


def test_the_old_column_stays_where_nothing_is_said_of_it() -> None:
    assert not of(RemovalAsk, "Add `closed_on` to silos instead of `closed`.")


def test_no_is_no_value_where_the_sentence_goes_on() -> None:
    text = "Replace `silos.closed` by `closed_on` (date). `tare` is no longer used."
    assert not any("tare" in str(getattr(one, "recipe", "")) for one in of(BackfillAsk, text))


def test_a_remark_with_a_type_word_is_a_remark() -> None:
    found = request("A silo test has a score - red, number, blue.", FARM)
    assert fates(found) == [Fate.USED]


@pytest.mark.parametrize("intro", ["", "Besides:\n\n", "Furthermore:\n\n", "Also\n\n"])
@pytest.mark.parametrize("item", ["users: nick -> handle", "users: `nick` → `handle`", "users: nick => handle"])
def test_a_change_of_another_table_below_a_new_one_makes_no_table(intro: str, item: str) -> None:
    text = f"We need a table moorings with a label and a date.\n\n{intro}- {item}\n- boats.length_m numeric(5,2)"
    found = request(text, Vocabulary(tables={"users": ("id", "nick"), "boats": ("id", "name")})).asks
    assert [(ask.entity, ask.attribute, ask.new_name) for ask in found if isinstance(ask, RenameAsk)] == [
        ("user", "nick", "handle")
    ]
    assert {ask.entity for ask in found if isinstance(ask, EntityAsk)} == {"mooring"}
    assert not any(isinstance(ask, RelationAsk) for ask in found)


def test_a_reference_in_a_list_of_columns_stays_one() -> None:
    text = "Table moorings:\n\n- label: varchar(20)\n- user: reference to users\n- users_id -> users"
    found = request(text, Vocabulary(tables={"users": ("id", "nick")})).asks
    assert any(isinstance(ask, RelationAsk) and ask.parent == "user" for ask in found)
    assert not any(isinstance(ask, RenameAsk) for ask in found)
