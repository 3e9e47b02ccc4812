"""What each change locks, rewrites and reads: what the catalogue of safe forms takes for granted, seen on servers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from database_developer.errors import StatementFailed
from database_developer.migration.formats.statements import split
from database_developer.model.migration import LockMode
from database_developer.model.names import QualifiedName
from database_developer.postgres.locks import requested
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from support.debian import older_version
from support.effects import asked, see

FOLDER = Path(__file__).parent / "online_facts"
EMBEDDED = 18
SERVERS = (EMBEDDED, older_version() or 15)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A row of facts.toml, which says what the fields are."""

    does: str
    sql: str | list[str]
    locks: dict[str, str] = field(default_factory=dict)
    rewrites: list[str] = field(default_factory=list)
    rebuilt: int = 0
    built: int = 0
    scans: list[str] = field(default_factory=list)
    refused: str = ""
    alone: bool = False
    since: int = 14
    until: int = 99

    @property
    def statements(self) -> list[str]:
        return [self.sql] if isinstance(self.sql, str) else self.sql

    def is_about(self, version: int) -> bool:
        return self.since <= version <= self.until


FACTS = [Fact(**row) for row in tomllib.loads((FOLDER / "facts.toml").read_text("utf-8"))["facts"]]
CONCURRENT = {
    "CREATE INDEX CONCURRENTLY z ON tab (nullable)": ("tab", LockMode.SHARE_UPDATE_EXCLUSIVE),
    "DROP INDEX CONCURRENTLY tab_a": ("tab", LockMode.SHARE_UPDATE_EXCLUSIVE),
    "REINDEX INDEX CONCURRENTLY tab_a": ("tab", LockMode.SHARE_UPDATE_EXCLUSIVE),
    "REINDEX TABLE CONCURRENTLY tab": ("tab", LockMode.SHARE_UPDATE_EXCLUSIVE),
    "ALTER TABLE part2 DETACH PARTITION p2 CONCURRENTLY": ("part2", LockMode.SHARE_UPDATE_EXCLUSIVE),
}
VACUUMS = {
    "VACUUM tab": "ShareUpdateExclusive",
    "VACUUM FULL tab": "AccessExclusive",
    "ANALYZE tab": "ShareUpdateExclusive",
}


def told(parameter: object) -> str:
    return parameter.does if isinstance(parameter, Fact) else f"on-{parameter}"


on_both_servers = pytest.mark.parametrize("standing", SERVERS, ids=told, indirect=True)


@dataclass(frozen=True)
class Standing:
    """The standing tables on a server, and a session there."""

    shadow: Shadow
    session: Session


@contextmanager
def tables_on(run: Run) -> Iterator[Standing]:
    files = ["standing.sql", *(["standing_since_18.sql"] if run.version >= 18 else [])]
    with run.shadow("facts") as shadow:
        for file in files:
            shadow.replay(split((FOLDER / file).read_text("utf-8")), origin=file)
        with shadow.session() as session:
            yield Standing(shadow, session)


@pytest.fixture(scope="module")
def tables(run: Run) -> Iterator[Standing]:
    with tables_on(run) as made:
        yield made


@pytest.fixture(scope="module")
def older_tables(older_run: Run) -> Iterator[Standing]:
    with tables_on(older_run) as made:
        yield made


@pytest.fixture
def standing(request: pytest.FixtureRequest) -> Standing:
    made: Standing = request.getfixturevalue("tables" if request.param == EMBEDDED else "older_tables")
    return made


@pytest.mark.parametrize(
    ("standing", "fact"),
    [(server, fact) for server in SERVERS for fact in FACTS if fact.is_about(server)],
    ids=told,
    indirect=["standing"],
)
def test_fact(fact: Fact, standing: Standing) -> None:
    seen = see(standing.session, fact.statements, alone=fact.alone)
    if isinstance(seen, str) or fact.refused:
        assert seen == fact.refused
        return
    others = {name: seen.others[name] for name in fact.locks.keys() - seen.locks.keys()}
    assert {**seen.locks, **others} == fact.locks
    assert (seen.rewrites, seen.rebuilt, seen.built) == (set(fact.rewrites), fact.rebuilt, fact.built)
    assert seen.scans == set(fact.scans)


@on_both_servers
@pytest.mark.parametrize("statement", CONCURRENT)
def test_what_runs_alone_asks_for_this_lock(statement: str, standing: Standing) -> None:
    table, mode = CONCURRENT[statement]
    assert requested(standing.shadow.url, statement, QualifiedName("public", table)) is mode


@on_both_servers
@pytest.mark.parametrize("statement", VACUUMS)
def test_vacuum_takes_this_lock_after_a_look_at_the_table(statement: str, standing: Standing) -> None:
    assert asked(standing.shadow.url, statement, "tab", LockMode.SHARE_UPDATE_EXCLUSIVE) == VACUUMS[statement]


@on_both_servers
def test_an_index_that_gave_up_stays_invalid_and_if_not_exists_is_content_with_it(standing: Standing) -> None:
    with standing.shadow.session() as keeper, standing.shadow.session("lock_timeout=100ms") as session:
        with keeper.transaction():
            keeper.run("UPDATE unl SET id = id WHERE id = 1")
            with pytest.raises(StatementFailed, match="lock timeout"):
                session.run("CREATE INDEX CONCURRENTLY half ON unl (id)")
        is_valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'half'::regclass"
        assert session.value(is_valid) is False
        session.run("CREATE INDEX CONCURRENTLY IF NOT EXISTS half ON unl (id)")
        assert session.value(is_valid) is False
        session.run("DROP INDEX CONCURRENTLY half")


@pytest.mark.parametrize("standing", [EMBEDDED], ids=told, indirect=True)
def test_a_not_null_that_waits_calls_the_column_not_null_while_rows_have_none(standing: Standing) -> None:
    session = standing.session
    column = "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'waiting'::regclass AND attname = 'b'"
    assert session.value(column) is True
    assert session.value("SELECT count(*) FROM waiting WHERE b IS NULL") == 1
    assert session.value("SELECT convalidated FROM pg_constraint WHERE conname = 'waiting_b'") is False


@pytest.mark.parametrize("standing", SERVERS[1:], ids=told, indirect=True)
def test_an_older_server_keeps_no_constraint_for_not_null(standing: Standing) -> None:
    assert standing.session.value("SELECT count(*) FROM pg_constraint WHERE contype = 'n'") == 0


def test_every_row_has_a_name_of_its_own_and_a_version() -> None:
    assert len({fact.does for fact in FACTS}) == len(FACTS)
    assert all(any(fact.is_about(version) for version in range(14, EMBEDDED + 1)) for fact in FACTS)
