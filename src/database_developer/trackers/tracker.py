"""What every tracker can do, wherever its tickets live."""

from __future__ import annotations

from typing import Protocol

from database_developer.model.errand import Errand
from database_developer.model.ticket import Ticket, TicketSummary


class Tracker(Protocol):
    """Reads tickets, and tells their readers what became of them."""

    def list(self) -> tuple[TicketSummary, ...]:
        """All tickets, KAN-9 before KAN-10."""
        ...

    def load(self, key: str) -> Ticket:
        """The ticket of that key, whatever its letters' case; TicketNotFound names the nearest."""
        ...

    def do(self, key: str, errand: Errand) -> str:
        """Do the errand, or see that it is done already: doing it twice is doing it once.

        A line that says what was done, "" where there was nothing to do. TrackerUnavailable where it may work later,
        NotLoggedIn without valid credentials, TrackerRefused (or TicketNotFound) where it will not work as asked.
        """
        ...

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        """At most five tickets by nearness of key and likeness of words, best first."""
        ...
