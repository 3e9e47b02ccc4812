"""The ticket's words: where they stand, and which live table is meant by some of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """The exact words of the ticket, the line they stand on, and where (the description, a comment, ...).

    ``assumed`` says what is taken for granted of them ("usual for an order"), "" where the words say it themselves.
    """

    text: str
    line: int
    origin: str = "description"
    assumed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """The live table that the ticket means by a word; ``score`` from 0 to 1, ``why`` its parts in words.

    ``quote`` is where the ticket speaks of the thing, or where it says which table that is. ``by_columns`` where the
    thing's columns had a part in it.
    """

    entity: str
    table: str
    score: float
    why: str
    quote: Quote | None = None
    by_columns: bool = False
