"""Relations told by any verb and preposition, before or after the things are described."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, Cardinality, RelationAsk, UniqueAsk
from unit.reading.tickets import Q, asks

HIVES = "An apiary has a name and a region. A hive has a number and a colour. "


def relations(text: str) -> set[RelationAsk]:
    return {ask for ask in asks(text) if isinstance(ask, RelationAsk)}


@pytest.mark.parametrize(
    "verb",
    ["stands in", "sits at", "is part of", "falls under", "is kept in", "is looked after by", "works at", "lives in"],
)
def test_any_verb_with_a_preposition_ties_to_one(verb: str) -> None:
    told = RelationAsk(child="hive", parent="apiary", required=True, quote=Q)
    assert told in relations(f"{HIVES}A hive {verb} one apiary.")
    assert told in relations(f"A hive {verb} one apiary. {HIVES}")


def test_what_no_sentence_describes_is_tied_to_nothing() -> None:
    assert not relations("A hive has a number and a colour. A hive stands in the shade of a tree.")


def test_several_things_in_one_sentence() -> None:
    text = (
        "Rooms have a number and a price. Guests have a name and an email. Each booking is for one room and one guest."
    )
    assert {(one.child, one.parent) for one in relations(text)} == {("booking", "room"), ("booking", "guest")}


def test_an_act_with_rows_of_its_own_holds_both() -> None:
    text = (
        "A pupil has a name and a class. A book has a title and an author. A pupil can borrow many books. "
        "For every loan we record the date it was borrowed."
    )
    assert {(one.child, one.parent, one.cardinality) for one in relations(text)} == {
        ("loan", "pupil", Cardinality.MANY_TO_ONE),
        ("loan", "book", Cardinality.MANY_TO_ONE),
    }


def test_an_act_named_by_its_verb() -> None:
    text = "Riders rent bikes. A rental has a start time and a price. Riders have a name. Bikes have a serial number."
    assert {(one.child, one.parent) for one in relations(text)} == {("rental", "rider"), ("rental", "bike")}


def test_the_same_thing_twice_gets_roles() -> None:
    text = (
        "Users have a name and an email. A bug has a title. Bugs are reported by a user and assigned to another user."
    )
    assert {one.role for one in relations(text)} == {"reporter", "assigned user"}


def test_one_member_at_a_time_is_not_many_to_many() -> None:
    text = (
        "A book has a title and an ISBN. A member has a name and an email. A member can borrow many books. "
        "A book can only be borrowed by one member at a time."
    )
    assert {(one.child, one.parent, one.cardinality) for one in relations(text)} == {
        ("book", "member", Cardinality.MANY_TO_ONE)
    }


def test_both_directions_the_second_without_a_verb() -> None:
    text = "Exhibits have a title. Artists have a name. "
    text += "One exhibit can have several artists, and an artist several exhibits."
    assert {one.cardinality for one in relations(text)} == {Cardinality.MANY_TO_MANY}


def test_the_pair_of_each_product_in_a_warehouse() -> None:
    text = (
        "For every product in a warehouse we need the quantity on hand. A product has a name and a price. "
        "A warehouse has a name and an address."
    )
    assert {(one.child, one.parent) for one in relations(text)} == {
        ("warehouse product", "product"),
        ("warehouse product", "warehouse"),
    }


@pytest.mark.parametrize(
    ("text", "entity", "role"),
    [
        ("A task has a title. A task may depend on other tasks.", "task dependency", "depend on task"),
        ("A product has a name. Products may be related to each other.", "product relation", "related product"),
        ("A bug has a title. A bug may block other bugs.", "bug link", "blocked bug"),
    ],
)
def test_things_tied_to_others_of_their_kind(text: str, entity: str, role: str) -> None:
    thing = entity.partition(" ")[0]
    assert {(one.child, one.parent, one.role) for one in relations(text)} == {
        (entity, thing, None),
        (entity, thing, role),
    }
    assert UniqueAsk(entity=entity, attributes=(thing, role), quote=Q) in asks(text)


def test_both_tables_have_it() -> None:
    text = "A shelf has a number. A box has a colour. Both tables need created_at."
    told = {ask.entity for ask in asks(text) if isinstance(ask, AttributeAsk) and ask.attribute == "created_at"}
    assert told == {"shelf", "box"}
