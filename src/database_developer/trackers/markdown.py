"""A tracker that is a folder of Markdown files, one for each ticket."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from database_developer.errors import TicketNotFound, TicketUnreadable, UsageError
from database_developer.model.errand import Errand, Move, Say, Stage, Tick
from database_developer.model.ticket import Link, RelatedTicket, Ticket, TicketSummary
from database_developer.trackers import besides, front_matter
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.comments import comments_of, without_ours
from database_developer.trackers.front_matter import FrontMatter
from database_developer.trackers.likeness import likeness, natural_order, nearest_keys
from database_developer.trackers.markdown_ticking import ticked, unticked
from database_developer.trackers.message_markdown import rendered

LARGEST = 1_000_000  # bytes
STATUSES = {Stage.STARTED: "In Progress", Stage.PROVEN: "In Review"}
_COMMENTS = besides.COMMENTS
_OPENING = "<!-- comment {} -->"
_CLOSED = {"done", "closed", "resolved", "cancelled", "canceled", "won't do", "rejected", "released"}
_MARKER = re.compile(r"[\w.:-]+")
_FOUND_AT_MOST = 5


class MarkdownTracker:
    """Tickets as ``KEY.md`` files with YAML front matter.

    Comments stand beside them in ``KEY.comments.md``, attachments in the folder ``KEY.attachments``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list(self) -> tuple[TicketSummary, ...]:
        """All tickets, KAN-9 before KAN-10; one that cannot be read says so in its summary."""
        return tuple(_summary(path) for path in self._in_order())

    def load(self, key: str) -> Ticket:
        """The ticket with all that hangs on it; TicketNotFound or TicketUnreadable."""
        path = self._path(key)
        text = _text(path)
        head = front_matter.split(text, str(path))
        related = self._related(head, path)
        files = besides.attached_files(path, self.folder)
        said = self._comments(path)
        context = [f"{ticket.kind} {ticket.key} {ticket.summary} {ticket.blocks}" for ticket in related]
        return replace(
            _ticket(path, head),
            comments=comments_of(said, str(path) + _COMMENTS, head.word("reporter"), head.word("assignee")),
            attachments=tuple(besides.attachments_of(files)),
            related=related,
            fingerprint=besides.fingerprint(
                unticked(front_matter.without_status(text, str(path))), [*filter(str.strip, [said]), *context], files
            ),
        )

    def do(self, key: str, errand: Errand) -> str:
        """Move, comment and tick boxes; files lie in the project already, so the rest is nothing to do."""
        match errand:
            case Move(stage=stage):
                self._move(key, stage)
            case Say(marker=marker, message=message, only_update=only_update):
                if not only_update or self._stands(key, marker):
                    self.comment(key, marker, rendered(message))
            case Tick(criteria=criteria):
                self.tick(key, criteria)
            case _:
                self._path(key)
        return ""

    def _move(self, key: str, stage: Stage) -> None:
        status = STATUSES.get(stage)
        if status is not None:
            self.set_status(key, status)

    def comment(self, key: str, marker: str, text: str) -> None:
        """Write the comment, over an earlier one of the same marker."""
        if not _MARKER.fullmatch(marker):
            raise UsageError(f'"{marker}" is no marker', hint="use letters, digits, dots, colons and dashes")
        path = self._said(key)
        before = _text(path) if path.exists() else ""
        _replace(path, _with_comment(before, marker, text))

    def _stands(self, key: str, marker: str) -> bool:
        """Whether a comment of this marker is there."""
        path = self._said(key)
        return path.exists() and f"{_OPENING.format(marker)}\n" in _text(path)

    def _said(self, key: str) -> Path:
        ticket = self._path(key)
        return ticket.with_name(ticket.stem + _COMMENTS)

    def set_status(self, key: str, status: str) -> None:
        """Replace the status line of the front matter, and no other byte."""
        path = self._path(key)
        _replace(path, front_matter.with_status(_text(path), status, str(path)))

    def tick(self, key: str, criteria: Collection[str]) -> None:
        """Tick the open boxes of exactly these words, and change no other byte."""
        path = self._path(key)
        before = _text(path)
        after = ticked(before, criteria, str(path))
        if after != before:
            _replace(path, after)

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        """At most five tickets, best first; none where nothing is alike."""
        scored = [(_score(text, path), path) for path in self._in_order()]
        best = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: -entry[0])
        return tuple(_summary(path) for _, path in best[:_FOUND_AT_MOST])

    def _comments(self, ticket: Path) -> str:
        """What people wrote beside the ticket, nothing of our own."""
        path = ticket.with_name(ticket.stem + _COMMENTS)
        return without_ours(_text(besides.inside(path, self.folder))) if path.is_file() else ""

    def _related(self, head: FrontMatter, own: Path) -> tuple[RelatedTicket, ...]:
        """The parent, then the linked tickets, each once; one that is not there or cannot be read is left out."""
        links = [Link(kind="parent", key=head.word("parent")), *head.links("links")]
        kinds = {link.key.strip().casefold(): link.kind for link in reversed(links) if link.key}
        paths = {key: path for key, path in self._paths().items() if key in kinds and path != own}
        found = (_related(kinds[key], paths[key], self.folder) for key in reversed(kinds) if key in paths)
        return tuple(islice((ticket for ticket in found if ticket is not None), besides.MOST_RELATED))

    def _in_order(self) -> tuple[Path, ...]:
        return tuple(sorted(self._paths().values(), key=lambda path: natural_order(path.stem)))

    def _paths(self) -> dict[str, Path]:
        """The tickets' files by key; names come from the folder alone, so none lies outside it."""
        if not self.folder.is_dir():
            raise TicketNotFound(
                f'there is no folder "{self.folder}" of tickets', hint="name the folder that holds the KEY.md files"
            )
        files = (path for path in self.folder.iterdir() if path.suffix == ".md" and path.is_file())
        return {path.stem.casefold(): path for path in files if not path.name.endswith(_COMMENTS)}

    def _path(self, key: str) -> Path:
        paths = self._paths()
        path = paths.get(key.strip().casefold())
        if path is None:
            raise self._not_found(key, [path.stem for path in paths.values()])
        return besides.inside(path, self.folder)

    def _not_found(self, key: str, keys: Iterable[str]) -> TicketNotFound:
        near = ", ".join(nearest_keys(key, keys))
        hint = f"the nearest are {near}" if near else "the folder holds no tickets yet"
        return TicketNotFound(f'there is no ticket "{key}"', where=str(self.folder), hint=hint)


def _text(path: Path) -> str:
    size = path.stat().st_size
    if size > LARGEST:
        raise TicketUnreadable(
            f"the ticket has {size} bytes, more than {LARGEST}",
            where=str(path),
            hint="move logs and data to attachments; a ticket is read by people",
        )
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise TicketUnreadable(
            f"byte {error.start} is not UTF-8", where=str(path), hint="save the file as UTF-8"
        ) from error


def _ticket(path: Path, head: FrontMatter) -> Ticket:
    return Ticket(
        key=_key(head, path),
        summary=head.word("summary"),
        status=head.word("status"),
        type=head.word("type"),
        priority=head.word("priority"),
        labels=head.words("labels"),
        parent=head.word("parent") or None,
        links=head.links("links"),
        blocks=blocks_of(head.body, head.lines),
        origin=str(path),
        reporter=head.word("reporter"),
        assignee=head.word("assignee"),
    )


def _related(kind: str, path: Path, folder: Path) -> RelatedTicket | None:
    try:
        head = front_matter.split(_text(besides.inside(path, folder)), str(path))
        return RelatedTicket(
            kind=kind,
            key=_key(head, path),
            summary=head.word("summary"),
            status=head.word("status"),
            blocks=blocks_of(head.body, head.lines),
        )
    except TicketUnreadable:
        return None


def _key(head: FrontMatter, path: Path) -> str:
    key = head.word("key") or path.stem
    if key.casefold() != path.stem.casefold():
        raise TicketUnreadable(
            f'the file holds the ticket "{key}"', where=str(path), hint=f'name the file "{key}.md", or correct its key'
        )
    return key


def _summary(path: Path) -> TicketSummary:
    try:
        head = front_matter.split(_text(path), str(path))
        key, summary, status = _key(head, path), head.word("summary"), head.word("status")
    except TicketUnreadable as error:
        return TicketSummary(key=path.stem, summary=f"(cannot be read: {error.what})")
    return TicketSummary(key=key, summary=summary, status=status, is_open=status.lower() not in _CLOSED)


def _score(typed: str, path: Path) -> float:
    """How near the ticket is; one that cannot be read is found by its key alone."""
    try:
        head = front_matter.split(_text(path), str(path))
        return likeness(typed, key=path.stem, summary=head.word("summary"), body=head.body)
    except TicketUnreadable:
        return likeness(typed, key=path.stem, summary="", body="")


def _with_comment(before: str, marker: str, text: str) -> str:
    opening, closing = _OPENING.format(marker), f"<!-- end of comment {marker} -->"
    safe = text.replace("<!-- comment ", "&lt;!-- comment ").replace("<!-- end of comment ", "&lt;!-- end of comment ")
    comment = f"{opening}\n\n{safe.strip()}\n\n{closing}\n"
    start = before.find(opening + "\n")
    end = before.find(closing + "\n", start)
    if start < 0 or end < 0:
        gap = "\n" if before and not before.endswith("\n\n") else ""
        return before + gap + comment
    return before[:start] + comment + before[end + len(closing) + 1 :]


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then move over it, so that no reader ever sees half a text."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".new")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
