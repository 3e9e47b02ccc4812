"""What somebody makes of a thing, and "it" behind that; what may not be there twice."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, Cardinality, DeletionAsk, EntityAsk, RelationAsk, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

CLUB = Vocabulary(tables={"rowers": ("id", "name"), "outings": ("id", "starts_at"), "boats": ("id", "name")})
NOTE = "A rower can send a hazard card for an outing. It holds the wording and the moment it was sent. "


@pytest.mark.parametrize(
    "text",
    [
        "A rower can send a hazard card for an outing. It has a wording and a date.",
        "For an outing a rower may write one hazard card. It has a wording and a date.",
        "A rower sends one hazard card for an outing. It holds a wording and a date.",
        "For every outing a rower submits a hazard card. It contains a wording and a date.",
    ],
)
def test_what_is_made_is_meant_by_it(text: str) -> None:
    found = asks(text, CLUB)
    assert EntityAsk(entity="hazard card", quote=Q) in found
    for parent in ("rower", "outing"):
        assert RelationAsk(child="hazard card", parent=parent, required=True, quote=Q) in found
    assert "wording" in {
        one.attribute for one in found if isinstance(one, AttributeAsk) and one.entity == "hazard card"
    }


@pytest.mark.parametrize(
    "text",
    [
        "A rower can send a hazard card for an outing.",
        "A rower opens a page. It looks nice.",
        "A rower can rent a boat. It is repainted every winter.",
    ],
)
def test_what_is_made_is_nothing_where_no_more_is_told(text: str) -> None:
    assert not any(isinstance(one, EntityAsk) for one in asks(text, CLUB))


@pytest.mark.parametrize(
    "rule",
    [
        "There are never two cards of one rower for the same outing.",
        "No two cards may be of one rower for the same outing.",
        "There can never be two cards of the same rower for the same outing.",
    ],
)
def test_one_of_each_for_the_same(rule: str) -> None:
    rules = {one for one in asks(NOTE + rule, CLUB) if isinstance(one, UniqueAsk)}
    assert rules == {UniqueAsk(entity="hazard card", attributes=("rower", "outing"), quote=Q)}


def test_what_goes_with_what_it_was_made_for() -> None:
    text = NOTE + "When an outing gets deleted from the calendar, its hazard cards go away with it."
    assert DeletionAsk(parent="outing", child="hazard card", action="cascade", quote=Q) in asks(text, CLUB)


BOOK = Vocabulary(tables={"novels": ("id", "name"), "readers": ("id", "name")})
PARTS = "A section has a heading and a start page and belongs to a novel. "


def test_what_a_standing_thing_has_at_most_one_of() -> None:
    text = "A novel has at most one synopsis. We keep its language code, the wording and the reader who wrote it."
    found = asks(text, BOOK)
    one = Cardinality.ONE_TO_ONE
    assert RelationAsk(child="synopsis", parent="novel", cardinality=one, required=True, quote=Q) in found
    assert RelationAsk(child="synopsis", parent="reader", required=True, quote=Q) in found
    assert {one.entity for one in found if isinstance(one, AttributeAsk)} == {"synopsis"}


def test_it_is_the_standing_thing_where_a_plain_fact_was_told_of_it() -> None:
    found = asks("A novel has one title. It has a language code and a price.", BOOK)
    assert {one.entity for one in found if isinstance(one, AttributeAsk)} == {"novel"}


@pytest.mark.parametrize(
    "rule",
    [
        "No two sections of one novel may start at the same page.",
        "No two sections of a novel have the same page.",
        "No two sections of one novel may share a page.",
    ],
)
def test_no_two_within_one(rule: str) -> None:
    rules = {one for one in asks(PARTS + rule, BOOK) if isinstance(one, UniqueAsk)}
    assert len(rules) == 1
    [found] = rules
    assert found.attributes[0] == "novel"
    assert found.attributes[1].endswith("page")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Sections are worthless without their novel and should vanish together with it.", True),
        ("The sections are removed along with the novel.", True),
        ("Sections do not vanish with their novel.", False),
        ("Readers disappear with their lamps.", False),
    ],
)
def test_what_vanishes_with_what(text: str, is_told: bool) -> None:
    found = asks(PARTS + text, BOOK)
    assert (DeletionAsk(parent="novel", child="section", action="cascade", quote=Q) in found) is is_told
    assert RelationAsk(child="section", parent="novel", required=True, quote=Q) in found


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Novels get an `is_listed` flag, which is on unless the reader turns it off.", "true"),
        ("Novels get an `is_listed` flag, off at first.", "false"),
        ("A shelf has a name and a flag whether it is open, which is normally the case.", "true"),
    ],
)
def test_how_a_switch_stands(text: str, default: str) -> None:
    assert default in {one.default for one in asks(text, BOOK) if isinstance(one, AttributeAsk)}


def test_what_was_told_of_another_thing_is_no_new_fact() -> None:
    text = PARTS + "Novels get a `rank`. We store the heading only; the file itself goes to the bucket."
    assert AttributeAsk(entity="novel", attribute="heading", required=True, quote=Q) not in asks(text, BOOK)


BUS = Vocabulary(tables={"buses": ("id", "plate"), "mechanics": ("id", "name")})
PUMP = "A pump has a code. "


@pytest.mark.parametrize(
    "text",
    [
        "Besides, a bus should know which pump is mounted at the moment.",
        "Each bus knows which pump it carries right now.",
        "Every bus must also say which pump was put in.",
    ],
)
def test_what_knows_which(text: str) -> None:
    assert RelationAsk(child="bus", parent="pump", required=False, quote=Q) in asks(PUMP + text, BUS)


@pytest.mark.parametrize(
    "text", ["We know which pump is best.", "A bus shows which way it goes.", "The mechanics know which pumps fail."]
)
def test_who_knows_which_otherwise(text: str) -> None:
    assert asks(PUMP + text, BUS) == asks(PUMP, BUS)


def test_two_of_a_kind_by_what_was_done_to_them() -> None:
    text = "We store a pump swap: the bus, the pump that was removed, the pump that has been installed and the time."
    roles = {one.role for one in asks(PUMP + text, BUS) if isinstance(one, RelationAsk) and one.parent == "pump"}
    assert roles == {"removed pump", "installed pump"}


def test_one_of_a_kind_keeps_its_name() -> None:
    text = "We store a pump check: the bus, the pump that was checked and the time."
    roles = {one.role for one in asks(PUMP + text, BUS) if isinstance(one, RelationAsk) and one.parent == "pump"}
    assert roles == {None}


@pytest.mark.parametrize(
    "text",
    [
        "We want a list of spare tools that mechanics maintain, each just with a title (saw, file ...), "
        "every title only once.",
        "There is a catalogue of spare tools, each with a title, every title only once.",
    ],
)
def test_a_list_of_things(text: str) -> None:
    found = asks(text, BUS)
    assert {one.entity for one in found if isinstance(one, EntityAsk)} == {"spare tool"}
    assert UniqueAsk(entity="spare tool", attributes=("title",), quote=Q) in found


CREW = "A crew has a name. A sailor has a name. "


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("The skipper of a crew is a sailor.", True),
        ("The skipper of each crew must be a sailor.", True),
        ("The skipper of a crew is a sailor. A crew may have no skipper yet.", False),
    ],
)
def test_a_role_that_one_plays_for_another(text: str, required: bool) -> None:
    assert RelationAsk(child="crew", parent="sailor", role="skipper", required=required, quote=Q) in asks(CREW + text)


@pytest.mark.parametrize(
    "text", ["The name of a crew is a text.", "The aim of a crew is a title.", "The sailor of a crew is a hero."]
)
def test_no_role(text: str) -> None:
    assert not any(isinstance(one, RelationAsk) and one.role for one in asks(CREW + text))


@pytest.mark.parametrize(
    "rule",
    ["Within a regatta a sail number occurs only once.", "In one regatta the same sail number is used only once."],
)
def test_a_value_once_within(rule: str) -> None:
    text = "A regatta has a venue. An entry has a sail number and belongs to a regatta. "
    assert UniqueAsk(entity="entry", attributes=("regatta", "sail number"), quote=Q) in asks(text + rule)


def test_the_key_in_plain_words() -> None:
    text = "Create `ranks`:\n\n- code (varchar 8) - this is the key, comes from outside\n- label (varchar 20)"
    [code] = [one for one in asks(text) if isinstance(one, AttributeAsk) and one.attribute == "code"]
    assert "primary key" in code.hint


def test_one_thing_done_by_one_for_one() -> None:
    text = "A yard has a name. A season has a label. Each crew is entered by one yard for one season."
    for parent in ("yard", "season"):
        assert RelationAsk(child="crew", parent=parent, required=True, quote=Q) in asks(CREW + text)
