"""What every tracker can do, wherever its tickets live."""

from __future__ import annotations

from typing import Protocol

from database_developer.model.ticket import Ticket, TicketSummary


class Tracker(Protocol):
    """Reads tickets, and tells their readers what became of them."""

    def list(self) -> tuple[TicketSummary, ...]:
        """All tickets, KAN-9 before KAN-10."""
        ...

    def load(self, key: str) -> Ticket:
        """The ticket of that key, whatever its letters' case; TicketNotFound names the nearest."""
        ...

    def comment(self, key: str, marker: str, text: str) -> None:
        """Leave a comment; a second one of the same marker takes the first one's place."""
        ...

    def set_status(self, key: str, status: str) -> None:
        """Move the ticket to this status and change nothing else."""
        ...

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        """At most five tickets by nearness of key and likeness of words, best first."""
        ...
