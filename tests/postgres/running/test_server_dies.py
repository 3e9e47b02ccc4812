"""The server itself is stopped hard, in a batch and in a block; the runner waits for it and goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from database_developer.errors import ConnectionLost
from database_developer.postgres.account import Account, server_account
from database_developer.postgres.binaries import Binaries, find_binaries
from database_developer.running.migrating import migrate, resume
from database_developer.running.options import Options
from database_developer.running.telling import Moment, Point
from support.long_change import assert_filled_once, long_change, start_anew
from support.running import NO_RECONNECT, OPTIONS, AtPoint, Heard


@dataclass(frozen=True)
class Server:
    """A server of this file's own, which may be treated badly."""

    folder: Path
    binaries: Binaries
    account: Account

    @property
    def url(self) -> str:
        return f"host={self.folder} user=postgres dbname=postgres"

    def run(self, program: str, *arguments: str) -> None:
        command = [self.binaries.program(program), *arguments]
        quiet = subprocess.DEVNULL
        subprocess.run(command, user=self.account.name, cwd="/", check=True, stdout=quiet, stderr=quiet)

    def control(self, *arguments: str) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", *arguments)

    def start(self) -> None:
        self.control("-o", f"-k {self.folder} -c listen_addresses=''", "-l", f"{self.folder}/log", "start")

    def stop_hard(self, _: Moment | None = None) -> None:
        self.control("-m", "immediate", "stop")

    def die_and_return(self, _: Moment) -> None:
        self.stop_hard()
        self.start()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    account = server_account()
    with TemporaryDirectory(prefix="dbd-dies-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "s"
        folder.mkdir()
        Path(name).chmod(0o755)
        account.give(folder)
        made = Server(folder, find_binaries(None, account, Path(name)), account)
        made.run("initdb", "-D", f"{folder}/data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        made.start()
        yield made
        made.stop_hard()


@pytest.mark.parametrize("point", [Point.BATCH_RUN, Point.BATCH_DONE, Point.BEFORE_COMMIT, Point.STARTED])
def test_it_waits_for_the_server_and_goes_on(server: Server, point: Point) -> None:
    start_anew(server.url)
    heard = Heard()
    migrate(server.url, long_change(), OPTIONS, heard, observer=AtPoint(point, server.die_and_return))
    assert_filled_once(server.url)


def test_it_gives_up_after_a_while_and_can_be_resumed(server: Server) -> None:
    start_anew(server.url)
    at_once = Options(limits=NO_RECONNECT)
    with pytest.raises(ConnectionLost, match="connection was lost"):
        migrate(server.url, long_change(), at_once, observer=AtPoint(Point.BEFORE_STATEMENT, server.stop_hard))
    server.start()
    resume(server.url, long_change(), OPTIONS)
    assert_filled_once(server.url)
