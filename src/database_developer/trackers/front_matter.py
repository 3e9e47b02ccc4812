"""The YAML at the head of a ticket's file: read as plain words, its status replaced in place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Link

_FENCE = "---"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_STATUS_LINE = re.compile(r"^status[ \t]*:[^\r\n]*", re.MULTILINE)
_WHOLE_STATUS_LINE = re.compile(_STATUS_LINE.pattern + r"(?:\r?\n)?", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _/-]*[A-Za-z0-9]")
_NOT_PLAIN = {"true", "false", "yes", "no", "on", "off", "null"}
_HINT = 'it is written between two lines of "---", one "name: value" on a line'


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The head's entries as nodes that know their lines; ``body`` is the text after it."""

    entries: dict[str, Node]
    body: str
    lines: int
    origin: str

    def word(self, name: str) -> str:
        """The entry's text, "" where there is none."""
        node = self.entries.get(name)
        return "" if node is None else _scalar(node, name, self.origin)

    def words(self, name: str) -> tuple[str, ...]:
        """The entry's list of words; one word alone is a list too."""
        node = self.entries.get(name)
        if node is None or _is_empty(node):
            return ()
        parts = node.value if isinstance(node, SequenceNode) else [node]
        return tuple(_scalar(part, name, self.origin) for part in parts)

    def links(self, name: str) -> tuple[Link, ...]:
        """The entry's list of single-entry maps, kind to key."""
        node = self.entries.get(name)
        if node is None or _is_empty(node):
            return ()
        if not isinstance(node, SequenceNode):
            raise _unreadable(f'"{name}" is no list', self.origin, _line(node))
        return tuple(_link(entry, name, self.origin) for entry in node.value)


def split(text: str, origin: str) -> FrontMatter:
    """The head and the body of a file; a file without a head is all body."""
    lines = _lines(text)
    if not _has_head(lines):
        return FrontMatter(entries={}, body=text.removeprefix("\ufeff"), lines=0, origin=origin)
    end = _closing(lines, origin)
    head = "".join(lines[1:end])
    return FrontMatter(entries=_entries(head, origin), body="".join(lines[end + 1 :]), lines=end + 1, origin=origin)


def with_status(text: str, status: str, origin: str) -> str:
    """The file's text with this status and every other character as it was."""
    before, head, after = _cut(text, origin)
    line = f"status: {_spelled(status)}"
    found = _STATUS_LINE.search(head)
    if found:
        return before + head[: found.start()] + line + head[found.end() :] + after
    ending = "\r\n" if "\r\n" in before else "\n"
    return before + head + line + ending + after


def without_status(text: str, origin: str) -> str:
    """The file's text less its status, which may change while the ticket stays the same."""
    if not _has_head(_lines(text)):
        return text
    before, head, after = _cut(text, origin)
    return before + _WHOLE_STATUS_LINE.sub("", head, count=1) + after


def _cut(text: str, origin: str) -> tuple[str, str, str]:
    lines = _lines(text)
    if not _has_head(lines):
        raise _unreadable("there is no front matter to hold a status", origin, 1)
    end = _closing(lines, origin)
    return lines[0], "".join(lines[1:end]), "".join(lines[end:])


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _has_head(lines: list[str]) -> bool:
    return bool(lines) and lines[0].lstrip("\ufeff").rstrip() == _FENCE


def _closing(lines: list[str], origin: str) -> int:
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return number
    raise _unreadable("the front matter is not closed", origin, 1)


def _entries(head: str, origin: str) -> dict[str, Node]:
    node = _composed(head, origin)
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        raise _unreadable("the front matter is no list of names and values", origin, _line(node))
    entries: dict[str, Node] = {}
    for name_node, value in node.value:
        name = _scalar(name_node, "name", origin)
        if name in entries:
            raise _unreadable(f'"{name}" is given twice', origin, _line(name_node))
        entries[name] = value
    return entries


def _composed(head: str, origin: str) -> Node | None:
    try:
        return yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise _unreadable(f"the front matter is no YAML: {error.problem or error}", origin, line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable("the front matter is no YAML that can be read", origin, 1) from error


def _link(entry: Node, name: str, origin: str) -> Link:
    if not isinstance(entry, MappingNode) or len(entry.value) != 1:
        raise _unreadable(f'an entry of "{name}" is not one "kind: key"', origin, _line(entry))
    kind, key = entry.value[0]
    return Link(kind=_scalar(kind, name, origin), key=_scalar(key, name, origin))


def _scalar(node: Node, name: str, origin: str) -> str:
    if not isinstance(node, ScalarNode):
        raise _unreadable(f'"{name}" is no single value', origin, _line(node))
    return "" if _is_empty(node) else str(node.value).strip()


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 2


def _spelled(status: str) -> str:
    is_plain = _PLAIN.fullmatch(status) and status.lower() not in _NOT_PLAIN
    return status if is_plain else json.dumps(status, ensure_ascii=False)


def _unreadable(what: str, origin: str, line: int) -> TicketUnreadable:
    return TicketUnreadable(what, where=f"{origin}:{line}", hint=_HINT)
