"""Lists of issues and projects, page by page, each flavour's way."""

from __future__ import annotations

from typing import Any

from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.members import Members

Json = Any
_PAGE = 100
_MOST_PROJECTS = 1_000
_MOST_KEYS = 100


def by_token(connection: Connection, path: str, jql: str, fields: tuple[str, ...], most: int) -> list[Json]:
    """At most so many issues; each page names the next, until the last."""
    found: list[Json] = []
    asked: dict[str, Json] = {"jql": jql, "fields": list(fields), "maxResults": min(_PAGE, most)}
    while len(found) < most:
        page = Members(connection.ask(path, asked), path)
        issues = page.get("issues") or []
        found += issues
        token = page.text("nextPageToken")
        if page.get("isLast") or not token or not issues:
            break
        asked = {**asked, "nextPageToken": token}
    return found[:most]


def by_offset(
    connection: Connection, path: str, jql: str, fields: tuple[str, ...], most: int, *, is_strict: bool = True
) -> list[Json]:
    """At most so many issues, until the total is reached."""
    found: list[Json] = []
    asked: dict[str, str | int] = {"jql": jql, "fields": ",".join(fields), "maxResults": min(_PAGE, most)}
    asked |= {} if is_strict else {"validateQuery": "false"}
    while len(found) < most:
        page = Members(connection.get(path, {**asked, "startAt": len(found)}), path)
        issues = page.get("issues") or []
        found += issues
        if not issues or len(found) >= page.number("total"):
            break
    return found[:most]


def by_keys(connection: Connection, path: str, keys: tuple[str, ...], fields: tuple[str, ...]) -> list[Json]:
    """The issues of these keys that there are."""
    body = {"issueIdsOrKeys": list(keys[:_MOST_KEYS]), "fields": list(fields)}
    return list(Members(connection.ask(path, body), path).get("issues") or [])


def projects_by_page(connection: Connection, path: str) -> tuple[str, ...]:
    """The keys of the projects, page by page."""
    keys: list[str] = []
    while len(keys) < _MOST_PROJECTS:
        page = Members(connection.get(path, {"startAt": len(keys), "maxResults": _PAGE}), path)
        found = [project.needed("key") for project in page.each("values")]
        keys += found
        if page.get("isLast") or not found:
            break
    return tuple(keys)


def projects_at_once(connection: Connection, path: str) -> tuple[str, ...]:
    """The keys of the projects of one answer."""
    answer = Members({"projects": connection.get(path)}, path)
    return tuple(project.needed("key") for project in answer.each("projects"))


def all_of(connection: Connection, path: str, name: str, most: int) -> list[Members]:
    """The comments or worklogs (``name``) behind a path, all pages, at most so many."""
    found: list[Members] = []
    while len(found) < most:
        page = Members(connection.get(path, {"startAt": len(found), "maxResults": _PAGE}), path)
        members = page.each(name)
        found += members
        if not members or len(found) >= page.number("total"):
            break
    return found
