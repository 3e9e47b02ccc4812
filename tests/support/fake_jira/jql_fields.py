"""What the fields of a JQL clause hold: the values of an issue by the name that a query uses."""

from __future__ import annotations

import re
from collections.abc import Callable

from support.fake_jira.exchange import Refused
from support.fake_jira.markup import words
from support.fake_jira.records import CATEGORIES, Issue, User
from support.fake_jira.world import World

KEYS = ("key", "issuekey", "issue", "id")
TEXTS = ("text", "summary", "description", "comment")


def reader(world: World, field: str) -> Callable[[Issue], set[str]]:
    """The values of a field that a clause may name, in lower case; {""} where it is empty."""
    readers: dict[str, Callable[[Issue], set[str]]] = {
        "project": lambda one: {one.project.key.lower(), one.project.name.lower(), one.project.id},
        "labels": lambda one: {label.lower() for label in one.labels} or {""},
        "status": lambda one: {one.status.name.lower(), one.status.id},
        "statuscategory": _category,
        "assignee": lambda one: _names(one.assignee),
        "reporter": lambda one: _names(one.reporter),
        "parent": lambda one: {one.parent.lower()},
        "resolution": lambda one: {one.resolution.lower(), *(() if one.resolution else ("unresolved",))},
        "issuetype": lambda one: {one.kind.lower()},
        "type": lambda one: {one.kind.lower()},
    }
    readers |= dict.fromkeys(KEYS, lambda one: _keys(world, one))
    if field not in readers:
        raise Refused(400, f"Field '{field}' does not exist or you do not have permission to view it.")
    return readers[field]


def check(world: World, viewer: User | None, field: str, value: str) -> None:
    """Raises Refused where a value is named that does not exist."""
    projects = {name.lower() for one in world.projects.values() for name in (one.key, one.name, one.id)}
    statuses = {name.lower() for one in world.statuses.values() for name in (one.name, one.id)}
    if field == "project" and (value not in projects or viewer is None):
        raise Refused(400, f"The value '{value.upper()}' does not exist for the field 'project'.")
    if field in KEYS and world.find(value) is None:
        raise Refused(400, f"An issue with key '{value.upper()}' does not exist for field '{field}'.")
    if field == "status" and value not in statuses:
        raise Refused(400, f"The value '{value}' does not exist for the field 'status'.")


def text_test(field: str, asked: str) -> Callable[[Issue], bool]:
    """Whether the issue has each of these words, in any order."""
    wanted = set(re.findall(r"\w+", asked.lower()))
    if field not in TEXTS:
        raise Refused(400, f"The operator '~' is not supported by the '{field}' field.")
    if not wanted:
        raise Refused(400, f"The text '{asked}' for field '{field}' has no words.")
    return lambda issue: wanted <= set(re.findall(r"\w+", _text(issue, field)))


def _keys(world: World, issue: Issue) -> set[str]:
    old = {key.lower() for key in world.moved if world.find(key) is issue}
    return {issue.key.lower(), issue.id, *old}


def _category(issue: Issue) -> set[str]:
    return {issue.status.category, CATEGORIES[issue.status.category][1].lower()}


def _names(user: User | None) -> set[str]:
    return {user.id.lower(), user.name, user.email, user.display_name.lower()} if user else {""}


def _text(issue: Issue, field: str) -> str:
    parts = {
        "summary": [issue.summary],
        "description": [words(issue.values.get("description"))],
        "comment": [words(comment.body) for comment in issue.comments],
    }
    chosen = parts[field] if field in parts else [text for texts in parts.values() for text in texts]
    return "\n".join(chosen).lower()
