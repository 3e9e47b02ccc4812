"""The files on an issue, and the text of small ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from database_developer.errors import TicketNotFound, TrackerRefused
from database_developer.model.ticket import Enclosure
from database_developer.trackers.jira.issue import Issue
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site

LARGEST = 1_000_000  # bytes of a file that is read
MOST = 20  # files that are read
_DATA = frozenset([".csv", ".tsv", ".json", ".yaml", ".yml", ".xml", ".toml"])
_WORDS = frozenset([".md", ".markdown", ".txt"])
_SCHEMAS = frozenset([".sql", ".ddl", ".dbml", ".prisma", ".puml", ".mmd", ".graphql"])
_TEXTS = _DATA | _WORDS | _SCHEMAS


def enclosed(site: Site, issue: Issue, notes: list[str]) -> tuple[Enclosure, ...]:
    """The files that others attached, in the order of their names; what could not be read is noted."""
    ours = {sent.id for sent in issue.memory.attachments.values()}
    files = [one for one in issue.fields.each("attachment") if one.id() not in ours]
    files.sort(key=lambda one: (one.text("filename"), one.id()))
    readable = _readable(files)
    return tuple(_enclosure(site, one, one.id() in readable, notes) for one in files)


def _readable(files: Iterable[Members]) -> frozenset[str]:
    small = [one.id() for one in files if _is_text(one.text("filename")) and one.number("size") <= LARGEST]
    return frozenset(small[:MOST])


def _is_text(name: str) -> bool:
    return PurePosixPath(name.lower()).suffix in _TEXTS


def _enclosure(site: Site, file: Members, is_read: bool, notes: list[str]) -> Enclosure:
    name = file.text("filename")
    text = _text(site, file, notes) if is_read else None
    if text is None and not is_read and _is_text(name):
        notes.append(f'the file "{name}" is not read: it is too large, or one too many')
    return Enclosure(name=name, size=file.number("size"), media_type=file.text("mimeType"), text=text)


def _text(site: Site, file: Members, notes: list[str]) -> str | None:
    """What is in the file; None, with a note, where it cannot be had or is no text."""
    try:
        return site.connection.fetch(file.needed("content"), LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append(f'the file "{file.text("filename")}" is not read: it is not UTF-8')
    except (TrackerRefused, TicketNotFound) as error:
        notes.append(f'the file "{file.text("filename")}" is not read: {error.what}')
    return None
