"""The target schema with a reason for every decision in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.differences import Renaming
from database_developer.model.names import Address, QualifiedName
from database_developer.model.request import Question, Quote
from database_developer.model.schema import Index, Schema


class Ground(StrEnum):
    """What a decision rests on."""

    TICKET = "ticket"
    CUSTOM = "custom"
    RULE = "rule"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One object of the target and why it is as it is.

    ``rule`` is the id of the design rule that decided; ``quote`` the ticket's words where the ground
    is the ticket; ``is_assumption`` where the ticket left it open and the team may override it.
    """

    address: Address
    what: str
    why: str
    ground: Ground
    rule: str
    quote: Quote | None = None
    is_assumption: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ServedQuery:
    """A query the schema was designed for, as SQL that can be run on seeded rows.

    ``id`` is short and stable ("q1"); ``simple`` says that the ticket's latency bound applies; ``indexes``
    are the names of new indexes (or constraints) that were designed to serve it; ``parameters`` are SELECTs
    that each give one value for $1, $2, ... from the rows there are.
    """

    id: str
    title: str
    sql: str
    quote: Quote
    indexes: tuple[QualifiedName, ...] = ()
    parameters: tuple[str, ...] = ()
    simple: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """How many rows a table is expected to hold, now or after a year."""

    table: QualifiedName
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Values (or documents) of a column that the ticket quotes, for seeding rows that its queries find."""

    table: QualifiedName
    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """What is added to a value that another row has already: the separator and a column of the row.

    ``column`` None is a running number. ``max_length`` is the column's, so that the value is cut and never what is
    added. ``within`` are the other columns of the unique key: only rows that share them can clash.
    """

    separator: str
    column: str | None
    max_length: int | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundBy:
    """A row of a standing ``table`` is found by its unique ``column``, which equals the row's own ``value``."""

    value: str
    table: QualifiedName
    column: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filling:
    """What the rows that are there already get in a column.

    ``expression`` and ``condition`` ("" is every row) are SQL over the row ``t``, in the target's names; a column that
    the target has no more is still named as it is now. ``reads`` are the columns they look at, also of other tables.
    ``is_immutable`` where an index may be built on the expression; ``clash`` where values must differ. ``quote``
    is None where no ticket asked. ``lookup`` is the index, as the server prints it, by which one finds who
    else is after the same value. ``known`` are the values of a column of which the rule tells what they become.
    ``found_by`` where the value is the key of a standing row that is found by another one.
    """

    table: QualifiedName
    column: str
    expression: str
    quote: Quote | None = None
    condition: str = ""
    clash: Clash | None = None
    reads: tuple[Address, ...] = ()
    is_immutable: bool = True
    lookup: Index | None = None
    found_by: FoundBy | None = None
    known: tuple[str, tuple[str, ...]] | None = None


class Side(StrEnum):
    """Which rows refer to the others, where columns move to a table of their own."""

    NEW = "the new rows refer to the old ones"
    OLD = "the old rows refer to the new ones"


@dataclass(frozen=True, kw_only=True, slots=True)
class RowMove:
    """Rows of ``target``, a new table, that are made from the rows of ``source``.

    ``columns`` are the target's and the source's, in pairs; a row is made where one of ``telling`` (the source's)
    has a value. ``reference`` refers to ``key``, a unique column: where the new rows refer (``Side.NEW``), each old
    row gives one; where the old ones do (``Side.OLD``), those that are alike give one together. ``is_pair`` where the
    columns are the key of a table of pairs, so that no pair may come twice.
    """

    source: QualifiedName
    target: QualifiedName
    side: Side
    columns: tuple[tuple[str, str], ...]
    telling: tuple[str, ...]
    reference: str
    key: str
    quote: Quote | None = None
    is_pair: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Liveness:
    """What must go on while the change is rolled out, as ``LivenessAsk``, with the words of the ticket."""

    quotes: tuple[Quote, ...]
    max_block_ms: int | None = None
    keep_old_version: bool = False
    is_busy: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Design:
    """The target; ``target`` is a draft whose definitions may not be in the server's spelling yet."""

    target: Schema
    decisions: tuple[Decision, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    queries: tuple[ServedQuery, ...] = ()
    volumes: tuple[Volume, ...] = ()
    samples: tuple[Sample, ...] = ()
    questions: tuple[Question, ...] = ()
    latency_ms: float | None = None
    fillings: tuple[Filling, ...] = ()
    moves: tuple[RowMove, ...] = ()
    liveness: Liveness | None = None
