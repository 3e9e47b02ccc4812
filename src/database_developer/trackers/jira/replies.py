"""The comments of an issue: what others said, and which are ours."""

from __future__ import annotations

from datetime import UTC, datetime

from database_developer.model.ticket import Comment
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.issue import Issue
from database_developer.trackers.jira.marking import is_marked
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.searching import all_of
from database_developer.trackers.jira.site import Site

MOST = 1_000  # comments; what is said after that many is noted as not read


def replies(site: Site, issue: Issue, notes: list[str]) -> tuple[Comment, ...]:
    """What others said, the oldest first."""
    found = comments(site, issue.key)
    if len(found) >= MOST:
        notes.append(f"only the first {MOST} comments are read")
    read = [(one, bodies.read(one.get("body"), issue.key, "comment.body").blocks) for one in found]
    people = {name: site.flavour.account(issue.fields.inner(name)) for name in ("reporter", "assignee")}
    return tuple(
        Comment(
            id=one.id(),
            author=one.inner("author").text("displayName"),
            created=_moment(one.text("created")),
            blocks=blocks,
            is_reporter=_account(site, one) in {people["reporter"]} - {""},
            role=_role(site, one, people["assignee"]),
        )
        for one, blocks in read
        if not (is_marked(blocks) and site.is_me(one.inner("author")))
    )


def _role(site: Site, comment: Members, assignee: str) -> str:
    """Apps are bots; their words never ask for anything."""
    if comment.inner("author").text("accountType") == "app":
        return "bot"
    return "assignee" if assignee and _account(site, comment) == assignee else ""


def _moment(text: str) -> datetime | None:
    """ "2026-01-03T14:05:00.000+0100" as a moment; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def comments(site: Site, key: str) -> list[Members]:
    """All comments, page by page."""
    return all_of(site.connection, site.issue(key, "comment"), "comments", MOST)


def of_mine(site: Site, key: str, marker: str) -> list[Members]:
    """Our comments of this marker, the oldest first."""
    mine = [one for one in comments(site, key) if site.is_me(one.inner("author"))]
    marked = [one for one in mine if is_marked(bodies.read(one.get("body"), key, "comment.body").blocks, marker)]
    return sorted(marked, key=lambda one: (len(one.id()), one.id()))


def _account(site: Site, comment: Members) -> str:
    return site.flavour.account(comment.inner("author"))
