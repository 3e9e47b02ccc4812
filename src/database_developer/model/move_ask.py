"""What a ticket asks for rows that go to another table."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.quote import Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveAsk:
    """The rows of ``source`` that are there give rows of another table; ``target`` "" where it is not told which.

    ``columns`` are the attributes that move by name, ``given`` what others of the target take, in pairs (theirs, the
    source's). ``removed`` are attributes whose removal waits for the move, ``loses_table`` where the whole table
    waits. ``required`` is that of the source's reference to the target. ``is_link`` where the only column is a
    reference of which there shall be several, so that the target holds pairs.
    """

    source: str
    target: str
    quote: Quote
    columns: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    loses_table: bool = False
    required: bool | None = None
    is_link: bool = False
