"""What a Jira holds: people, statuses, transitions, fields and issues with all that hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# id, key, name and colour of the three categories that every status belongs to.
CATEGORIES = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}
PERMISSIONS = (
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "EDIT_OWN_COMMENTS",
    "CREATE_ATTACHMENTS",
    "TRANSITION_ISSUES",
    "EDIT_ISSUES",
    "LINK_ISSUES",
    "WORK_ON_ISSUES",
)


@dataclass(frozen=True, kw_only=True)
class User:
    """A person; ``id`` is the account id on Cloud and the user key on Data Center."""

    id: str
    name: str
    display_name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Status:
    id: str
    name: str
    category: str


@dataclass(frozen=True, kw_only=True)
class ScreenField:
    """A field on the screen that a transition shows."""

    field: str
    is_required: bool = True
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A way to the status ``to``; ``sources`` are the names of the statuses it leaves from, none for all."""

    id: str
    name: str
    to: str
    sources: tuple[str, ...] = ()
    screen: tuple[ScreenField, ...] = ()

    def leaves(self, status: str) -> bool:
        return not self.sources or status in self.sources


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field as ``/field`` lists it; ``custom`` is the kind of a custom field, "" for one of Jira's own."""

    id: str
    name: str
    type: str
    items: str = ""
    custom: str = ""

    @property
    def is_rich(self) -> bool:
        """Whether Cloud keeps it as a document."""
        return self.id in ("description", "environment") or self.custom.endswith(":textarea")


@dataclass(frozen=True, kw_only=True)
class Project:
    id: str
    key: str
    name: str


@dataclass(kw_only=True)
class Comment:
    """``body`` is a document on Cloud and wiki markup on Data Center."""

    id: str
    author: User
    body: Any
    created: datetime
    updated: datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    id: str
    filename: str
    media_type: str
    content: bytes
    author: User
    created: datetime


@dataclass(frozen=True, kw_only=True)
class Worklog:
    id: str
    author: User
    comment: Any
    started: str
    seconds: int
    created: datetime


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link to another issue; ``is_outward`` where this issue is the one that, say, blocks."""

    id: str
    kind: str
    other: str
    is_outward: bool


@dataclass(frozen=True, kw_only=True)
class Change:
    id: str
    author: User
    created: datetime
    items: tuple[dict[str, Any], ...]


@dataclass(kw_only=True)
class Issue:
    id: str
    key: str
    project: Project
    summary: str
    status: Status
    kind: str
    reporter: User
    created: datetime
    updated: datetime
    assignee: User | None = None
    labels: list[str] = field(default_factory=list)
    priority: str = "Medium"
    parent: str = ""
    resolution: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    worklogs: list[Worklog] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    remote_links: dict[str, dict[str, Any]] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
