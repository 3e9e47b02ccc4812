"""The server that shadows live on: the embedded one, or another by its address."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from database_developer.errors import ServerUnavailable, StatementFailed
from database_developer.postgres.account import Account
from database_developer.postgres.binaries import Binaries, find_binaries
from database_developer.postgres.cluster import running_cluster
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.postgres.spare import Spare, spare_server

PREFIX = "dbd_run_"
LOCK_SPACE = 0x6462_6431  # "dbd1": the first key of a run's advisory lock


@dataclass(kw_only=True)
class Run:
    """One run's place on a server: a role that owns its shadows, and an advisory lock that says it lives.

    The role ``dbd_run_<birth>_<token>`` is no superuser once ``surrender`` was called: what a ticket
    says, and the migrations made from it, run with the rights of an ordinary owner.
    """

    base: str
    binaries: Binaries
    admin: Session
    name: str
    password: str
    numbers: Iterator[int] = field(default_factory=count)
    spare: Callable[[], AbstractContextManager[Spare]] | None = None
    """A server that may be stopped the hard way; None where the server is not ours."""

    @property
    def version(self) -> int:
        """The server's major version."""
        return self.admin.version

    @property
    def server_name(self) -> str:
        """The server's full version, as it names itself."""
        return str(self.admin.value("SHOW server_version"))

    def url(self, database: str) -> str:
        """The address of a database, as the run's role."""
        return psycopg.conninfo.make_conninfo(self.base, dbname=database, user=self.name, password=self.password)

    def create(self, purpose: str, *, template: Shadow | None = None) -> Shadow:
        """A new shadow database, empty or a copy of ``template`` (which nobody may be connected to)."""
        name = f"{self.name}_{next(self.numbers)}_{purpose}"
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(self.name), sql.Identifier(template.name if template else "template0")
        )
        self._command(statement)
        return Shadow(name=name, url=self.url(name), binaries=self.binaries)

    def drop(self, shadow: Shadow) -> None:
        """Drop a shadow, whoever is connected to it."""
        self._command(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(shadow.name)))

    @contextmanager
    def shadow(self, purpose: str, *, template: Shadow | None = None) -> Iterator[Shadow]:
        """A shadow that is dropped at the end."""
        shadow = self.create(purpose, template=template)
        try:
            yield shadow
        finally:
            self.drop(shadow)

    def surrender(self) -> None:
        """Give up superuser rights for good; what follows runs as an ordinary owner."""
        if self.is_superuser:
            self._command(sql.SQL("ALTER ROLE {} NOSUPERUSER").format(sql.Identifier(self.name)))

    @property
    def is_superuser(self) -> bool:
        """Whether the run's role is a superuser at this moment."""
        return bool(self.admin.value("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [self.name]))

    def stop_work(self) -> None:
        """End whatever the run's sessions are doing, at once."""
        self.admin.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [self.name])

    def close(self) -> None:
        """Drop everything the run made."""
        _remove(self.admin, self.name)

    def _command(self, statement: sql.Composed) -> None:
        self.admin.run(statement.as_string(self.admin.connection))


@contextmanager
def open_run(*, cache: Path, server: str | None = None, postgres_bin: Path | None = None) -> Iterator[Run]:
    """A place for one run on the embedded server, or on the one at the address ``server``.

    What killed runs left behind is swept first. Raises ServerUnavailable.
    """
    if server is None:
        with running_cluster(cache, postgres_bin) as cluster, _run_on(cluster.url("postgres"), cluster.binaries) as run:
            run.spare = partial(spare_server, cache, postgres_bin)
            yield run
    else:
        binaries = find_binaries(postgres_bin, Account(), cache)
        with _run_on(server, binaries) as run:
            yield run


@contextmanager
def _run_on(base: str, binaries: Binaries) -> Iterator[Run]:
    with Session.open(base) as admin:
        sweep(admin)
        name = f"{PREFIX}{int(time.time())}_{secrets.token_hex(4)}"
        run = Run(base=base, binaries=binaries, admin=admin, name=name, password=secrets.token_urlsafe(24))
        admin.run("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, name])
        try:
            _create_role(run)
            yield run
        finally:
            run.close()


def _create_role(run: Run) -> None:
    """Make the run's role; a superuser (until it surrenders) where we are one, so that extensions can be replayed."""
    can_all = run.admin.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    rights = sql.SQL("SUPERUSER" if can_all else "NOSUPERUSER")
    statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}").format(
        sql.Identifier(run.name), rights, sql.Literal(run.password)
    )
    try:
        run.admin.run(statement.as_string(run.admin.connection))
        if not can_all:
            grant = sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(run.name))
            run.admin.run(grant.as_string(run.admin.connection))
    except StatementFailed as error:
        raise ServerUnavailable(
            f"cannot make a role for the shadows: {error.what}",
            hint="the role in --server needs CREATEROLE and CREATEDB",
        ) from error


def sweep(admin: Session) -> tuple[str, ...]:
    """Remove what runs that are no longer alive left on the server; return their names."""
    owners = admin.rows("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) ORDER BY 1", [PREFIX])
    swept = tuple(name for (name,) in owners if _is_dead(admin, name))
    for name in swept:
        _remove(admin, name)
        admin.run("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK_SPACE, name])
    return swept


def _is_dead(admin: Session, name: str) -> bool:
    """Whether nobody holds the run's lock; if so, we hold it now."""
    return bool(admin.value("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, name]))


def _remove(admin: Session, name: str) -> None:
    databases = admin.rows(
        "SELECT datname FROM pg_database JOIN pg_roles r ON r.oid = datdba WHERE rolname = %s", [name]
    )
    for (database,) in databases:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        admin.run(drop.as_string(admin.connection))
    admin.run(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)).as_string(admin.connection))
