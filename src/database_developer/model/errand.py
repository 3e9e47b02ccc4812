"""What a run wants done on a ticket: each errand is a value that can wait in a file, and be sent twice without harm."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.message import Message


class Stage(StrEnum):
    """How far the work on a ticket is; the tracker knows which of its statuses that means."""

    STARTED = "started"
    ASKING = "asking"
    PROVEN = "proven"


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Bring the ticket to the status of this stage; done already where it stands there or beyond."""

    stage: Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """Leave a comment; a later one of the same ``marker`` takes its place. ``to_reporter`` mentions who asked.

    Where ``only_update`` is set, there is nothing to do unless a comment of this marker stands there.
    """

    marker: str
    message: Message
    to_reporter: bool = False
    only_update: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Attach:
    """Attach a file under this name; one of the same name and content is not attached again.

    ``path`` is where its bytes lie; ``digest`` their SHA-256, "" where not known yet. ``sign`` is a text that every
    version of it holds and nobody else's file of that name would: by it an older one is known where nobody noted it.
    """

    name: str
    path: str
    digest: str = ""
    media_type: str = "application/octet-stream"
    sign: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prune:
    """Of the migrations that runs attached leave those of these names, and what a later run attached."""

    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refer:
    """Link the ticket to an address, such as a branch or a run; ``id`` tells it from the others."""

    id: str
    url: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LogWork:
    """Note time spent, once for each ``run``; ``started`` is ISO 8601 with its offset."""

    run: str
    started: str
    seconds: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """Tick the boxes of the acceptance criteria with these words, exactly as they stand on the ticket."""

    criteria: tuple[str, ...]


Errand = Move | Say | Attach | Prune | Refer | LogWork | Tick
