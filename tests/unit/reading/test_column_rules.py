"""Sentences that say more of columns told before, and rules over two of them; none of them is an example's."""

from __future__ import annotations

import pytest

from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.model.request import AllowedAsk, Ask, AttributeAsk, Fate, RangeAsk, RelationAsk, UniqueAsk
from unit.reading.tickets import Q, asks, bare, request

PUMPS = "Create a pumps table with the columns serial_no, weight, owner_name, notes, built_on and tested_on. "
LESSONS = "A pupil has a name. A coach has a name. A lesson belongs to a pupil and a coach and has a start time. "


def required(text: str, entity: str = "pump") -> dict[str, bool | None]:
    return {it.attribute: it.required for it in asks(text) if isinstance(it, AttributeAsk) and it.entity == entity}


@pytest.mark.parametrize(
    "rule",
    [
        "All columns except notes are required.",
        "Notes are optional, everything else about a pump must be filled in.",
        "notes may be left empty. Everything else is mandatory.",
        "No column may be null except notes.",
        "Everything is NOT NULL (bar notes).",
    ],
)
def test_all_columns_but_one_are_required(rule: str) -> None:
    found = required(PUMPS + rule)
    assert found.pop("notes") is not True
    assert len(found) == 5
    assert set(found.values()) == {True}


def test_what_an_item_says_itself_is_not_overruled() -> None:
    text = "`pumps` has serial_no, weight (optional) and notes. Everything is required except where it says optional."
    assert required(text) == {"serial_no": True, "weight": False, "notes": True}


def test_that_one_is_the_attribute_told_last() -> None:
    text = "A pump has a maker and a birth year. We do not always know how old it is, so that one can be empty."
    assert required(text) == {"maker": True, "birth year": False}


@pytest.mark.parametrize("rule", ["The rest of the team is optional.", "All pumps are required to be tested."])
def test_a_sentence_about_anything_else_says_nothing_of_columns(rule: str) -> None:
    before, found = required(PUMPS), request(PUMPS + rule)
    assert {it.attribute: it.required for it in found.asks if isinstance(it, AttributeAsk)} == before
    assert found.sentences[-1].fate is not Fate.USED


def test_types_lengths_and_bounds_told_later() -> None:
    text = (
        PUMPS + "Both built_on and tested_on are dates. Weight has two decimals. The weight must be greater than zero."
    )
    found = asks(text)
    assert AttributeAsk(entity="pump", attribute="tested_on", hint="date", quote=Q) in found
    assert AttributeAsk(entity="pump", attribute="weight", hint="with 2 decimals", quote=Q) in found
    assert RangeAsk(entity="pump", attribute="weight", above="0", quote=Q) in found


def test_values_and_the_default_of_what_was_told_last() -> None:
    text = "A pump has a maker and a mode. It must be one of 'idle', 'run' or 'halt', and by default it is 'idle'."
    found = asks(text)
    assert AllowedAsk(entity="pump", attribute="mode", values=("idle", "run", "halt"), quote=Q) in found
    assert AttributeAsk(entity="pump", attribute="mode", required=True, default="idle", quote=Q) in found


@pytest.mark.parametrize(
    ("rule", "may_be_equal"),
    [
        ("The tested_on can never lie before the built_on.", True),
        ("tested_on must be after built_on.", False),
        ("The tested_on of a pump must not be earlier than its built_on.", True),
        ("built_on is always on or before tested_on.", True),
    ],
)
def test_two_dates_of_a_row_are_compared(rule: str, may_be_equal: bool) -> None:
    wanted = ComparisonAsk(entity="pump", smaller="built_on", greater="tested_on", may_be_equal=may_be_equal, quote=Q)
    assert wanted in asks(PUMPS + rule)


def test_a_noun_means_the_column_that_begins_like_it() -> None:
    text = "A trip has a departed_at and an arrived_at. An arrival can never lie before the departure."
    assert ComparisonAsk(entity="trip", smaller="departed_at", greater="arrived_at", quote=Q) in asks(text)


@pytest.mark.parametrize("rule", ["The pump must arrive before the storm.", "Weight must be below the limit of law."])
def test_nothing_is_compared_with_what_is_no_column(rule: str) -> None:
    assert not any(isinstance(ask, ComparisonAsk) for ask in asks(PUMPS + rule))


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("A coach cannot have two lessons with the same start time.", ("coach", "start time")),
        ("A pupil must not have more than one lesson with the same coach.", ("pupil", "coach")),
        ("A pupil may only learn once per coach.", ("pupil", "coach")),
        ("A pupil cannot learn from the same coach twice.", ("pupil", "coach")),
    ],
)
def test_what_may_be_there_but_once(rule: str, keys: tuple[str, ...]) -> None:
    assert UniqueAsk(entity="lesson", attributes=keys, quote=Q) in asks(LESSONS + rule)


def test_of_nothing_known_nothing_is_unique() -> None:
    assert not any(isinstance(ask, UniqueAsk) for ask in asks(LESSONS + "A driver may only park once per yard."))


def test_relative_clauses_do_not_end_the_list() -> None:
    text = (
        "A pump has a serial_no, which is a text and must be unique, a grade, which is one of low, mid or high, "
        "a tank_no that can only be 1, 2 or 3 and a sold_on, which stays blank until it is sold."
    )
    found = asks(text)
    assert AllowedAsk(entity="pump", attribute="grade", values=("low", "mid", "high"), quote=Q) in found
    assert AllowedAsk(entity="pump", attribute="tank_no", values=("1", "2", "3"), quote=Q) in found
    assert UniqueAsk(entity="pump", attributes=("serial_no",), quote=Q) in found
    assert required(text)["sold_on"] is False


def test_a_type_behind_a_comma_belongs_to_the_name_in_code() -> None:
    found = required("A crate has opens_on, a required date, closes_on, also a date, null while it is open.", "crate")
    assert found == {"opens_on": True, "closes_on": False}


def test_a_table_that_needs_columns_and_has_a_row_for_each() -> None:
    text = (
        "The pumps table needs a label and a flag whether it is heated. "
        "The visits table has one row per visit to a pump: which pump, the visit date, a price with two decimals, "
        "and notes."
    )
    found = asks(text)
    assert RelationAsk(child="visit", parent="pump", required=True, quote=Q) in found
    assert required(text, "visit").keys() == {"visit date", "price", "notes"}


def test_a_list_goes_on_in_the_next_sentence() -> None:
    text = "A pump has a maker and a weight. Then the depth in metres with two decimals and the owner_email."
    assert required(text).keys() == {"maker", "weight", "depth", "owner_email"}


def test_names_of_columns_begin_sentences_with_a_small_letter() -> None:
    text = "`pumps` has serial_no, weight and notes. weight is required."
    assert [it.quote.text for it in request(text).sentences][1] == "weight is required."
    assert required(text)["weight"] is True


def test_unique_is_no_primary_key() -> None:
    found = bare(request("- pump_no (unique)\n- maker", summary="Create pumps table").asks)
    assert not any(getattr(ask, "key", ()) for ask in found if not isinstance(ask, UniqueAsk))


def _kept(found: set[Ask], entity: str) -> set[str]:
    return {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def test_lists_under_names_of_things_are_all_read() -> None:
    text = (
        "1. Yard\n   - name\n   - country\n2. Pump\n   - the yard it stands in\n   - serial number, unique\n"
        "3. Check\n   - the pump (once per yard)\n   - yard\n   - condition on arrival\n"
        "   - opens_at, shuts_at (time of day)"
    )
    found = asks(text)
    assert RelationAsk(child="pump", parent="yard", required=True, quote=Q) in found
    assert UniqueAsk(entity="check", attributes=("yard", "pump"), quote=Q) in found
    assert _kept(found, "check") == {"condition on arrival", "opens_at", "shuts_at"}


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("code (exactly 7 characters)", {"max_length": 7, "pattern": "^.{7}$"}),
        ("artist (may be unknown, so not compulsory)", {"required": False}),
        ("closed_at (empty until it is closed)", {"required": False}),
        ("flow in litres with two decimals", {"hint": "flow in litres with 2 decimals"}),
        ("hint of the pump", {"attribute": "hint"}),
    ],
)
def test_what_an_item_says_of_its_column(item: str, wanted: dict[str, object]) -> None:
    found = request(f"- maker: text\n- size: integer\n- {item}", summary="Create pumps table").asks
    last = [ask for ask in found if isinstance(ask, AttributeAsk)][-1]
    assert {name: getattr(last, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("0 to 100", {"minimum": "0", "maximum": "100"}),
        ("must be greater than zero", {"above": "0"}),
        ("> 0", {"above": "0"}),
        ("below 50", {"below": "50"}),
        ("must be positive", {"above": "0"}),
    ],
)
def test_bounds_that_may_or_may_not_be_reached(said: str, bounds: dict[str, str]) -> None:
    found = bare(request(f"- maker: text\n- load: integer, {said}", summary="Create pumps table").asks)
    assert RangeAsk(entity="pump", attribute="load", quote=Q, **bounds) in found


def test_letters_are_values_where_a_list_is_announced() -> None:
    found = bare(request("- maker: text\n- grade: one of A, B, AB, 0", summary="Create pumps table").asks)
    assert AllowedAsk(entity="pump", attribute="grade", values=("A", "B", "AB", "0"), quote=Q) in found
