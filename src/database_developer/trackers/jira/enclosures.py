"""The files on an issue, and the text of small ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from database_developer.errors import TicketNotFound, TrackerRefused
from database_developer.model.ticket import Attachment
from database_developer.trackers.attachments import LARGEST, attachment_of, is_read
from database_developer.trackers.jira.issue import Issue
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site

MOST = 20  # files that are read


def enclosed(site: Site, issue: Issue, notes: list[str]) -> tuple[Attachment, ...]:
    """The files that others attached, in the order of their names; what could not be read is noted."""
    files = [one for one in issue.fields.each("attachment") if not _is_ours(site, issue, one)]
    files.sort(key=lambda one: (one.text("filename"), one.id()))
    readable = _readable(files)
    return tuple(_enclosure(site, one, one.id() in readable, notes) for one in files)


def _is_ours(site: Site, issue: Issue, file: Members) -> bool:
    """Whether a run attached it: that is noted on the issue, or where no note may be left, told by author and name."""
    if file.id() in {sent.id for sent in issue.memory.attachments.values()}:
        return True
    return bool(_named_as_ours(issue.key).fullmatch(file.text("filename"))) and site.is_me(file.inner("author"))


def _named_as_ours(key: str) -> re.Pattern[str]:
    """The names of the files that a run leaves for a ticket: migrations, seeds, the page of the change, the report."""
    names = (migrations_of(key), rf"{_low(key)}\.sql", rf"{key}(-schema)?\.(md|png)")
    return re.compile("|".join((*names, r"report\.md", r"evidence\.json")))


def migrations_of(key: str) -> str:
    """The pattern of the names of a ticket's migrations, which begin with the moment of their first run."""
    return rf"\d{{14}}_{_low(key)}_.*\.(up|down)\.sql"


def _low(key: str) -> str:
    return key.lower().replace("-", "_")


def _readable(files: Iterable[Members]) -> frozenset[str]:
    small = [one.id() for one in files if is_read(one.text("filename")) and one.number("size") <= LARGEST]
    return frozenset(small[:MOST])


def _enclosure(site: Site, file: Members, is_wanted: bool, notes: list[str]) -> Attachment:
    name, size = file.text("filename"), file.number("size")
    data = _content(site, file, notes) if is_wanted else None
    if data is None:
        if not is_wanted and is_read(name):
            notes.append(f'the file "{name}" is not read: it is too large, or one too many')
        return Attachment(name=name, size=size, media_type=file.text("mimeType"))
    attachment = attachment_of(name, data, size)
    if attachment.text is None:
        notes.append(f'the file "{name}" is not read: it is not UTF-8')
    return attachment


def _content(site: Site, file: Members, notes: list[str]) -> bytes | None:
    """The file's bytes; None, with a note, where they cannot be had."""
    try:
        return site.connection.fetch(file.needed("content"), LARGEST)
    except (TrackerRefused, TicketNotFound) as error:
        notes.append(f'the file "{file.text("filename")}" is not read: {error.what}')
    return None
