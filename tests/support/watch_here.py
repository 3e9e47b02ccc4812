"""A watcher as a process of its own: ``python -m support.watch_here OPTIONS`` (a JSON object)."""

from __future__ import annotations

import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from database_developer.model.ticket import TicketSummary
from database_developer.trackers.jira.place import place_of
from database_developer.trackers.markdown import MarkdownTracker
from database_developer.trackers.opening import opened
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
    is_broken, jql = told.pop("broken", False), told.pop("jql", "")
    kind = Broken if is_broken else MarkdownTracker
    place = place_of({"jql": jql}, Path(), os.environ) if jql else None
    with (
        opened(Path(told["tickets"]), place, os.environ) if jql else nullcontext(kind(Path(told["tickets"]))) as tracker
    ):
        watch(options_of(told), tracker, say)
