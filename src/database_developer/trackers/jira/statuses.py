"""Which of a team's statuses stand for which stage of our work: by category, and by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from database_developer.model.errand import Stage
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.settings import JiraSettings

_REVIEW = re.compile(r"review|\bqa\b|quality|test|verif|validat|approv|accept|\buat\b", re.IGNORECASE)
_BLOCKED = re.compile(r"block|hold|wait|pending|stuck|pause|imped", re.IGNORECASE)
_DROPPED = re.compile(r"won.?t|cancel|reject|duplicate|declin|abandon|invalid|obsolete|not ", re.IGNORECASE)
_WORKING = re.compile(r"progress|doing|develop|implement|work|coding", re.IGNORECASE)
_RANKS = {"new": 0, "indeterminate": 2, "done": 4}
_IN_REVIEW = 3
_ASIDE = 1  # asking, or blocked: begun, but not being worked at
_UNTIL = {Stage.STARTED: 2, Stage.ASKING: 3, Stage.PROVEN: 3}  # the ranks of the stages where nothing is set


@dataclass(frozen=True, kw_only=True)
class Status:
    """A status by its name, and its category's key."""

    name: str
    category: str

    @classmethod
    def of(cls, status: Members) -> Status:
        """The status as Jira shows it."""
        return cls(name=status.text("name"), category=status.inner("statusCategory").text("key"))


def rank(status: Status, settings: JiraSettings) -> int:
    """How far on a status is."""
    if status.category == "indeterminate":
        if _is_named(status, Stage.ASKING, settings) or _BLOCKED.search(status.name):
            return _ASIDE
        if _is_named(status, Stage.PROVEN, settings) or _REVIEW.search(status.name):
            return _IN_REVIEW
    return _RANKS.get(status.category, 0)


def is_there(status: Status, stage: Stage, settings: JiraSettings) -> bool:
    """Whether a ticket of this status needs no move for the stage, wherever it could go."""
    if _is_named(status, stage, settings) or status.category == "done":
        return True
    return not settings.statuses.get(stage) and is_far_enough(status, stage, settings)


def is_far_enough(status: Status, stage: Stage, settings: JiraSettings) -> bool:
    """Whether the ticket may stay where it is if no way leads to the stage: it is as far, or beyond."""
    return rank(status, settings) >= _UNTIL[stage]


def is_onward(here: Status, there: Status, stage: Stage, settings: JiraSettings) -> bool:
    """Whether this way leads on: to ask, one may step aside; else never back, nor from side to side."""
    if stage is Stage.ASKING:
        return rank(here, settings) < _IN_REVIEW and there != here
    return rank(there, settings) > rank(here, settings)


def merit(status: Status, stage: Stage, settings: JiraSettings) -> int:
    """How well a status stands for the stage, 0 for not at all; names of the settings alone count where there are."""
    names = [name.casefold() for name in settings.statuses.get(stage, ())]
    if names:
        return len(names) - names.index(status.name.casefold()) if status.name.casefold() in names else 0
    return {Stage.STARTED: _started, Stage.PROVEN: _proven, Stage.ASKING: _asking}[stage](status)


def _started(status: Status) -> int:
    if status.category != "indeterminate" or _REVIEW.search(status.name) or _BLOCKED.search(status.name):
        return 0
    return 3 if status.name.casefold() == "in progress" else 2 if _WORKING.search(status.name) else 1


def _proven(status: Status) -> int:
    if _DROPPED.search(status.name) or _BLOCKED.search(status.name) or status.category == "new":
        return 0
    if _REVIEW.search(status.name):
        return 3 if "review" in status.name.casefold() else 2
    return 1 if status.category == "done" else 0


def _asking(_: Status) -> int:
    return 0


def _is_named(status: Status, stage: Stage, settings: JiraSettings) -> bool:
    return status.name.casefold() in {name.casefold() for name in settings.statuses.get(stage, ())}
