"""What a ticket's last run left to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from database_developer.errors import UsageError
from database_developer.pipeline.outbox import Outbox
from database_developer.pipeline.post import Post
from database_developer.pipeline.run_folder import RunFolder
from database_developer.settings import Settings
from database_developer.trackers.tracker import Tracker


@contextmanager
def post_of(key: str, settings: Settings, tracker: Tracker) -> Iterator[Post]:
    """The way to the ticket, held alone meanwhile. UsageError where no run of it was ever made here."""
    runs = settings.project / ".dbd" / "runs"
    wanted = key.strip().casefold()
    folder = next((RunFolder(path=path) for path in sorted(runs.glob("*")) if path.name.casefold() == wanted), None)
    if folder is None:
        raise UsageError(f'there was no run of "{key}" here', where=str(runs), hint=f"run it: dbd {key}")
    with folder.held():
        yield Post(key=folder.path.name, tracker=tracker, outbox=Outbox(folder=folder.path / "outbox"))
