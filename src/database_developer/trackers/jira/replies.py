"""The comments of an issue: what others said, and which are ours."""

from __future__ import annotations

from database_developer.model.ticket import Reply
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.issue import Issue
from database_developer.trackers.jira.marking import is_marked
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.searching import all_of
from database_developer.trackers.jira.site import Site

MOST = 1_000  # comments; what is said after that many is noted as not read


def replies(site: Site, issue: Issue, notes: list[str]) -> tuple[Reply, ...]:
    """What others said, the oldest first."""
    found = comments(site, issue.key)
    if len(found) >= MOST:
        notes.append(f"only the first {MOST} comments are read")
    read = [(one, bodies.read(one.get("body"), issue.key, "comment.body").blocks) for one in found]
    people = {name: site.flavour.account(issue.fields.inner(name)) for name in ("reporter", "assignee")}
    return tuple(
        Reply(
            author=one.inner("author").text("displayName"),
            created=one.text("created"),
            blocks=blocks,
            by_reporter=_account(site, one) in {people["reporter"]} - {""},
            by_assignee=_account(site, one) in {people["assignee"]} - {""},
        )
        for one, blocks in read
        if not (is_marked(blocks) and site.is_me(one.inner("author")))
    )


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
