"""Headings that say, in whatever words, that what stands below is not asked for."""

from __future__ import annotations

import pytest

from database_developer.model.request import Fate
from unit.reading.tickets import fates, request

FACT = "A kite has a colour and a price."

APART = (
    "Not now",
    "Later",
    "Maybe later",
    "Not in this sprint",
    "Not part of this",
    "Left for another day",
    "What we leave out",
    "We will not do",
    "Explicitly not included",
    "Deferred",
    "In another ticket",
    "Out of scope for the first release",
    "Future ideas",
    "Follow-up tickets",
    "Beyond the scope",
)
TOLD = ("Not null columns", "Notes", "What we do now", "The next step", "Changes", "Data", "Tests of kites", "Outcome")


@pytest.mark.parametrize("title", APART)
@pytest.mark.parametrize("heading", ["## {}", "**{}:**", "{}:"])
def test_what_is_kept_for_later_stays_out_of_scope(title: str, heading: str) -> None:
    found = request(f"A hangar has a name.\n\n{heading.format(title)}\n\n- {FACT}")
    assert fates(found) == [Fate.USED, Fate.OUT_OF_SCOPE]


@pytest.mark.parametrize(
    "title", ["Alternatives considered", "Why we do this", "Rationale", "The reasons", "Prior art"]
)
def test_what_tells_only_why_is_context(title: str) -> None:
    assert fates(request(f"A hangar has a name.\n\n## {title}\n\n{FACT}")) == [Fate.USED, Fate.CONTEXT]


@pytest.mark.parametrize("title", TOLD)
def test_other_headings_leave_it_to_what_stands_below(title: str) -> None:
    assert fates(request(f"A hangar has a name.\n\n## {title}\n\n{FACT}")) == [Fate.USED, Fate.USED]


def test_a_label_that_may_be_a_column_is_no_heading() -> None:
    found = request("Create table `kites` with these columns:\n\n- name: text\n- deferred: boolean\n- reason: text")
    assert fates(found)[-2:] == [Fate.USED, Fate.USED]
