"""What a sentence yields: asks, and remarks that become asks once the whole ticket has been read."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Ask, AttributeAsk, LookupAsk, OrderBy, Quote
from database_developer.reading.grammar.qualifiers import Qualifiers


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
    """One ``owner`` has many of ``member``; ``number`` is their count, where nothing else is told of them."""

    owner: str
    member: str
    quote: Quote
    number: AttributeAsk | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """A ``child`` is bound to one ``parent``, if both are things of the ticket; ``by`` is the preposition between.

    ``role`` is the "manager" of "a manager, who is an employee"; ``is_sure`` where it says "one", ``is_deed`` where the
    child is what the parent makes or owns; ``is_moment`` where the parent is but a time: "on a given day".
    """

    child: str
    parent: str
    verb: str
    by: str
    quote: Quote
    required: bool | None = None
    role: str | None = None
    is_sure: bool = False
    is_deed: bool = False
    is_moment: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OfAll:
    """Attributes that all of the ticket's new tables have; each names no entity yet."""

    attributes: tuple[AttributeAsk, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Things that take part in what a verb tells: "pupils borrow books".

    ``object`` is the thing right behind the verb, and ``by`` the preposition that leads it in; ``are_many`` where both
    the first and this one are told in the plural.
    """

    verb: str
    things: tuple[str, ...]
    quote: Quote
    object: str = ""
    by: str = ""
    is_passive: bool = False
    are_many: bool = False


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """What a sentence of its own says of the attribute told last: "Boolean, not null"."""

    quote: Quote
    type: str | None = None
    max_length: int | None = None
    required: bool | None = None
    default: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnRule:
    """What is said of columns told before: those named, or (``is_rest``) all of the ``entity`` but some.

    ``entity`` is whose they are likely to be; "" where those of all things are meant.
    """

    entity: str | None
    names: tuple[str, ...]
    said: Qualifiers
    is_rest: bool
    but: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One attribute is never above the other, in the sentence's words; ``entity`` is whose they are likely to be."""

    entity: str | None
    smaller: str
    greater: str
    may_be_equal: bool
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class OncePer:
    """Of each of these together there is one at most; ``verb`` tells what happens: "donate once per session"."""

    things: tuple[str, ...]
    verb: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexesAnnounced:
    """Indexes are wanted (on these tables, where they are told); over which columns is said later."""

    entities: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnNamed:
    """A sentence or item begins with a column that stands already, and tells something of it."""

    entity: str
    attribute: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitTold:
    """An attribute becomes two, cut at a ``mark`` ("" where it is told later); the ``last`` one or the first."""

    entity: str
    whole: str
    halves: tuple[str, ...]
    quote: Quote
    mark: str = ""
    last: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CutTold:
    """Where the attribute told before is cut."""

    mark: str
    last: bool
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Facts of each ``member`` within an ``owner``: its own, or the pair's where members are told of by themselves too.

    The facts are ``told`` of a thing named by both.
    """

    owner: str
    member: str
    told: tuple[Finding, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Bond:
    """What things do to each other, with facts of its own; ``is_single`` where there is one of it for all of them.

    The facts are ``told`` of the bond's ``name``.
    """

    name: str
    ends: tuple[str, ...]
    told: tuple[Finding, ...]
    quote: Quote
    is_single: bool = False


Finding = (
    Ask
    | Mention
    | Candidate
    | ManyOf
    | Tie
    | Act
    | OfAll
    | TableNames
    | Listing
    | Sorting
    | Described
    | ColumnRule
    | Compared
    | OncePer
    | IndexesAnnounced
    | ColumnNamed
    | SplitTold
    | CutTold
    | Shared
    | Bond
)
Findings = tuple[Finding, ...]
