"""What later sentences say of columns that are yet to come, and short ways of telling things."""

from __future__ import annotations

import pytest

from database_developer.model.request import AlterAsk, AttributeAsk, Fate, RelationAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, fates, request

FERRY = Vocabulary(tables={"piers": ("id", "label"), "skippers": ("id", "name", "licence")})
CROSSINGS = "New table `crossings` with id, pier_id, rank, code and sailed_on. "
WARD = "A nurse has a name. A ward has a number. "


def column(text: str, name: str) -> AttributeAsk | None:
    found = (one for one in asks(CROSSINGS + text, FERRY) if isinstance(one, AttributeAsk) and one.attribute == name)
    return next(found, None)


@pytest.mark.parametrize(
    "text",
    [
        "`code` should be a varchar(16), `rank` a smallint.",
        "`code` is a varchar(16) and `rank` a smallint.",
        "Make `code` a varchar(16) and `rank` a smallint.",
        "Please make code a varchar(16). rank must be a smallint.",
    ],
)
def test_the_verb_counts_for_the_columns_behind_it_too(text: str) -> None:
    code, rank = column(text, "code"), column(text, "rank")
    assert (code and code.type, rank and rank.type) == ("varchar(16)", "smallint")


@pytest.mark.parametrize(
    "text",
    ["`rank` and `code` should be nullable, `sailed_on` not.", "rank may be empty, but sailed_on not."],
)
def test_what_is_said_of_some_is_denied_of_others(text: str) -> None:
    assert getattr(column(text, "rank"), "required", None) is False
    assert getattr(column(text, "sailed_on"), "required", None) is True


@pytest.mark.parametrize(
    "text",
    [
        "`code` should be a varchar(16), `rank` a smallint.",
        "Please add a `note` too and make it nullable.",
        "Also add `seat`, it can be empty.",
        "Make rank optional.",
        "Code should be at most 16 characters, rank a small integer.",
        "`code` as varchar(16), please, and `rank` as smallint.",
    ],
)
def test_nothing_said_of_a_new_table_changes_one_that_stands(text: str) -> None:
    assert not any(isinstance(one, AlterAsk) for one in asks(CROSSINGS + text, FERRY))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please add a `note` too and make it nullable.", "note"),
        ("Also add `seat`; it can be empty.", "seat"),
        ("We should add a remark as well, and keep that one optional.", "remark"),
        ("Please also store the berth, `berth_no`, and make that one optional.", "berth_no"),
    ],
)
def test_one_column_more_that_may_stay_empty(text: str, name: str) -> None:
    found = column(text, name)
    assert found is not None
    assert found.required is False


@pytest.mark.parametrize(
    "text",
    [
        "Please add unit tests too.",
        "Also add the model `Crossing`.",
        "Please add `app/models/crossing.rb` as well.",
        "Add an index too.",
        "Also add a button to the page.",
    ],
)
def test_what_is_no_column_is_not_added(text: str) -> None:
    assert asks(CROSSINGS + text, FERRY) == asks(CROSSINGS, FERRY)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Please also store the skipper who did it, `skipper_id`.", None),
        ("Please also store the skipper (`sailed_by`).", "sailed by"),
        ("We also keep the helper (a skipper) and the colour.", "helper"),
    ],
)
def test_a_standing_thing_by_another_name(text: str, role: str | None) -> None:
    tie = RelationAsk(child="crossing", parent="skipper", role=role, required=True, quote=Q)
    assert tie in asks(CROSSINGS + text, FERRY)


def test_a_fact_is_no_thing_for_what_brackets_say_of_it() -> None:
    found = asks(CROSSINGS + "We also keep the name (skipper) and the colour.", FERRY)
    assert not any(isinstance(one, RelationAsk) and one.parent == "skipper" for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Shift connects a nurse with a ward and has a start time and a note.",
        "Shift ties a nurse to a ward. Shift has start time, end time and note.",
        "Shift belongs to nurse and ward, has a note.",
    ],
)
def test_a_thing_without_an_article(text: str) -> None:
    found = asks(WARD + text)
    for parent in ("nurse", "ward"):
        assert RelationAsk(child="shift", parent=parent, required=True, quote=Q) in found
    assert "note" in {one.attribute for one in found if isinstance(one, AttributeAsk)}


@pytest.mark.parametrize(
    "text",
    [
        "Marketing has a good idea.",
        "Support has a hard time.",
        "Rain ties everybody to the house.",
        "Work leads to wealth.",
    ],
)
def test_no_thing_without_an_article(text: str) -> None:
    assert fates(request(WARD + text))[-1] is not Fate.USED


def test_how_often_in_a_time_is_a_number() -> None:
    found = asks("A pill has a name, doses per day and a price per week.")
    assert AttributeAsk(entity="pill", attribute="doses per day", hint="number", quote=Q) in found


def test_a_text_is_named_by_what_it_holds() -> None:
    assert {
        one.attribute
        for one in asks("Create `logs` with code, seen_at, plus a remarks text.")
        if isinstance(one, AttributeAsk)
    } == {"code", "seen_at", "remarks"}
