"""The state of a fake Jira, and what people other than the program under test do to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support.fake_jira.clock import Clock
from support.fake_jira.markup import document, is_document, wiki
from support.fake_jira.records import (
    PERMISSIONS,
    Attachment,
    Change,
    Comment,
    Field,
    Issue,
    Link,
    Project,
    ScreenField,
    Status,
    Transition,
    User,
    Worklog,
)

CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes"
SYSTEM_FIELDS = (
    ("summary", "Summary", "string", ""),
    ("description", "Description", "string", ""),
    ("environment", "Environment", "string", ""),
    ("status", "Status", "status", ""),
    ("issuetype", "Issue Type", "issuetype", ""),
    ("project", "Project", "project", ""),
    ("priority", "Priority", "priority", ""),
    ("labels", "Labels", "array", "string"),
    ("assignee", "Assignee", "user", ""),
    ("reporter", "Reporter", "user", ""),
    ("creator", "Creator", "user", ""),
    ("components", "Components", "array", "component"),
    ("fixVersions", "Fix versions", "array", "version"),
    ("resolution", "Resolution", "resolution", ""),
    ("created", "Created", "datetime", ""),
    ("updated", "Updated", "datetime", ""),
    ("duedate", "Due date", "date", ""),
    ("parent", "Parent", "issuelink", ""),
    ("subtasks", "Sub-tasks", "array", "issuelinks"),
    ("issuelinks", "Linked Issues", "array", "issuelinks"),
    ("attachment", "Attachment", "array", "attachment"),
    ("comment", "Comment", "comments-page", ""),
    ("worklog", "Log Work", "array", "worklog"),
)
CUSTOM_FIELDS = (
    ("acceptance", "Acceptance criteria", "string", "", f"{CUSTOM}:textarea"),
    ("points", "Story point estimate", "number", "", f"{CUSTOM}:float"),
    ("sprint", "Sprint", "array", "json", "com.pyxis.greenhopper.jira:gh-sprint"),
)
STATUSES = (("To Do", "new"), ("In Progress", "indeterminate"), ("In Review", "indeterminate"), ("Done", "done"))
RESOLUTION = ScreenField(field="resolution", allowed=("Done", "Won't Do"))
WORKFLOW: tuple[tuple[str, str, tuple[str, ...], tuple[ScreenField, ...]], ...] = (
    ("Start work", "In Progress", ("To Do",), ()),
    ("Ask for review", "In Review", ("In Progress",), ()),
    ("Back to work", "In Progress", ("In Review",), ()),
    ("Finish", "Done", ("In Review",), (RESOLUTION,)),
    ("Put back", "To Do", ("In Progress", "In Review"), ()),
)


class World:
    """Everything is public: a test arranges it, the endpoints change it, the test looks at it again.

    ``first_id`` shifts all ids, so that a test run on two worlds shows whether one was hard-coded.
    """

    def __init__(self, *, is_cloud: bool, clock: Clock, first_id: int = 10000) -> None:
        self.is_cloud = is_cloud
        self.clock = clock
        self._last_id = first_id
        self.attachment_limit = 10 * 2**20  # bytes
        self.media_base = ""  # the address of the host that keeps the files
        self.redirects_downloads = is_cloud
        self.page_limit = 100  # the most that one page of a search or of comments holds
        self.users: dict[str, User] = {}
        self.tokens: dict[str, str] = {}
        self.permissions: dict[str, set[str]] = {}
        self.projects: dict[str, Project] = {}
        self.issues: dict[str, Issue] = {}
        self.moved: dict[str, str] = {}
        self.viewed: list[str] = []
        self.link_kinds = {"Blocks": ("is blocked by", "blocks"), "Relates": ("relates to", "relates to")}
        self.statuses = {name: Status(id=self.new_id(), name=name, category=kind) for name, kind in STATUSES}
        self.workflow = [self.transition(*given) for given in WORKFLOW]
        self.fields = {field.id: field for field in self._all_fields()}

    def new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def _all_fields(self) -> Iterator[Field]:
        self.custom: dict[str, str] = {}
        for id_, name, kind, items in SYSTEM_FIELDS:
            yield Field(id=id_, name=name, type=kind, items=items)
        for short, name, kind, items, custom in CUSTOM_FIELDS:
            self.custom[short] = f"customfield_{self.new_id()}"
            yield Field(id=self.custom[short], name=name, type=kind, items=items, custom=custom)

    # What an administrator sets up.

    def transition(
        self, name: str, to: str, sources: tuple[str, ...] = (), screen: tuple[ScreenField, ...] = ()
    ) -> Transition:
        """A new transition; append it to ``workflow``."""
        return Transition(id=self.new_id(), name=name, to=to, sources=sources, screen=screen)

    def withdraw(self, name: str) -> None:
        """Take a transition out of the workflow."""
        self.workflow = [one for one in self.workflow if one.name != name]

    def add_project(self, key: str, name: str) -> Project:
        self.projects[key] = Project(id=self.new_id(), key=key, name=name)
        return self.projects[key]

    def add_user(self, name: str, display_name: str) -> User:
        id_ = f"712020:{self.new_id()}-{name}" if self.is_cloud else f"JIRAUSER{self.new_id()}"
        self.users[name] = User(id=id_, name=name, display_name=display_name, email=f"{name}@example.com")
        return self.users[name]

    def add_token(self, token: str, user: str, without: tuple[str, ...] = ()) -> None:
        """Let the user come in by this token, with all permissions but those."""
        self.tokens[token] = user
        self.permissions[token] = set(PERMISSIONS) - set(without)

    def expire(self, token: str) -> None:
        self.tokens.pop(token, None)

    # What people do.

    def add_issue(self, key: str, summary: str, *, by: str = "ada", status: str = "To Do", **given: Any) -> Issue:
        """``acceptance``, ``points`` and ``sprint`` stand for the custom fields; ``values`` for any field by its id."""
        values = {self.custom[name]: given.pop(name) for name in tuple(given) if name in self.custom}
        values |= given.pop("values", {})
        if "description" in given:
            values["description"] = given.pop("description")
        now = self.clock.now()
        issue = Issue(
            id=self.new_id(),
            key=key,
            project=self.projects[key.rpartition("-")[0]],
            summary=summary,
            status=self.statuses[status],
            kind=given.pop("kind", "Task"),
            reporter=self.users[by],
            created=now,
            updated=now,
            values={name: self.body(value) if self.fields[name].is_rich else value for name, value in values.items()},
            **given,
        )
        self.issues[key] = issue
        return issue

    def body(self, text: Any) -> Any:
        """A body as this flavour keeps it: plain words become a document on Cloud."""
        if self.is_cloud:
            return text if is_document(text) else document(str(text))
        return wiki(text) if is_document(text) else text

    def comment(self, key: str, text: Any, *, by: str = "ada") -> Comment:
        now = self.clock.now()
        comment = Comment(id=self.new_id(), author=self.users[by], body=self.body(text), created=now, updated=now)
        issue = self.issues[key]
        issue.comments.append(comment)
        issue.updated = now
        return comment

    def attach(self, key: str, filename: str, content: bytes, media_type: str, *, by: str = "ada") -> Attachment:
        attachment = Attachment(
            id=self.new_id(),
            filename=filename,
            media_type=media_type,
            content=content,
            author=self.users[by],
            created=self.clock.now(),
        )
        self.issues[key].attachments.append(attachment)
        return attachment

    def log_work(self, key: str, seconds: int, *, by: str = "ada", started: str, comment: Any = "") -> Worklog:
        worklog = Worklog(
            id=self.new_id(),
            author=self.users[by],
            comment=self.body(comment),
            started=started,
            seconds=seconds,
            created=self.clock.now(),
        )
        self.issues[key].worklogs.append(worklog)
        return worklog

    def link(self, inward: str, outward: str, kind: str = "Blocks") -> None:
        """On ``inward`` one reads "blocks ``outward``", on ``outward`` "is blocked by ``inward``"."""
        id_ = self.new_id()
        self.issues[inward].links.append(Link(id=id_, kind=kind, other=outward, is_outward=True))
        self.issues[outward].links.append(Link(id=id_, kind=kind, other=inward, is_outward=False))

    def move_to(self, key: str, status: str, *, by: str = "ada") -> None:
        """Set the status, whatever the workflow says, and note it in the change log."""
        issue, target = self.issues[key], self.statuses[status]
        self.note(issue, by, "status", (issue.status.id, issue.status.name), (target.id, target.name))
        issue.status = target

    def note(self, issue: Issue, by: str, field: str, old: tuple[str, str], new: tuple[str, str]) -> None:
        kind = "custom" if field.startswith("customfield_") else "jira"
        item = {"field": self.fields[field].name if kind == "custom" else field, "fieldtype": kind, "fieldId": field}
        item |= {"from": old[0], "fromString": old[1], "to": new[0], "toString": new[1]}
        now = self.clock.now()
        issue.changes.append(Change(id=self.new_id(), author=self.users[by], created=now, items=(item,)))
        issue.updated = now

    def rename(self, old: str, new: str) -> None:
        """Move an issue to another key; the old one still leads to it."""
        issue = self.issues.pop(old)
        issue.key, issue.project = new, self.projects[new.rpartition("-")[0]]
        self.issues[new] = issue
        self.moved[old] = new

    # Looking things up, as the endpoints do.

    def find(self, id_or_key: str) -> Issue | None:
        key = id_or_key.upper()
        while key in self.moved:
            key = self.moved[key]
        return self.issues.get(key) or next((one for one in self.issues.values() if one.id == key), None)

    def ways(self, issue: Issue) -> list[Transition]:
        return [one for one in self.workflow if one.leaves(issue.status.name)]

    def attachment(self, id_: str) -> Attachment | None:
        return next((one for issue in self.issues.values() for one in issue.attachments if one.id == id_), None)
