"""What a team may say about its Jira; all of it has a sensible default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from database_developer.model.errand import Stage

DATABASE_TASKS = "labels = database AND statusCategory != Done"


@dataclass(frozen=True, kw_only=True, slots=True)
class JiraSettings:
    """``jql`` finds the tasks; ``statuses`` are names of statuses by stage, the one preferred first.

    ``fields`` are values for what the screen of a transition asks for, by the field's name or id; ``sections`` names
    of custom fields to be read with the body, besides those that hold long texts; ``details`` names of those to be
    noted beside it, besides sprint and story points. ``tick`` allows to tick the boxes of acceptance criteria,
    ``worklog`` to log work. ``flavour`` is "cloud", "data center", or "" to ask the server.
    """

    jql: str = DATABASE_TASKS
    statuses: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    tick: bool = False
    worklog: bool = False
    flavour: str = ""
