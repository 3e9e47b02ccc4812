"""The JSON in which Jira shows its records, for one version of its interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from support.fake_jira.clock import written
from support.fake_jira.markup import document, html, is_document, wiki
from support.fake_jira.records import (
    CATEGORIES,
    Attachment,
    Change,
    Comment,
    Field,
    Issue,
    Link,
    Project,
    Status,
    Transition,
    User,
    Worklog,
)
from support.fake_jira.world import World

Json = dict[str, Any]
# Shown as null where an issue has no value for them.
EMPTY = ("description", "environment", "duedate")


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """``base`` is the address of Jira, ``version`` 2 (wiki markup) or 3 (documents)."""

    world: World
    base: str
    version: int

    def at(self, *parts: str) -> str:
        return "/".join((self.base, "rest/api", str(self.version), *parts))

    def body(self, body: Any) -> Any:
        if self.version == 3:
            return body if is_document(body) or not body else document(str(body))
        return wiki(body) if is_document(body) else body

    def user(self, user: User | None) -> Json | None:
        if user is None:
            return None
        shown = {"emailAddress": user.email, "displayName": user.display_name, "active": True, "timeZone": "Etc/UTC"}
        shown |= {"avatarUrls": {size: f"{self.base}/avatar/{size}" for size in ("16x16", "24x24", "32x32", "48x48")}}
        if self.world.is_cloud:
            return (
                {"self": self.at(f"user?accountId={quote(user.id)}"), "accountId": user.id}
                | shown
                | {"accountType": "atlassian"}
            )
        return {"self": self.at(f"user?username={user.name}"), "name": user.name, "key": user.id} | shown

    def status(self, status: Status) -> Json:
        id_, name, colour = CATEGORIES[status.category]
        category = {"self": self.at("statuscategory", str(id_)), "id": id_, "key": status.category}
        return {
            "self": self.at("status", status.id),
            "description": "",
            "iconUrl": f"{self.base}/images/icons/statuses/generic.png",
            "name": status.name,
            "id": status.id,
            "statusCategory": category | {"colorName": colour, "name": name},
        }

    def project(self, project: Project) -> Json:
        shown = {"self": self.at("project", project.id), "id": project.id, "key": project.key, "name": project.name}
        return shown | {"projectTypeKey": "software"} | ({"simplified": False} if self.world.is_cloud else {})

    def kind(self, name: str) -> Json:
        return {"self": self.at("issuetype", name), "id": name, "name": name, "subtask": name.startswith("Sub-task")}

    def named(self, kind: str, name: str) -> Json:
        """A priority or a resolution, whose name serves as its id."""
        return {"self": self.at(kind, quote(name)), "id": name, "name": name}

    def comment(self, comment: Comment, issue: Issue) -> Json:
        author = self.user(comment.author)
        return {
            "self": self.at("issue", issue.id, "comment", comment.id),
            "id": comment.id,
            "author": author,
            "body": self.body(comment.body),
            "updateAuthor": author,
            "created": written(comment.created),
            "updated": written(comment.updated),
        } | ({"jsdPublic": True} if self.world.is_cloud else {})

    def attachment(self, one: Attachment) -> Json:
        content = self.at("attachment/content", one.id)
        if not self.world.is_cloud:
            content = f"{self.base}/secure/attachment/{one.id}/{quote(one.filename)}"
        return {
            "self": self.at("attachment", one.id),
            "id": one.id,
            "filename": one.filename,
            "author": self.user(one.author),
            "created": written(one.created),
            "size": len(one.content),
            "mimeType": one.media_type,
            "content": content,
        }

    def worklog(self, one: Worklog, issue: Issue) -> Json:
        author = self.user(one.author)
        return {
            "self": self.at("issue", issue.id, "worklog", one.id),
            "author": author,
            "updateAuthor": author,
            "comment": self.body(one.comment),
            "created": written(one.created),
            "updated": written(one.created),
            "started": one.started,
            "timeSpent": f"{max(1, one.seconds // 60)}m",
            "timeSpentSeconds": one.seconds,
            "id": one.id,
            "issueId": issue.id,
        }

    def change(self, change: Change) -> Json:
        return {
            "id": change.id,
            "author": self.user(change.author),
            "created": written(change.created),
            "items": list(change.items),
        }

    def schema(self, field: Field) -> Json:
        shown = {"type": field.type} | ({"items": field.items} if field.items else {})
        if field.custom:
            return shown | {"custom": field.custom, "customId": int(field.id.rpartition("_")[2])}
        return shown | {"system": field.id}

    def field(self, field: Field) -> Json:
        custom = {"custom": bool(field.custom), "orderable": True, "navigable": True, "searchable": True}
        clauses = [f"cf[{field.id.rpartition('_')[2]}]", field.name] if field.custom else [field.id]
        key = {"key": field.id} if self.world.is_cloud else {}
        shown = {"id": field.id, "name": field.name, "clauseNames": clauses, "schema": self.schema(field)}
        return shown | key | custom

    def transition(self, one: Transition, *, with_fields: bool) -> Json:
        shown = {"id": one.id, "name": one.name, "to": self.status(self.world.statuses[one.to])}
        shown |= {
            "hasScreen": bool(one.screen),
            "isGlobal": not one.sources,
            "isInitial": False,
            "isConditional": False,
        }
        shown |= {"isAvailable": True, "looped": False} if self.world.is_cloud else {}
        return shown | ({"fields": self._screen(one)} if with_fields else {})

    def _screen(self, one: Transition) -> Json:
        shown: Json = {}
        for entry in one.screen:
            field = self.world.fields[entry.field]
            shown[field.id] = {"required": entry.is_required, "schema": self.schema(field), "name": field.name}
            shown[field.id] |= {"key": field.id, "operations": ["set"], "hasDefaultValue": False}
            if entry.allowed:
                shown[field.id]["allowedValues"] = [self.named(field.id, name) for name in entry.allowed]
        return shown

    def reference(self, issue: Issue) -> Json:
        """An issue as another one shows it: with four of its fields."""
        fields = {"summary": issue.summary, "status": self.status(issue.status)}
        fields |= {"priority": self.named("priority", issue.priority), "issuetype": self.kind(issue.kind)}
        return {"id": issue.id, "key": issue.key, "self": self.at("issue", issue.id), "fields": fields}

    def link(self, link: Link) -> Json:
        inward, outward = self.world.link_kinds[link.kind]
        kind = {"id": link.kind, "name": link.kind, "inward": inward, "outward": outward}
        side = "outwardIssue" if link.is_outward else "inwardIssue"
        other = self.reference(self.world.issues[link.other])
        return {"id": link.id, "self": self.at("issueLink", link.id), "type": kind, side: other}

    def page(self, name: str, shown: Iterable[Any], total: int, start: int = 0, size: int | None = None) -> Json:
        listed = list(shown)
        return {"startAt": start, "maxResults": len(listed) if size is None else size, "total": total, name: listed}

    def fields(self, issue: Issue) -> Json:
        """All fields of an issue by their ids; those of a custom kind are null where they are empty."""
        fields = self.world.fields
        shown = {name: None for name, field in fields.items() if field.custom or name in EMPTY}
        shown |= {name: self._value(fields[name], value) for name, value in issue.values.items()}
        return shown | {name: show(issue) for name, show in self._own().items()} | self._parent(issue)

    def _own(self) -> dict[str, Callable[[Issue], Any]]:
        return {
            "summary": lambda it: it.summary,
            "status": lambda it: self.status(it.status),
            "issuetype": lambda it: self.kind(it.kind),
            "project": lambda it: self.project(it.project),
            "priority": lambda it: self.named("priority", it.priority),
            "labels": lambda it: list(it.labels),
            "assignee": lambda it: self.user(it.assignee),
            "reporter": lambda it: self.user(it.reporter),
            "creator": lambda it: self.user(it.reporter),
            "components": lambda it: [],
            "fixVersions": lambda it: [],
            "resolution": lambda it: self.named("resolution", it.resolution) if it.resolution else None,
            "created": lambda it: written(it.created),
            "updated": lambda it: written(it.updated),
            "subtasks": lambda it: [self.reference(one) for one in self.world.issues.values() if one.parent == it.key],
            "issuelinks": lambda it: [self.link(one) for one in it.links],
            "attachment": lambda it: [self.attachment(one) for one in it.attachments],
            "comment": self._comments,
            "worklog": lambda it: self.page(
                "worklogs", (self.worklog(w, it) for w in it.worklogs[:20]), len(it.worklogs)
            ),
        }

    def _comments(self, issue: Issue) -> Json:
        shown = issue.comments[: self.world.page_limit]
        page = self.page("comments", (self.comment(one, issue) for one in shown), len(issue.comments))
        return page | {"self": self.at("issue", issue.id, "comment")}

    def _parent(self, issue: Issue) -> Json:
        return {"parent": self.reference(self.world.issues[issue.parent])} if issue.parent else {}

    def _value(self, field: Field, value: Any) -> Any:
        return self.body(value) if field.is_rich else value

    def rendered(self, issue: Issue) -> Json:
        shown = {name: html(value) for name, value in issue.values.items() if self.world.fields[name].is_rich}
        comments = [self.comment(one, issue) | {"body": html(one.body)} for one in issue.comments]
        return shown | {"comment": self.page("comments", comments, len(comments))}
