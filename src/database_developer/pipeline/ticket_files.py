"""The files of a run that the ticket gets, and errands in words for a rehearsal."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from database_developer.model.errand import Attach, Errand, LogWork, Move, Prune, Refer, Say, Tick
from database_developer.model.publication import Publication
from database_developer.pipeline.drawing import drawn
from database_developer.pipeline.seals import COMMENTS, MARK
from database_developer.trackers.message_markdown import rendered

OF_THE_TICKET = ("migrations/", "seeds/", "reports/")
MEDIA_TYPES = {".sql": "application/sql", ".md": "text/markdown", ".json": "application/json", ".svg": "image/svg+xml"}
OF_EVIDENCE = '"database-developer":'  # its version, in evidence that is JSON
MOST = 20  # files; the others are in the project


def attachments(root: Path, key: str, publication: Publication) -> tuple[Attach, ...]:
    """The files of this ticket alone, as they lie in the project."""
    names = [name for name in sorted(publication.files) if _is_of_the_ticket(name, key)]
    return tuple(_attached(root / name, publication.files[name]) for name in names[:MOST])


def picture(diagram: str, key: str, folder: Path) -> tuple[tuple[Attach, ...], tuple[str, ...]]:
    """The diagram as a picture in the run folder, to be attached; and a remark where it could not be drawn."""
    path = folder / f"{key}-schema.png"
    if not diagram:
        return (), ()
    if remark := drawn(diagram, path):
        return (), (remark,)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return (Attach(name=path.name, path=str(path), digest=digest, media_type="image/png", sign="PNG"),), ()


def in_words(errand: Errand) -> str:
    """What the errand would do, as Markdown."""
    match errand:
        case Move(stage=stage):
            return f"move the ticket to the status for: {stage}\n"
        case Say(marker=marker, message=message):
            return f"<!-- comment {marker} -->\n\n{rendered(message)}"
        case Attach(name=name):
            return f"attach {name}\n"
        case Prune(names=names):
            return "take away the migrations that earlier runs attached, but for:\n" + "".join(
                map("- {}\n".format, names)
            )
        case Refer(url=url, title=title):
            return f"link to {url} ({title})\n"
        case LogWork(seconds=seconds):
            return f"log {seconds} seconds of work\n"
        case Tick(criteria=criteria):
            return "tick:\n" + "".join(f"- {text}\n" for text in criteria)


def _is_of_the_ticket(name: str, key: str) -> bool:
    """Whether no other ticket shares the file, such as the page or the picture of its change."""
    return name.startswith(OF_THE_TICKET) or PurePosixPath(name).stem == key


def _attached(path: Path, text: str) -> Attach:
    suffix = PurePosixPath(path).suffix
    return Attach(
        name=path.name,
        path=str(path),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        sign=MARK if suffix in COMMENTS else OF_EVIDENCE,
    )
