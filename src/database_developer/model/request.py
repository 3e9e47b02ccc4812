"""What a ticket asks for: typed asks, each with the words it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.move_ask import MoveAsk as MoveAsk  # noqa: PLC0414 - asks are imported from here
from database_developer.model.pattern_asks import PatternAsk
from database_developer.model.quote import Match
from database_developer.model.quote import Quote as Quote  # noqa: PLC0414 - asks are imported with their quotes
from database_developer.model.recipe import Recipe

# Entities and attributes are named by the ticket's own noun phrases, lower case and singular
# ("analytics event", "event type"), or by the identifier where the ticket writes one (`analytics_events`).
# Turning them into names of tables and columns is for the design.


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityAsk:
    """There is such a thing, to be kept in a table; ``table`` where the ticket names it.

    ``key`` are the attributes of its primary key where code says which. ``model`` is the name of a class or model in
    code: the table is called so where the live tables show no custom of their own.
    """

    entity: str
    quote: Quote
    table: str | None = None
    description: str = ""
    key: tuple[str, ...] = ()
    model: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeAsk:
    """An entity has this attribute.

    ``type`` is a SQL type where the ticket gives one; ``hint`` the words that say what it is
    ("free-form json document", "date", "amount in cents"). ``required`` is None where not said.
    ``moment`` is "created" or "updated" for the usual time stamps. ``default`` is the words of the
    value ("member", "now", "en"). ``column`` is its column's name where code writes one; ``identity`` where the
    server numbers the rows by it.
    """

    entity: str
    attribute: str
    quote: Quote
    type: str | None = None
    hint: str = ""
    max_length: int | None = None
    required: bool | None = None
    default: str | None = None
    moment: str | None = None
    pattern: str | None = None
    description: str = ""
    column: str | None = None
    identity: bool = False


class Cardinality(StrEnum):
    """How many of one belong to how many of the other."""

    MANY_TO_ONE = "many to one"
    ONE_TO_ONE = "one to one"
    MANY_TO_MANY = "many to many"


@dataclass(frozen=True, kw_only=True, slots=True)
class RelationAsk:
    """``child`` belongs to ``parent`` (many to one), or both are joined (many to many).

    ``role`` is the parent's part where it differs from its name (a team's "owner" is a user).
    ``joined_by`` is the entity that holds a many-to-many pair ("membership"), where it has a name.
    ``columns`` and ``target`` are the referring and the referred attributes where code names them; without
    ``target`` the parent's primary key is meant.
    """

    child: str
    parent: str
    quote: Quote
    cardinality: Cardinality = Cardinality.MANY_TO_ONE
    role: str | None = None
    required: bool | None = None
    joined_by: str | None = None
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DeletionAsk:
    """What happens to ``child`` when its ``parent`` is deleted: "cascade", "restrict" or "set null".

    ``role`` as in ``RelationAsk``.
    """

    parent: str
    child: str
    action: str
    quote: Quote
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UniqueAsk:
    """No two of the entity share all of these; attributes may be related entities ("user") too."""

    entity: str
    attributes: tuple[str, ...]
    quote: Quote
    ignoring_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AllowedAsk:
    """The attribute's values; ``is_open`` where more will come, so that no constraint may close the set.

    ``is_further`` where these come to those that a standing column may have already.
    """

    entity: str
    attribute: str
    values: tuple[str, ...]
    quote: Quote
    is_open: bool = False
    is_further: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RangeAsk:
    """The attribute's numbers lie between these; None is no bound.

    ``minimum`` and ``maximum`` may be reached, ``above`` and ``below`` may not.
    """

    entity: str
    attribute: str
    quote: Quote
    minimum: str | None = None
    maximum: str | None = None
    above: str | None = None
    below: str | None = None


class Direction(StrEnum):
    """The order of a listing."""

    ASCENDING = "ascending"
    DESCENDING = "descending"


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderBy:
    """One sort key; ``attribute`` "created" means the moment of creation."""

    attribute: str
    direction: Direction = Direction.ASCENDING


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexKeysAsk:
    """An index that code asks for, on these attributes in this order."""

    entity: str
    keys: tuple[OrderBy, ...]
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class LookupAsk:
    """A query told in words: rows of ``entity`` by equal attributes (or related entities).

    ``contains`` names JSON attributes searched by ``@>``; ``sample`` is the SQL fragment given, if any.
    """

    entity: str
    quote: Quote
    equal: tuple[str, ...] = ()
    order: tuple[OrderBy, ...] = ()
    contains: tuple[str, ...] = ()
    limit: int | None = None
    sample: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryAsk:
    """A query given in SQL: one statement that only reads."""

    sql: str
    quote: Quote
    purpose: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DefinitionAsk:
    """DDL given in SQL: one statement of an allowed kind, to be run on a shadow as no superuser."""

    sql: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameAsk:
    """An attribute gets another name (or the entity itself, where ``attribute`` is None).

    ``inverted`` where the new name means the contrary of the old one, so that every yes becomes a no.
    """

    entity: str
    new_name: str
    quote: Quote
    attribute: str | None = None
    inverted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovalAsk:
    """An attribute goes away (or the entity itself, where ``attribute`` is None)."""

    entity: str
    quote: Quote
    attribute: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BackfillAsk:
    """How existing rows get an attribute's value: in the ticket's words, and as typed steps.

    ``recipe`` is None where the words were not understood, and ``unclear`` then says from which on;
    ``attribute`` and ``entity`` are "" where not even they are clear. ``replaces`` is the attribute whose place it
    takes.
    """

    entity: str
    attribute: str
    rule: str
    quote: Quote
    recipe: Recipe | None = None
    unclear: str = ""
    replaces: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlterAsk:
    """An attribute that is there already changes: its type, whether it is required, or its default.

    What is None stays as it is; ``default`` is the words of the value, as in ``AttributeAsk``, and "" where there shall
    be none any more.
    """

    entity: str
    attribute: str
    quote: Quote
    type: str | None = None
    required: bool | None = None
    default: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexReferencesAsk:
    """Every reference of the entity gets an index; ``entity`` "" is every table."""

    entity: str
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class UnconstrainAsk:
    """A rule or an index goes away: ``kind`` is "unique", "check", "foreign key", "index" or "" for any rule.

    It is the one over ``attributes`` (or of that ``name``); without either, the only one there is. ``entity`` "" where
    the ticket does not say whose.
    """

    entity: str
    kind: str
    quote: Quote
    attributes: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeAsk:
    """How many rows there are, or come in a period ("day", "month", "year", or "" for in all)."""

    entity: str
    rows: int
    quote: Quote
    period: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LatencyAsk:
    """Simple queries stay under so many milliseconds."""

    milliseconds: float
    quote: Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class LivenessAsk:
    """What must go on while the change is rolled out.

    Nothing may wait for longer than ``max_block_ms`` (None: not said); ``keep_old_version`` where the release that
    runs now must go on working; ``is_busy`` where rows are written all the time.
    """

    quote: Quote
    max_block_ms: int | None = None
    keep_old_version: bool = False
    is_busy: bool = False


Ask = (
    EntityAsk
    | AttributeAsk
    | RelationAsk
    | DeletionAsk
    | UniqueAsk
    | AllowedAsk
    | RangeAsk
    | LookupAsk
    | QueryAsk
    | DefinitionAsk
    | RenameAsk
    | RemovalAsk
    | BackfillAsk
    | AlterAsk
    | IndexReferencesAsk
    | UnconstrainAsk
    | MoveAsk
    | VolumeAsk
    | LatencyAsk
    | LivenessAsk
    | IndexKeysAsk
    | PatternAsk
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """An acceptance criterion, word by word."""

    text: str
    quote: Quote
    checked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be known before work goes on (``blocking``), or what was assumed meanwhile.

    ``meanings`` stand beside the ``proposals``: the sentence that the ticket is taken to say where that one is chosen,
    "" where the question is then settled as it is, None (as where there are none) where it needs words of one's own.
    """

    id: str
    text: str
    proposals: tuple[str, ...] = ()
    meanings: tuple[str | None, ...] = ()
    blocking: bool = True
    quote: Quote | None = None


class Fate(StrEnum):
    """What became of a sentence of the ticket."""

    USED = "used"
    CONTEXT = "context"
    OUT_OF_SCOPE = "out of scope"
    SUPERSEDED = "superseded"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence (or item, row, code block) and its fate; ``by`` is the later one in its place, or in a part's."""

    quote: Quote
    fate: Fate
    by: Quote | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """All that a ticket asks for, and what was not understood."""

    ticket: str
    asks: tuple[Ask, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    matches: tuple[Match, ...] = ()
