"""What a sentence yields: asks, and remarks that become asks once the whole ticket has been read."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Ask, LookupAsk, OrderBy, Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A thing is the topic; ``exists`` where the sentence takes it for granted, ``table`` where it is named."""

    entity: str
    quote: Quote
    table: str | None = None
    exists: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A thing that would be an entity if the ticket says anything more about it."""

    entity: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyOf:
    """One ``owner`` has many of ``member``."""

    owner: str
    member: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class TableNames:
    """Names for the tables of this ticket, whichever they fit."""

    names: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A lookup, with the noun it listed, so that a later sentence can say how the list is sorted."""

    noun: str
    lookup: LookupAsk

    @property
    def quote(self) -> Quote:
        """The words of the lookup."""
        return self.lookup.quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorting:
    """How the list of this noun is sorted."""

    noun: str
    order: tuple[OrderBy, ...]
    quote: Quote


Finding = Ask | Mention | Candidate | ManyOf | TableNames | Listing | Sorting
Findings = tuple[Finding, ...]
