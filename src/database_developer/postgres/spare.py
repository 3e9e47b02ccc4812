"""A server of our own that may be stopped the hard way, beside the one that everybody shares."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from database_developer.errors import ServerUnavailable
from database_developer.postgres.cluster import Cluster, execute, is_running, running_cluster, start
from database_developer.postgres.dump import dump_database, restore_database
from database_developer.postgres.file_locks import exclusive
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow

ROLE = "spare"


@dataclass(frozen=True, kw_only=True)
class Spare:
    """The server, which nobody else uses meanwhile."""

    cluster: Cluster

    def stop_hard(self) -> None:
        """Stop it on the spot, as a crash would: nothing is written back, every connection is cut."""
        execute(self.cluster, "pg_ctl", ["stop", "-D", str(self.cluster.data), "-m", "immediate", "-w", "-t", "60"])

    def ensure_running(self) -> None:
        """Start it where it is stopped; it recovers what was committed."""
        if not is_running(self.cluster):
            start(self.cluster)

    @contextmanager
    def copy_of(self, shadow: Shadow, name: str) -> Iterator[Shadow]:
        """A database here with the schema and rows of a shadow elsewhere, dropped at the end."""
        self.ensure_running()
        self._command(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._command(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(ROLE)))
        copy = Shadow(name=name, url=self.cluster.url(name, ROLE), binaries=shadow.binaries)
        try:
            _refill(shadow, copy)
            yield copy
        finally:
            self.ensure_running()
            self._command(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def make_role(self) -> None:
        """The role that owns the copies."""
        with Session.open(self.cluster.url("postgres")) as admin:
            if not admin.value("SELECT true FROM pg_roles WHERE rolname = %s", [ROLE]):
                admin.run(f"CREATE ROLE {ROLE} LOGIN SUPERUSER")
            admin.run(f"ALTER ROLE {ROLE} SET synchronous_commit = on")  # what was committed must outlive the stop

    def _command(self, statement: sql.Composed) -> None:
        with Session.open(self.cluster.url("postgres")) as admin:
            admin.run(statement.as_string(admin.connection))


def _refill(shadow: Shadow, copy: Shadow) -> None:
    with tempfile.TemporaryDirectory(prefix="dbd-spare-") as folder:
        archive = Path(folder) / "copy.dump"
        dump_database(shadow.binaries, shadow.url, archive)
        said = restore_database(shadow.binaries, copy.url, archive)
    if said:
        raise ServerUnavailable(f"a copy could not be made: {said}", hint="report this with the schema")


@contextmanager
def spare_server(cache: Path, postgres_bin: Path | None = None) -> Iterator[Spare]:
    """The spare server, made or started where need be; it stops when its user is gone. One at a time uses it."""
    place = cache / "spare"
    place.mkdir(parents=True, exist_ok=True)
    with exclusive(place / "turn.lock"), running_cluster(place, postgres_bin) as cluster:
        spare = Spare(cluster=cluster)
        spare.make_role()
        yield spare
