"""A server of a developer's own that goes on running between commands, on a port of the loopback interface."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from database_developer.errors import ServerUnavailable
from database_developer.postgres.account import server_account
from database_developer.postgres.binaries import Binaries, find_binaries
from database_developer.postgres.cluster import Cluster, execute, is_running, socket_folder
from database_developer.postgres.file_locks import exclusive
from database_developer.postgres.session import Session

ROLE = "dev"
CONFIGURATION = """
# Set by database-developer: what a crash of the machine may cost is the last moment's rows, never the cluster.
synchronous_commit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where the server is and how one gets in; ``project`` is the folder that it was made for."""

    project: str
    port: int
    password: str

    def url(self, database: str) -> str:
        """The database's address, as applications take it."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"


def start(project: Path, cache: Path, postgres_bin: Path | None = None) -> Standing:
    """The project's running server, made or started where need be. Raises ServerUnavailable."""
    cluster = _cluster(project, cache, postgres_bin)
    with exclusive(cluster.folder / "start.lock"):
        known = _known(cluster)
        if known is None:
            known = Standing(project=str(project), port=_free_port(), password=secrets.token_urlsafe(18))
            _initialise(cluster, known)
        if not is_running(cluster, known.port):
            known = _started(cluster, known)
    return known


def find(project: Path, cache: Path, postgres_bin: Path | None = None) -> Standing | None:
    """The project's server if it is running, else None."""
    cluster = _cluster(project, cache, postgres_bin)
    known = _known(cluster)
    return known if known is not None and is_running(cluster, known.port) else None


def stop(project: Path, cache: Path, postgres_bin: Path | None = None) -> bool:
    """Stop the project's server; its data stay. Says whether it was running."""
    cluster = _cluster(project, cache, postgres_bin)
    with exclusive(cluster.folder / "start.lock"):
        known = _known(cluster)
        if known is None or not is_running(cluster, known.port):
            return False
        execute(cluster, "pg_ctl", ["stop", "-D", str(cluster.data), "-m", "fast", "-w", "-t", "60"])
    return True


def ensure_database(admin_url: str, name: str) -> bool:
    """Make the database if it is not there; says whether it was made."""
    with Session.open(admin_url) as admin:
        if admin.value("SELECT true FROM pg_database WHERE datname = %s", [name]):
            return False
        admin.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)).as_string(admin.connection))
    return True


def drop_database(admin_url: str, name: str) -> None:
    """Drop the database, whoever is connected to it."""
    with Session.open(admin_url) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        admin.run(drop.as_string(admin.connection))


def at(server: str, database: str) -> str:
    """The address of another database on the same server."""
    return psycopg.conninfo.make_conninfo(server, dbname=database)


def psql_program(cache: Path, postgres_bin: Path | None) -> str:
    """The path of psql; raises ServerUnavailable where it is missing."""
    return find_binaries(postgres_bin, server_account(), cache).program("psql")


def _cluster(project: Path, cache: Path, postgres_bin: Path | None) -> Cluster:
    account = server_account()
    binaries = find_binaries(postgres_bin, account, cache)
    folder = cache / "dev" / f"{_mark(project)}-{_major(binaries)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(
            f"cannot make the folder of the server: {error.strerror}",
            where=str(folder),
            hint="name another cache folder with --cache DIR or DBD_CACHE",
        ) from error
    return Cluster(folder=folder, binaries=binaries, sockets=socket_folder(folder, account), account=account)


def _mark(project: Path) -> str:
    """A folder's name and a hash of its path: two projects of one name have servers of their own."""
    digest = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:8]
    plain = "".join(it if it.isalnum() and it.isascii() else "_" for it in project.resolve().name)
    return f"{plain[:20]}-{digest}"


def _major(binaries: Binaries) -> str:
    return binaries.version.partition(".")[0]


def _known(cluster: Cluster) -> Standing | None:
    if not (cluster.data / "PG_VERSION").exists():
        return None
    try:
        return Standing(**json.loads((cluster.folder / "server.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _remember(cluster: Cluster, standing: Standing) -> None:
    place = cluster.folder / "server.json"
    place.touch(mode=0o600)
    place.write_text(json.dumps(asdict(standing)) + "\n", "utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _initialise(cluster: Cluster, standing: Standing) -> None:
    """Make the cluster in a folder beside its place and move it there whole."""
    unfinished = cluster.folder / "unfinished"
    for folder in (unfinished, cluster.data):
        shutil.rmtree(folder, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    cluster.account.give(unfinished)
    with tempfile.NamedTemporaryFile("w", prefix="dbd-", suffix=".password") as file:
        file.write(standing.password)
        file.flush()
        cluster.account.give(Path(file.name))
        locale = (
            ["--locale-provider=builtin", "--locale=C.UTF-8"] if int(_major(cluster.binaries)) >= 17 else ["--locale=C"]
        )
        arguments = ["-D", str(unfinished), "-U", ROLE, "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", *locale]
        execute(cluster, "initdb", [*arguments, f"--pwfile={file.name}"])
    with (unfinished / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    unfinished.rename(cluster.data)
    _remember(cluster, standing)


def _started(cluster: Cluster, standing: Standing) -> Standing:
    """Start on the port of last time, or on another one where somebody else has it by now."""
    if not _is_free(standing.port):
        standing = Standing(project=standing.project, port=_free_port(), password=standing.password)
        _remember(cluster, standing)
    log = cluster.data / "server.log"
    listen = (
        f"-c listen_addresses=127.0.0.1 -c port={standing.port}"
        f" -c unix_socket_directories='{cluster.sockets}' -c unix_socket_permissions=0700"
    )
    execute(cluster, "pg_ctl", ["start", "-D", str(cluster.data), "-w", "-t", "60", "-l", str(log), "-o", listen])
    return standing


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
