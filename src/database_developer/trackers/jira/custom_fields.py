"""The fields that a team added to its issues: long texts are part of the task, sprint and story points are details."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from database_developer.model.ticket import Block, Detail
from database_developer.trackers.jira import bodies, stacking
from database_developer.trackers.jira.issue import Issue
from database_developer.trackers.jira.settings import JiraSettings

Json = Any
_LONG_TEXT = ":textarea"
_SPRINT = "gh-sprint"
_POINTS = re.compile(r"story[ _-]?points?( estimate)?", re.IGNORECASE)
_SPRINT_NAME = re.compile(r"\bname=([^,\]]*)")


def with_sections(
    issue: Issue, settings: JiraSettings, blocks: tuple[Block, ...], notes: list[str]
) -> tuple[Block, ...]:
    """The blocks with each long text of a custom field below them, under the field's name."""
    for id_, name in _fields(issue):
        if is_section(issue, id_, name, settings):
            value = issue.fields.get(id_)
            text = value if isinstance(value, dict) and value.get("type") == "doc" else _shown(value)
            read = bodies.read(text or None, issue.key, f"fields.{id_}")
            notes += read.diagnostics
            blocks = stacking.below(blocks, name, read.blocks) if read.blocks else blocks
    return blocks


def details(issue: Issue, settings: JiraSettings) -> Iterator[Detail]:
    """Sprint and story points, where there are any, and the fields that the settings name."""
    for id_, name in _fields(issue):
        value = issue.fields.get(id_)
        if _kind(issue, id_).endswith(_SPRINT):
            yield from _detail("sprint", ", ".join(_sprints(value)))
        elif _POINTS.fullmatch(name) or _kind(issue, id_).endswith("story-points"):
            yield from _detail("story points", _shown(value))
        elif _is_named(id_, name, settings.details):
            yield from _detail(name, _shown(value))


def is_section(issue: Issue, id_: str, name: str, settings: JiraSettings) -> bool:
    """Whether the field is read with the body: it holds long texts, or the settings name it."""
    return _kind(issue, id_).endswith(_LONG_TEXT) or _is_named(id_, name, settings.sections)


def _is_named(id_: str, name: str, names: tuple[str, ...]) -> bool:
    return bool({one.casefold() for one in names} & {id_.casefold(), name.casefold()})


def _fields(issue: Issue) -> list[tuple[str, str]]:
    """Ids and names of the custom fields that hold something, in the order of their ids."""
    names = issue.whole.inner("names")
    ids = [
        id_ for id_ in issue.fields if id_.startswith("customfield_") and issue.fields.get(id_) not in (None, [], "")
    ]
    return [(id_, names.text(id_) or id_) for id_ in sorted(ids, key=lambda one: (len(one), one))]


def sections_of(issue: Issue, settings: JiraSettings) -> tuple[str, ...]:
    """The ids of the fields that are read with the body."""
    return tuple(id_ for id_, name in _fields(issue) if is_section(issue, id_, name, settings))


def _kind(issue: Issue, id_: str) -> str:
    return issue.whole.inner("schema").inner(id_).text("custom")


def _detail(name: str, value: str) -> Iterable[Detail]:
    return (Detail(name=name, value=value),) if value else ()


def _sprints(value: Json) -> Iterator[str]:
    """Names of sprints: objects on Cloud, the text of a program's object on Data Center."""
    for one in value if isinstance(value, list) else [value]:
        found = _SPRINT_NAME.search(one) if isinstance(one, str) else None
        yield found[1] if found else _shown(one)


def _shown(value: Json) -> str:
    """A value as people see it."""
    if isinstance(value, dict):
        return next((_shown(value[name]) for name in ("displayName", "name", "value") if value.get(name)), "")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_shown, value)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""
