"""Takes what a run says and does on its ticket to the tracker, by way of the outbox."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from database_developer.errors import DatabaseDeveloperError
from database_developer.model.errand import Errand, Say
from database_developer.pipeline.outbox import Outbox, Sent
from database_developer.trackers.tracker import Tracker

BETWEEN_UPDATES = 3.0  # seconds: trackers limit how often one ticket may be written to


@dataclass(kw_only=True)
class Post:
    """The way to the ticket; ``is_open`` where it may be written to, ``comments`` where comments may be left.

    ``shown`` are the errands that are not sent: those of a rehearsal, or comments that nobody wants.
    """

    key: str
    tracker: Tracker
    outbox: Outbox
    is_open: bool = True
    comments: bool = True
    shown: list[Errand] = field(default_factory=list)
    _updated: float = 0.0
    _is_down: bool = False

    def send(self, *errands: Errand) -> tuple[str, ...]:
        """Send the errands; what could not be sent waits. Lines for the user, the first ones of what was done."""
        for errand in errands:
            if self._may_send(errand):
                self.outbox.put(errand)
            else:
                self.shown.append(errand)
        if not self.is_open:
            return ()
        sent = self.outbox.send(self.tracker, self.key)
        self._is_down = sent.why is not None
        return told(sent, self.key)

    def _may_send(self, errand: Errand) -> bool:
        return self.is_open and (self.comments or not isinstance(errand, Say))

    def update(self, say: Say) -> None:
        """Bring a comment up to date on the way; left out where one was sent just now, or the tracker is down."""
        now = time.monotonic()
        if not self.is_open or not self.comments or self._is_down or now - self._updated < BETWEEN_UPDATES:
            return
        self._updated = now
        self.outbox.put(say)
        self._is_down = self.outbox.send(self.tracker, self.key).why is not None


def told(sent: Sent, key: str) -> tuple[str, ...]:
    """What became of the errands, in lines for the user."""
    lines = list(sent.done)
    lines += [f"refused by the tracker: {_in_a_line(error)}" for error in sent.refused]
    if sent.why is not None:
        lines.append(f"not sent: {_in_a_line(sent.why)}")
    if sent.left:
        counted = f"{sent.left} message{'s' * (sent.left != 1)}"
        lines.append(f"{counted} for the ticket wait{'s' * (sent.left == 1)}; to send: dbd publish {key}")
    return tuple(lines)


def _in_a_line(error: DatabaseDeveloperError) -> str:
    where = f"{error.where}: " if error.where else ""
    return f"{where}{error.what}{f' ({error.hint})' if error.hint else ''}"
