"""Tickets written in a line or two, read and compared without their quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from database_developer.model.request import Ask, Fate, Quote, Request
from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read
from database_developer.trackers import MarkdownTracker
from database_developer.trackers.blocks import blocks_of

EXAMPLES = Path(__file__).parents[3] / "examples" / "dashboard" / "tickets"
USERS = ("id", "email", "display_name", "created_at", "updated_at")
EVENTS = ("id", "user_id", "event_type", "event_data", "created_at", "updated_at")
BASE = Vocabulary(tables={"users": USERS})
AFTER_29 = Vocabulary(tables={"users": USERS, "analytics_events": EVENTS})
NOTHING = Vocabulary()
Q = Quote(text="", line=0)


def example(key: str, vocabulary: Vocabulary = BASE) -> Request:
    return read(MarkdownTracker(EXAMPLES).load(key), vocabulary)


def request(text: str, vocabulary: Vocabulary = NOTHING, summary: str = "a ticket") -> Request:
    return read(Ticket(key="T-1", summary=summary, blocks=blocks_of(text), origin="T-1.md"), vocabulary)


def asks(text: str, vocabulary: Vocabulary = NOTHING) -> set[Ask]:
    return bare(request(text, vocabulary).asks)


def bare(found: Iterable[Ask]) -> set[Ask]:
    return {replace(ask, quote=Q) for ask in found}


def fates(request: Request) -> list[Fate]:
    return [sentence.fate for sentence in request.sentences]
