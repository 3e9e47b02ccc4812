"""An issue as a request wants to see it: which fields, and which of the things that are shown only when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from support.fake_jira.records import Issue
from support.fake_jira.shapes import Json, Shapes

# Left out of "*navigable", as they are long.
LONG = ("comment", "attachment", "worklog", "issuelinks", "subtasks")
CHANGES_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class View:
    """``fields`` as a request lists them ("*all", "*navigable", names, names after "-"); none for ids alone."""

    fields: tuple[str, ...]
    expand: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()

    def show(self, issue: Issue, shapes: Shapes, ways: Callable[[Issue], list[Json]]) -> Json:
        """``ways`` gives the transitions that the viewer may choose."""
        shown: Json = {"expand": "renderedFields,names,schema,transitions,changelog", "id": issue.id}
        shown |= {"self": shapes.at("issue", issue.id), "key": issue.key}
        if not self.fields:
            return {"id": issue.id}
        fields = self._chosen(shapes.fields(issue))
        shown |= {"fields": fields} | self._expanded(issue, shapes, ways, fields)
        if self.properties:
            wanted = issue.properties if "*all" in self.properties else self.properties
            shown["properties"] = {key: issue.properties[key] for key in wanted if key in issue.properties}
        return shown

    def _chosen(self, fields: Json) -> Json:
        wanted = {name for name in self.fields if name[0] not in "*-"}
        if "*all" in self.fields or (not wanted and "*navigable" not in self.fields):
            wanted |= set(fields)
        if "*navigable" in self.fields:
            wanted |= set(fields) - set(LONG)
        wanted -= {name[1:] for name in self.fields if name.startswith("-")}
        return {name: value for name, value in fields.items() if name in wanted}

    def _expanded(self, issue: Issue, shapes: Shapes, ways: Callable[[Issue], list[Json]], fields: Json) -> Json:
        known = shapes.world.fields
        makers: dict[str, Callable[[], Any]] = {
            "renderedFields": lambda: {k: v for k, v in shapes.rendered(issue).items() if k in fields},
            "names": lambda: {name: known[name].name for name in fields},
            "schema": lambda: {name: shapes.schema(known[name]) for name in fields},
            "transitions": lambda: ways(issue),
            "changelog": lambda: self._changes(issue, shapes),
        }
        return {name: makers[name]() for name in self.expand if name in makers}

    def _changes(self, issue: Issue, shapes: Shapes) -> Json:
        latest = [shapes.change(one) for one in reversed(issue.changes)][:CHANGES_SHOWN]
        return shapes.page("histories", latest, len(issue.changes))
