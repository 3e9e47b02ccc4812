"""Asks for the known patterns of relational design: history, soft deletion, trees, translations and their like."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.quote import Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class SoftDeletionAsk:
    """Rows of the entity are never removed, but marked: ``attribute`` is the moment of it.

    ``is_unique_for_all`` where a marked row still takes its unique values, so that no other row may have them.
    ``unique`` are the attributes that the ticket calls unique among the other rows; () is all that are so.
    """

    entity: str
    quote: Quote
    attribute: str = "deleted at"
    is_unique_for_all: bool = False
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryAsk:
    """What became of the entity is kept: of one attribute from when to when, or of whole rows what changed and by whom.

    ``is_typed`` where a history of whole rows has a column for each column instead of documents.
    """

    entity: str
    quote: Quote
    attribute: str | None = None
    is_typed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TenancyAsk:
    """Every row belongs to one tenant; ``has_row_security`` where the database itself shall hide others' rows."""

    tenant: str
    quote: Quote
    has_row_security: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRowsAsk:
    """Rows of the entity are seen by their owner alone; ``owner`` is the role or the thing they refer to."""

    entity: str
    owner: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class TreeAsk:
    """One of the entity may stand under another one (its ``role``); ``is_acyclic`` where no circle may ever close."""

    entity: str
    quote: Quote
    role: str = "parent"
    is_acyclic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderingAsk:
    """People put the rows of the entity in order; ``within`` is what each order belongs to, None where not told."""

    entity: str
    quote: Quote
    within: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationAsk:
    """The attributes are there in several languages; ``keeps_own`` where the entity keeps a text of its own too."""

    entity: str
    attributes: tuple[str, ...]
    quote: Quote
    keeps_own: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AlternativesAsk:
    """Each of the entity belongs to exactly one of several things, at most one where not ``required``."""

    entity: str
    parents: tuple[str, ...]
    quote: Quote
    required: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SubtypesAsk:
    """Each of the entity is one of these kinds, which may have attributes of their own."""

    entity: str
    kinds: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyAsk:
    """The entity keeps the number of its ``members``, or the sum of an attribute of theirs.

    ``members`` is None where it is not told of what the sum is; ``attribute`` is the name of what is kept.
    """

    entity: str
    attribute: str
    quote: Quote
    members: str | None = None
    is_count: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class DependencyAsk:
    """Whoever knows the ``determinants`` knows the ``dependents``.

    ``stays`` where they are kept together all the same.
    """

    entity: str
    determinants: tuple[str, ...]
    dependents: tuple[str, ...]
    quote: Quote
    stays: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SeveralAsk:
    """The entity has several of an attribute, ``most`` at a time where the ticket says so."""

    entity: str
    attribute: str
    quote: Quote
    most: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparisonAsk:
    """In every row the one attribute is never above the other; ``may_be_equal`` where both may be the same."""

    entity: str
    smaller: str
    greater: str
    quote: Quote
    may_be_equal: bool = True


PatternAsk = (
    SoftDeletionAsk
    | HistoryAsk
    | TenancyAsk
    | OwnRowsAsk
    | TreeAsk
    | OrderingAsk
    | TranslationAsk
    | AlternativesAsk
    | SubtypesAsk
    | TallyAsk
    | DependencyAsk
    | SeveralAsk
    | ComparisonAsk
)
