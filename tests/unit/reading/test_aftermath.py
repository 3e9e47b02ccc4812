"""What a deletion leaves of the references to what goes, and the titles behind which a ticket orders again."""

from __future__ import annotations

import pytest

from database_developer.model.request import AlterAsk, Ask, DeletionAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

HARBOUR = Vocabulary(
    tables={
        "berths": ("id", "number"),
        "skippers": ("id", "name"),
        "boats": ("id", "berth_id", "steered_by"),
        "visits": ("id", "boat_id", "skipper_id", "arrived_on"),
    },
    references={"boats": ("berths", "skippers"), "visits": ("boats", "skippers")},
)


def emptied(child: str, parent: str, column: str) -> DeletionAsk:
    return DeletionAsk(parent=parent, child=child, action="set null", role=column, quote=Q)


def goes(child: str, parent: str, action: str = "cascade") -> DeletionAsk:
    return DeletionAsk(parent=parent, child=child, action=action, quote=Q)


STEERED = emptied("boat", "skipper", "steered_by")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boat deleted → its visits are deleted too", {goes("visit", "boat")}),
        ("- boat gone -> visits gone", {goes("visit", "boat")}),
        ("- deleting a boat: its visits disappear", {goes("visit", "boat")}),
        ("skipper deleted → the boat stays, boats.steered_by is emptied", {STEERED}),
        ("When a skipper is removed, `boats.steered_by` is set to NULL.", {STEERED}),
        ("`boats.steered_by` is cleared when the skipper is deleted.", {STEERED}),
        ("Deleting a skipper clears boats.steered_by.", {STEERED}),
        ("- delete skipper => boats remain, boats.steered_by = NULL", {STEERED}),
        (
            "on deletion of a skipper: boats.steered_by -> NULL, visits go too",
            {STEERED, goes("visit", "skipper")},
        ),
        (
            "skipper deleted -> `visits.skipper_id` is emptied (so the column must allow NULL)",
            {
                emptied("visit", "skipper", "skipper_id"),
                AlterAsk(entity="visit", attribute="skipper_id", required=False, quote=Q),
            },
        ),
    ],
)
def test_what_a_deletion_leaves(text: str, expected: set[Ask]) -> None:
    assert asks(text, HARBOUR) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Should we empty boats.steered_by when a skipper is deleted?",
        "When a skipper is deleted, boats.steered_by must not be emptied.",
        "When a boat is deleted we send an e-mail.",
        "Deleted boats are hidden in the app; boats.steered_by is shown.",
        "When a berth is deleted, visits.skipper_id is emptied.",
    ],
)
def test_what_tells_of_no_reference(text: str) -> None:
    assert not [ask for ask in asks(text, HARBOUR) if isinstance(ask, DeletionAsk)]


@pytest.mark.parametrize("title", ["Expected:", "Expected behaviour", "Proposed fix:", "What we need:"])
def test_a_ticket_orders_again_behind_its_steps(title: str) -> None:
    text = f"Steps to reproduce\n1. Delete a boat\n2. See it\n\n{title}\n* boat deleted → its visits are deleted too"
    assert asks(text, HARBOUR) == {goes("visit", "boat")}


def test_what_is_expected_may_stand_in_the_same_line() -> None:
    text = "Steps to reproduce:\n\n1. Delete a boat\n\nExpected: when a boat is deleted, its visits are deleted too."
    assert asks(text, HARBOUR) == {goes("visit", "boat")}


@pytest.mark.parametrize("title", ["Actual:", "Screenshots", "Environment"])
def test_other_titles_order_nothing(title: str) -> None:
    text = f"Steps to reproduce\n1. Delete a boat\n\n{title}\n* boat deleted → its visits are deleted too"
    assert not asks(text, HARBOUR)
