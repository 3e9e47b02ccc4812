"""Columns of several tables that change together: by their paths, and as all that refer to one."""

from __future__ import annotations

import pytest

from database_developer.model.request import AlterAsk, BackfillAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import asks

QUARRY = Vocabulary(
    tables={
        "blocks": ("id", "face", "tonnage"),
        "cuts": ("id", "block_id", "depth"),
        "block_photos": ("block_id", "url"),
        "trucks": ("id", "plate"),
    },
    references={"cuts": ("blocks",), "block_photos": ("blocks",)},
)
BOTH = {("cut", "block_id"), ("block photo", "block_id")}
ALL = {("block", "id"), *BOTH}


def widened(text: str) -> set[tuple[str, str]]:
    told = asks(text, QUARRY)
    assert not [ask for ask in told if isinstance(ask, BackfillAsk)]
    return {(ask.entity, ask.attribute) for ask in told if isinstance(ask, AlterAsk) and ask.type == "bigint"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cuts.block_id and block_photos.block_id -> bigint", BOTH),
        ("`cuts.block_id`, `block_photos.block_id` should be bigint.", BOTH),
        ("blocks.id and everything that references it become bigint.", ALL),
        (
            "- `blocks.id` → bigint\n- everything that references it → bigint as well (`cuts.block_id`)",
            {("block", "id"), ("cut", "block_id")},
        ),
        ("- blocks.id -> bigint\n- all foreign keys that point to it -> bigint too", ALL),
        ("All columns that refer to blocks should be bigint.", BOTH),
        ("`blocks.id` -> bigint, including all columns that reference it", ALL),
    ],
)
def test_what_refers_to_a_key_changes_with_it(text: str, expected: set[tuple[str, str]]) -> None:
    assert widened(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cuts.depth is an int now, so numeric(5,2).",
        "since it is rewritten anyway: `cuts.depth` is an int 0-100 now, 98.75 comes in, so numeric(5,2)",
        "`cuts.depth` is a smallint, but halves are measured, therefore make it numeric(5,2).",
    ],
)
def test_the_type_that_is_wanted_stands_behind_so(text: str) -> None:
    [change] = [ask for ask in asks(text, QUARRY) if isinstance(ask, AlterAsk)]
    assert (change.entity, change.attribute, change.type) == ("cut", "depth", "numeric(5,2)")


@pytest.mark.parametrize(
    "text",
    [
        "Everything that references blocks is slow.",
        "`cuts.depth` is an int today, and that is fine.",
        "We use bigint everywhere else.",
    ],
)
def test_what_changes_no_type(text: str) -> None:
    assert not [ask for ask in asks(text, QUARRY) if isinstance(ask, AlterAsk)]
