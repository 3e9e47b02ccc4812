"""Opens the tracker that a project works with: its Jira where one is told, else its folder of tickets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from database_developer.trackers.asking import Ask, nobody
from database_developer.trackers.jira.place import Place
from database_developer.trackers.markdown import MarkdownTracker
from database_developer.trackers.tracker import Tracker


@contextmanager
def opened(tickets: Path, place: Place | None, environment: Mapping[str, str], ask: Ask = nobody) -> Iterator[Tracker]:
    """The tracker, for as long as it is needed. NotLoggedIn or UsageError where the Jira cannot be spoken to.

    ``ask`` asks for what a screen wants to be filled in and the settings do not say.
    """
    if place is None:
        yield MarkdownTracker(tickets)
        return
    # reading tickets from files needs none of this, and is to start fast
    credentials = import_module("database_developer.trackers.jira.credentials")
    connection = import_module("database_developer.trackers.jira.connection")
    tracker = import_module("database_developer.trackers.jira.tracker")
    with connection.Connection(credentials.account_at(place, environment)) as opened_connection:
        yield tracker.JiraTracker(opened_connection, place.settings, ask)
