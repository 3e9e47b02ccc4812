"""Sentences that tell what must go on while the change is rolled out."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, LivenessAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, request

TABLES = Vocabulary(tables={"members": ("id", "email")})


def liveness(text: str) -> LivenessAsk | None:
    found = [ask for ask in asks(text, TABLES) if isinstance(ask, LivenessAsk)]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("Nothing may block for more than a second.", 1000),
        ("No lock on the members table may be held for longer than 500 ms.", 500),
        ("Writes must not wait for more than half a second.", 500),
        ("Members must never be blocked for over 2 seconds.", 2000),
        ("Locks of at most 200 milliseconds are fine.", 200),
        ("The table may be locked for up to one minute.", 60_000),
    ],
)
def test_how_long_others_may_wait(text: str, milliseconds: int) -> None:
    assert liveness(text) == LivenessAsk(max_block_ms=milliseconds, quote=Q)


@pytest.mark.parametrize(
    "text",
    [
        "The version of the application that is running now must keep working until the next deploy.",
        "The old release has to keep running during the rollout.",
        "This must ship with zero downtime.",
        "The change is to be backwards compatible.",
        "Instances of the old version continue to work while we deploy.",
    ],
)
def test_the_old_version_goes_on(text: str) -> None:
    assert liveness(text) == LivenessAsk(keep_old_version=True, quote=Q)


@pytest.mark.parametrize(
    "text",
    [
        "The members table is written to all day.",
        "Members are constantly updated.",
        "The table is in use around the clock.",
    ],
)
def test_rows_are_written_all_the_time(text: str) -> None:
    assert liveness(text) == LivenessAsk(is_busy=True, quote=Q)


@pytest.mark.parametrize(
    "text",
    [
        "Simple queries must stay under 100 ms.",
        "The report was written by the team all in one day.",
        "A member can block another member.",
        "A member is locked out after 3 seconds of silence.",
        "The link must keep working.",
        "Each member has a door lock with a code of at most 8 digits.",
    ],
)
def test_other_sentences_demand_nothing_of_the_rollout(text: str) -> None:
    assert liveness(text) is None


def test_several_sentences_are_one_demand_with_the_shortest_wait() -> None:
    text = "Nothing may block for more than a second. Locks of at most 200 ms. No downtime. It is written to all day."
    assert liveness(text) == LivenessAsk(max_block_ms=200, keep_old_version=True, is_busy=True, quote=Q)


def test_what_else_the_sentence_says_is_read_too() -> None:
    found = asks("Add a `phone` column (varchar(20)) to the members table without downtime.", TABLES)
    assert LivenessAsk(keep_old_version=True, quote=Q) in found
    assert any(isinstance(ask, AttributeAsk) and ask.attribute == "phone" for ask in found)


def test_it_is_no_work_by_itself() -> None:
    assert any(question.blocking for question in request("Nothing may block for more than a second.").questions)
