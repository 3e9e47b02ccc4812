"""A watcher as a process of its own: ``python -m support.watch_here OPTIONS`` (a JSON object)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from database_developer.model.ticket import TicketSummary
from database_developer.trackers.markdown import MarkdownTracker
from database_developer.watching.watcher import watch
from support.watching import options_of


class Broken(MarkdownTracker):
    """Has an error that nobody thought of."""

    def list(self) -> tuple[TicketSummary, ...]:
        raise ZeroDivisionError


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    is_broken = told.pop("broken", False)
    tracker = Broken(Path(told["tickets"])) if is_broken else MarkdownTracker(Path(told["tickets"]))
    watch(options_of(told), tracker, say)
