"""The embedded server's cluster: made once in a cache folder, started and stopped with its users."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from database_developer.errors import ServerUnavailable
from database_developer.postgres.account import Account, server_account
from database_developer.postgres.binaries import Binaries, find_binaries
from database_developer.postgres.file_locks import exclusive, is_free, shared

USUAL_PORT = 5432
SOCKET_PATH_BYTES = 90  # the system's limit is 104 or 108, less the socket's own name
CONFIGURATION = """
# Set by database-developer: throw-away shadows need no durability, but steady plans and clocks.
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
autovacuum = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_min_messages = fatal
max_connections = 100
max_locks_per_transaction = 512
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """A cluster's places; ``sockets`` is the folder of its Unix socket, open to its owner alone."""

    folder: Path
    binaries: Binaries
    sockets: Path
    account: Account

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def url(self, database: str, role: str = "postgres") -> str:
        """A connection string for libpq."""
        return f"host={self.sockets} user={role} dbname={database}"


def default_cache() -> Path:
    """Where clusters are kept unless told otherwise; for root a place that other accounts can reach."""
    if os.geteuid() == 0:
        return Path("/var/cache/database-developer")

    return Path(platformdirs.user_cache_dir("database-developer"))


@contextmanager
def running_cluster(cache: Path, postgres_bin: Path | None = None) -> Iterator[Cluster]:
    """A running cluster, made or started where need be; it stops when its last user is gone."""
    cluster = _cluster(cache, postgres_bin)
    with exclusive(cluster.folder / "start.lock"):
        users = shared(cluster.folder / "users.lock")
        users.__enter__()
        try:
            _ensure_running(cluster)
        except BaseException:
            users.__exit__(None, None, None)
            raise
    try:
        yield cluster
    finally:
        users.__exit__(None, None, None)


def _cluster(cache: Path, postgres_bin: Path | None) -> Cluster:
    account = server_account()
    binaries = find_binaries(postgres_bin, account, cache)
    mark = hashlib.sha256(f"{binaries.folder}\0{CONFIGURATION}".encode()).hexdigest()[:8]
    folder = cache / "clusters" / f"{binaries.version}-{mark}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(
            f"cannot make the cache folder: {error.strerror}",
            where=str(folder),
            hint="name another folder with the environment variable DBD_CACHE",
        ) from error
    return Cluster(folder=folder, binaries=binaries, sockets=socket_folder(folder, account), account=account)


def socket_folder(folder: Path, account: Account) -> Path:
    """The folder of a cluster's Unix socket, open to the server's account alone; raises ServerUnavailable."""
    sockets = folder / "sockets"
    if len(os.fsencode(sockets)) > SOCKET_PATH_BYTES:
        mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        sockets = Path(tempfile.gettempdir()) / f"dbd-{os.geteuid()}-{mark}"
    if not sockets.exists():
        sockets.mkdir(mode=0o700, exist_ok=True)
        account.give(sockets)
    owner = account.uid if account.name else os.geteuid()
    found = sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise ServerUnavailable(
            "the socket folder belongs to somebody else or is open to others",
            where=str(sockets),
            hint="remove it and run again",
        )
    return sockets


def _ensure_running(cluster: Cluster) -> None:
    if is_running(cluster):
        if is_free(cluster.folder / "watchdog.lock"):
            _start_watchdog(cluster)
        return
    _start_watchdog(cluster)  # before the server: killed in between, we leave nothing running
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster)
    try:
        start(cluster)
    except ServerUnavailable:  # a machine that lost power may leave a broken cluster; it holds nothing of value
        _initialise(cluster)
        start(cluster)


def is_running(cluster: Cluster, port: int = USUAL_PORT) -> bool:
    """Whether the cluster's server takes connections."""
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    ready = [cluster.binaries.program("pg_isready"), "-q", "-h", str(cluster.sockets), "-p", str(port)]
    return subprocess.run(ready, check=False, timeout=30).returncode == 0


def _initialise(cluster: Cluster) -> None:
    """Make the cluster in a folder beside its place and move it there whole."""
    unfinished = cluster.folder / "unfinished"
    for folder in (unfinished, cluster.data):
        shutil.rmtree(folder, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    cluster.account.give(unfinished)
    major = int(cluster.binaries.version.split(".")[0])
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C"]
    execute(
        cluster,
        "initdb",
        ["-D", str(unfinished), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", *locale],
    )
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write(CONFIGURATION)
    unfinished.rename(cluster.data)


def start(cluster: Cluster) -> None:
    """Start the cluster's server on its Unix socket alone; raises ServerUnavailable."""
    log = cluster.data / "server.log"
    listen = f"-c listen_addresses='' -c unix_socket_directories='{cluster.sockets}' -c unix_socket_permissions=0700"
    execute(cluster, "pg_ctl", ["start", "-D", str(cluster.data), "-w", "-t", "60", "-l", str(log), "-o", listen])


def execute(cluster: Cluster, program: str, arguments: list[str]) -> None:
    """Run one of PostgreSQL's programs as the cluster's account; raises ServerUnavailable with what it said."""
    with tempfile.TemporaryFile() as output:  # a pipe would be inherited, and kept open, by the server
        result = subprocess.run(
            [cluster.binaries.program(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=cluster.account.name,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            start_new_session=True,
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if result.returncode != 0:
        raise ServerUnavailable(
            f'"{program}" failed: {said[-600:] or result.returncode}',
            where=str(cluster.folder),
            hint="see server.log in that folder, or use another server with --server URL",
        )


def _start_watchdog(cluster: Cluster) -> None:
    watchdog = Path(__file__).with_name("watchdog.py")
    places = [str(cluster.folder), str(cluster.binaries.folder), str(cluster.sockets), cluster.account.name or ""]
    subprocess.Popen(
        [sys.executable, "-I", "-S", str(watchdog), *places],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
