"""Further values, bounds and what a deletion takes along, told of tables that stand; and what must not be read so."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    MoveAsk,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

WORKSHOP = Vocabulary(
    tables={
        "customers": ("id", "name", "fax"),
        "bikes": ("id", "customer_id", "frame_no", "status", "brand_code"),
        "repairs": ("id", "bike_id", "state", "hours", "price"),
        "brands": ("id", "code", "name"),
    }
)


def further(entity: str, attribute: str, *values: str) -> AllowedAsk:
    return AllowedAsk(entity=entity, attribute=attribute, values=values, is_further=True, quote=Q)


def goes_with(child: str, parent: str, role: str | None = None, action: str = "cascade") -> DeletionAsk:
    return DeletionAsk(parent=parent, child=child, action=action, role=role, quote=Q)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Also allow `sold` for bikes.status.", further("bike", "status", "sold")),
        ("bikes.status: new value `sold`", further("bike", "status", "sold")),
        ('bikes.status: also "sold"', further("bike", "status", "sold")),
        ("The status of bikes may also be `in transit`.", further("bike", "status", "in transit")),
        ("Add `waived` to the allowed values of repairs.state.", further("repair", "state", "waived")),
        ("Please add the value `waived` to repairs.state.", further("repair", "state", "waived")),
        ("Repairs: state can now also be `waived`.", further("repair", "state", "waived")),
        ("repairs.state gets two new values: `waived` and `lost`.", further("repair", "state", "waived", "lost")),
        ("repairs.state must also accept `lost`, because couriers lose things.", further("repair", "state", "lost")),
    ],
)
def test_values_that_come_to_the_others(text: str, expected: Ask) -> None:
    assert asks(text, WORKSHOP) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "The state of a repair can be `lost`.",
        "repairs.state should not also allow `lost`.",
        "We may also allow `lost` for repairs.state later.",
        "Should we also allow `lost` for repairs.state?",
        "If customers like it, also allow `lost` for repairs.state.",
        "Add `lost_at` to repairs.",
    ],
)
def test_what_is_no_further_value(text: str) -> None:
    assert not [ask for ask in asks(text, WORKSHOP) if isinstance(ask, AllowedAsk)]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("repairs.hours must be greater than 0.", {"above": "0"}),
        ("repairs.hours has to be positive.", {"above": "0"}),
        ("repairs.price must be at least 1 and at most 900.", {"minimum": "1", "maximum": "900"}),
        ("repairs.price can't be less than 5.", {"minimum": "5"}),
        ("repairs.price must not be more than 900.", {"maximum": "900"}),
        ("repairs.hours must be less than 100.", {"below": "100"}),
    ],
)
def test_bounds_of_standing_columns(text: str, bounds: dict[str, str]) -> None:
    (ask,) = asks(text, WORKSHOP)
    assert isinstance(ask, RangeAsk)
    told = {"minimum": ask.minimum, "maximum": ask.maximum, "above": ask.above, "below": ask.below}
    assert {name: bound for name, bound in told.items() if bound is not None} == bounds


def test_what_may_be_above_a_number_is_not_bounded() -> None:
    assert not asks("The price of a repair can be greater than 100.", WORKSHOP)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When a customer goes, their bikes should go too.", goes_with("bike", "customer")),
        ("If a bike disappears, its repairs must disappear with it.", goes_with("repair", "bike")),
        ("When a bike goes away, its repairs go with it.", goes_with("repair", "bike")),
        ("repairs.bike_id: cascade on delete instead of restrict.", goes_with("repair", "bike", "bike_id")),
        ("The foreign key on repairs needs `on delete cascade`.", goes_with("repair", "bike", "bike_id")),
        (
            "Add ON DELETE SET NULL to the foreign key from bikes to customers.",
            goes_with("bike", "customer", "customer_id", "set null"),
        ),
        (
            'With "on delete cascade" a `Customer` can be deleted without looking after the `Bike`s.',
            goes_with("bike", "customer", "customer_id"),
        ),
    ],
)
def test_what_a_deletion_takes_along(text: str, expected: Ask) -> None:
    assert asks(text, WORKSHOP) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "When a customer goes to the page, their bikes are removed from the cart.",
        "When a customer goes to the bikes, the repairs go red.",
        "Deleting a customer doesn't cascade to the bikes.",
        "We don't want on delete cascade for repairs.",
        "A `Customer` can be deleted.",
    ],
)
def test_what_tells_no_deletion(text: str) -> None:
    assert not [ask for ask in asks(text, WORKSHOP) if isinstance(ask, DeletionAsk | RemovalAsk)]


@pytest.mark.parametrize("joint", ["->", "becomes"])
def test_a_code_that_gives_way_to_a_reference_is_not_renamed(joint: str) -> None:
    rule = f"bikes.brand_code {joint} bikes.brand_id, a reference to brands."
    relation = RelationAsk(child="bike", parent="brand", required=False, quote=Q)
    move = MoveAsk(source="bike", target="brand", columns=("brand_code",), quote=Q)
    assert asks(rule, WORKSHOP) == {relation, move}


def test_a_renaming_that_is_told_stays_one() -> None:
    told = RenameAsk(entity="bike", attribute="brand_code", new_name="brand_id", quote=Q)
    assert asks("Rename bikes.brand_code to brand_id.", WORKSHOP) == {told}


def test_a_new_column_may_stay_empty_after_all() -> None:
    found = asks("Add a required column colour to bikes.\n\nThe `colour` of `bikes` may stay empty.", WORKSHOP)
    assert AttributeAsk(entity="bike", attribute="colour", required=True, quote=Q) in found
    assert AlterAsk(entity="bike", attribute="colour", required=False, quote=Q) in found


def test_an_item_that_makes_a_table_is_no_column_of_the_table_told_of() -> None:
    text = "`bikes` gets:\n\n- colour: text, optional\n- weight: integer, required\n- New table tags with a name."
    found = {ask.attribute for ask in asks(text, WORKSHOP) if isinstance(ask, AttributeAsk) and ask.entity == "bike"}
    assert found == {"colour", "weight"}


def test_a_table_that_has_neither_has_no_such_column() -> None:
    assert not asks("The bikes table has neither.", WORKSHOP)
