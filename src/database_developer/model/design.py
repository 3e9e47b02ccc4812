"""The target schema with a reason for every decision in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.differences import Renaming
from database_developer.model.names import Address, QualifiedName
from database_developer.model.request import Question, Quote
from database_developer.model.schema import Schema


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
