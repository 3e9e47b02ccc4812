"""One request with all that an endpoint needs to answer it: who asks, what for, and the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from support.fake_jira import documents
from support.fake_jira.exchange import Answer, Refused, Request
from support.fake_jira.markup import is_document
from support.fake_jira.records import Issue, Transition, User
from support.fake_jira.shapes import Json, Shapes
from support.fake_jira.world import World

MISSING = {
    True: "Issue does not exist or you do not have permission to see it.",
    False: "Issue Does Not Exist",
}
LONGEST_TEXT = 32767  # characters of a body
TOO_LONG = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."


@dataclass(frozen=True, kw_only=True)
class Call:
    """``user`` is none for a stranger; ``given`` holds the parts of the path."""

    world: World
    shapes: Shapes
    request: Request
    user: User | None
    permissions: frozenset[str]
    given: dict[str, str]

    def issue(self) -> Issue:
        return self.visible(self.given["issueIdOrKey"])

    def visible(self, key: str) -> Issue:
        """The issue, if there is one that the caller may see."""
        found = self.world.find(key) if "BROWSE_PROJECTS" in self.permissions else None
        if found is None:
            raise Refused(404, MISSING[self.world.is_cloud])
        return found

    def me(self) -> User:
        if self.user is None:
            raise Refused(401, "Client must be authenticated to access this resource.")
        return self.user

    def need(self, permission: str, words: str, *, code: int = 403) -> User:
        """Raises Refused where the caller lacks the permission."""
        if permission not in self.permissions:
            raise Refused(code, f"You do not have the permission to {words}.")
        return self.me()

    def ways(self, issue: Issue) -> list[Transition]:
        """The transitions open to this caller now: none without the permission."""
        return self.world.ways(issue) if "TRANSITION_ISSUES" in self.permissions else []

    def body(self, value: Any, field: str = "comment") -> Any:
        """A body that was sent, as this Jira keeps it; refused in the other markup, empty or too long."""
        wrong = self._fault(value)
        if wrong:
            raise Refused(400, **{field: wrong})
        if documents.are_here() and is_document(value) and not documents.is_valid_adf(value):
            raise Refused(400, "INVALID_INPUT")
        return self.world.body(value)

    def _fault(self, value: Any) -> str:
        if self.shapes.version == 3 and not is_document(value):
            return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
        if self.shapes.version == 2 and not isinstance(value, str):
            return "Operation value must be a string"
        if not value:
            return "Comment body can not be empty!"
        return TOO_LONG if len(str(value)) > LONGEST_TEXT else ""

    def page(self, name: str, all_: list[Json]) -> Json:
        """The part of a list that ``startAt`` and ``maxResults`` ask for."""
        start = self.request.number("startAt", 0)
        size = min(self.request.number("maxResults", self.world.page_limit), self.world.page_limit)
        return self.shapes.page(name, all_[start : start + size], len(all_), start, size)


@dataclass(frozen=True, kw_only=True)
class Route:
    """``path`` as Atlassian's document writes it, after ``/rest/api/N``; ``on`` names where it exists."""

    method: str
    path: str
    answer: Callable[[Call], Answer]
    on: Literal["both", "cloud", "data center"] = "both"
