"""What belongs to a ticket's file besides its own text: comments, attachments, the parent and linked tickets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Attachment
from database_developer.trackers.attachments import LARGEST, attachment_of

COMMENTS, ATTACHMENTS = ".comments.md", ".attachments"
MOST_ATTACHMENTS = 100
MOST_RELATED = 50


def inside(path: Path, folder: Path) -> Path:
    """The path itself; TicketUnreadable where it is a link that leaves the folder."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TicketUnreadable("is a link that leaves the folder of tickets", where=str(path))
    return path


def attached_files(ticket: Path, folder: Path) -> tuple[Path, ...]:
    """The files in ``KEY.attachments`` beside the ticket, by name; hidden ones and folders are none."""
    attachments = ticket.with_name(ticket.stem + ATTACHMENTS)
    if not attachments.is_dir():
        return ()
    inside(attachments, folder)
    files = [inside(path, folder) for path in sorted(attachments.iterdir()) if not path.name.startswith(".")]
    found = tuple(path for path in files if path.is_file())
    if len(found) > MOST_ATTACHMENTS:
        raise TicketUnreadable(
            f"there are {len(found)} attachments, more than {MOST_ATTACHMENTS}",
            where=str(attachments),
            hint="keep those that say what is asked",
        )
    return found


def attachments_of(files: Iterable[Path]) -> Iterator[Attachment]:
    """The files as values; no more is kept of a large one than its first part."""
    for path in files:
        with path.open("rb") as file:
            yield attachment_of(path.name, file.read(LARGEST + 1), path.stat().st_size)


def fingerprint(own: str, texts: Iterable[str], files: Iterable[Path]) -> str:
    """A hash of the ticket's own text, and of all that is read besides it."""
    sums = hashlib.sha256(own.encode())
    for text in texts:
        sums.update(b"\0" + text.encode())
    for path in files:
        with path.open("rb") as file:
            sums.update(b"\0" + path.name.encode("utf-8", "replace") + hashlib.file_digest(file, "sha256").digest())
    return sums.hexdigest()
