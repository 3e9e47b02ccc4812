"""What people wrote below a ticket, in a file where each entry begins with a heading: its author and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Comment
from database_developer.trackers.blocks import blocks_of

MOST = 500
_HEADING = re.compile(
    r"#{2,4}\s+(?:(?P<id>[\w-]+):\s+)?(?P<author>[^,\n]+?)\s*,\s*"
    r"(?P<created>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)\s*"
)
_OURS = re.compile(r"<!-- comment ([\w.:-]+) -->")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BOT = re.compile(r"\[bot\]$|[-_ ]bot$|^bot[-_ ]|^(?:jenkins|dependabot|renovate|github-actions|automation for jira)$")


@dataclass(kw_only=True, slots=True)
class _Entry:
    """The lines of one comment, and how many stand before them."""

    id: str
    author: str
    created: datetime | None
    before: int
    lines: list[str]


def comments_of(text: str, origin: str, reporter: str, assignee: str) -> tuple[Comment, ...]:
    """All comments but our own, in the order of the file; TicketUnreadable where there are too many."""
    entries = [entry for entry in _entries(without_ours(text)) if any(line.strip() for line in entry.lines)]
    if len(entries) > MOST:
        raise TicketUnreadable(
            f"there are {len(entries)} comments, more than {MOST}",
            where=origin,
            hint="put what still counts into the description, and take the rest out of the file",
        )
    return tuple(_comment(entry, reporter, assignee) for entry in entries)


def without_ours(text: str) -> str:
    """The text with empty lines for what this program wrote, so that every other line keeps its number."""
    lines, closing = text.split("\n"), ""
    for number, line in enumerate(lines):
        opening = _OURS.fullmatch(line.strip())
        if opening and not closing:
            closing = f"<!-- end of comment {opening[1]} -->"
        if closing:
            lines[number] = ""
            closing = "" if line.strip() == closing else closing
    return "\n".join(lines)


def _entries(text: str) -> Iterator[_Entry]:
    entry, fence = _Entry(id="1", author="", created=None, before=0, lines=[]), ""
    place = 1
    for number, line in enumerate(text.split("\n")):
        heading = None if fence else _HEADING.fullmatch(line.rstrip())
        if heading is None:
            fence = _fence(line, fence)
            entry.lines.append(line)
            continue
        yield entry
        said = heading["id"] or str(place)
        entry = _Entry(
            id=said, author=heading["author"], created=_when(heading["created"]), before=number + 1, lines=[]
        )
        place += 1
    yield entry


def _fence(line: str, fence: str) -> str:
    """The sign of the fence that is open behind this line, "" where none is."""
    found = _FENCE.match(line)
    if not fence:
        return found[1] if found else ""
    return "" if found and found[1].startswith(fence) else fence


def _when(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _comment(entry: _Entry, reporter: str, assignee: str) -> Comment:
    name = entry.author.strip().casefold()
    return Comment(
        id=entry.id,
        author=entry.author.strip(),
        created=entry.created,
        blocks=blocks_of("\n".join(entry.lines), entry.before),
        is_reporter=bool(name) and name == reporter.strip().casefold(),
        role=_role(name, assignee.strip().casefold()),
    )


def _role(name: str, assignee: str) -> str:
    if _BOT.search(name):
        return "bot"
    return "assignee" if name and name == assignee else ""
