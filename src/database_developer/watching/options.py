"""What a watcher is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where a server listens; port 0 is any that is free."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchOptions:
    """How a watcher works; times are in seconds.

    ``command`` starts a run, its ticket's key put behind. ``queue`` is the address of the queue's database; without
    it a server below ``folder`` is kept for it. ``every`` is the time between two looks at the tracker (None: only
    webhooks). ``grace`` is how long runs may go on once the watcher is to stop; ``patience`` how long a run may take to
    end after it was told to. A worker whose heart has not beaten for ``stalled`` is taken for dead. ``backoff`` is the
    wait before a second attempt; it doubles with each. ``oldest`` is the age at which a delivery is refused.
    """

    command: tuple[str, ...]
    folder: Path
    cache: Path
    postgres_bin: Path | None = None
    queue: str | None = None
    workers: int = 1
    every: float | None = 60.0
    grace: float = 60.0
    patience: float = 20.0
    attempts: int = 5
    backoff: float = 30.0
    heartbeat: float = 10.0
    stalled: float = 60.0
    fetch: float = 5.0
    webhook: Address | None = None
    secret: str | None = None
    oldest: float = 3600.0
    health: Address | None = None
