"""How migrations are run, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.postgres.activity import Target


class Unknown(StrEnum):
    """What becomes of a statement outside a transaction of which nobody can tell whether it was done."""

    ASK = "ask"
    REPEAT = "repeat"
    SKIP = "skip"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How long anything may take, in seconds.

    ``lock`` is how long one try waits for a lock, and so how long others queue behind it: shorter than
    anybody's patience. Where an autovacuum is in the way the next try waits for ``autovacuum`` at least: longer
    than the second after which the server makes it give way. ``lock_total`` is how long it is tried again.
    ``hold`` is how long others may have to wait for a lock that we have, 0 for any time. ``reconnect`` is how
    long a lost connection is sought again. ``batch`` is what a batch of a backfill aims at, since nobody waits
    longer than that for one of its rows; ``lag`` is how far replicas may fall behind before a backfill waits for them.
    """

    lock: float = 0.5
    autovacuum: float = 1.5
    lock_total: float = 600.0
    hold: float = 30.0
    reconnect: float = 60.0
    batch: float = 0.05
    lag: float = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What a run is told.

    ``workers`` is how many connections work at a backfill: two are faster than one UPDATE of the whole table.
    ``to`` is the last version to apply, or on rollback the version that stays ("0": none stays).
    ``baseline`` is the last version that the database has already. ``through_contract`` also applies a
    contract migration right after those that prepare it, without a deploy between. ``edited`` accepts
    applied files that were edited since, ``out_of_order`` those that come too late or are missing.
    ``by_hand`` notes a migration as taken back without running anything.
    """

    limits: Limits = Limits()
    workers: int = 2
    to: str | None = None
    baseline: str | None = None
    dry_run: bool = False
    allow_drift: bool = False
    out_of_order: bool = False
    edited: bool = False
    through_contract: bool = False
    by_hand: bool = False
    unknown: Unknown = Unknown.ASK
    expect_database: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A migration that this run brought to an end, in the direction "up" or "down"."""

    version: str
    name: str
    direction: str
    statements: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a run came to: what it did, what is left to do, and lines for the reader.

    ``would`` lists, on a dry run, what would be run: version, direction and the first lines of its statements.
    """

    target: Target
    taken: tuple[Taken, ...] = ()
    pending: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    would: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
