"""Jira as a tracker: tasks are read from it, and told what became of them."""

from __future__ import annotations

from database_developer.errors import TicketUnreadable, TrackerUnavailable
from database_developer.model.errand import Attach, Errand, LogWork, Move, Prune, Refer, Say, Tick
from database_developer.model.ticket import Ticket, TicketSummary
from database_developer.trackers.asking import Ask, nobody
from database_developer.trackers.jira import attaching, finding, listing, loading, moving, noting, saying, ticking
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.site import Site


class JiraTracker:
    """The tasks of one Jira, Cloud or Data Center, by one account."""

    def __init__(self, connection: Connection, settings: JiraSettings | None = None, ask: Ask = nobody) -> None:
        self.site = Site(connection, settings or JiraSettings(), ask)

    def list(self) -> tuple[TicketSummary, ...]:
        """At most two hundred of the tasks that the settings' JQL finds."""
        return listing.listed(self.site)

    def load(self, key: str) -> Ticket:
        """The ticket under the key that it has now; TicketNotFound or TicketUnreadable."""
        return loading.load(self.site, key)

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        """At most five tasks, best first; none where nothing is alike."""
        return finding.search(self.site, text)

    def do(self, key: str, errand: Errand) -> str:
        """Do the errand, or see that it is done: a line that says what was done, "" for nothing."""
        try:
            return self._do(key, errand)
        except TicketUnreadable as error:  # an answer on the way that is none; the errand may be tried again
            raise TrackerUnavailable(error.what, where=error.where, hint=error.hint) from error

    def _do(self, key: str, errand: Errand) -> str:
        match errand:
            case Say():
                return saying.say(self.site, key, errand)
            case Move(stage=stage):
                return moving.move(self.site, key, stage)
            case Attach():
                return attaching.attach(self.site, key, errand)
            case Prune():
                return attaching.prune(self.site, key, errand)
            case Refer():
                return noting.refer(self.site, key, errand)
            case LogWork():
                return noting.log_work(self.site, key, errand)
            case Tick(criteria=criteria):
                return ticking.tick(self.site, key, criteria)
