"""Generated SQLAlchemy models: they make the same schema again, and rows go there and back."""

from __future__ import annotations

import datetime as dt
import re
import sys
import types
import warnings
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from pglast import ast, parse_sql
from sqlalchemy import orm
from sqlalchemy.dialects.postgresql import Range

from database_developer.diff.compare import compare
from database_developer.migration.formats.statements import split
from database_developer.model.names import Address
from database_developer.model.schema import Schema
from database_developer.postgres.catalog import read_schema
from database_developer.publication.orm.sqlalchemy import models
from support.schemas import Snippet, snippets
from unit.seeding.traps import TRAPS


@pytest.fixture
def loaded() -> Iterator[Any]:
    names: list[str] = []

    def load(source: str) -> Any:
        module = types.ModuleType(f"generated_models_{len(names)}")
        sys.modules[module.__name__] = module
        names.append(module.__name__)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            exec(compile(source, module.__name__, "exec"), module.__dict__)  # noqa: S102
            module.Base.registry.configure()
        return module

    yield load
    for name in names:
        del sys.modules[name]


def schema_of(database: Any, sql: str) -> Schema:
    with database.connect() as connection:
        connection.execute(sql.encode())
        return read_schema(connection)


def prerequisites(sql: str) -> list[str]:
    """The statements that make types and functions."""
    makers = (ast.CreateEnumStmt, ast.AlterEnumStmt, ast.CompositeTypeStmt, ast.CreateRangeStmt, ast.CreateFunctionStmt)
    return [statement for statement in split(sql) if isinstance(parse_sql(statement)[0].stmt, makers)]


def engine_of(database: Any) -> sa.Engine:
    return sa.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database.url))


def remade(database: Any, module: Any) -> Schema:
    engine = engine_of(database)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        module.Base.metadata.create_all(engine)
    engine.dispose()
    with database.connect() as connection:
        return read_schema(connection)


def left_over(before: Schema, after: Schema, source: str) -> list[str]:
    """The differences that the file does not tell of at its top."""
    told = source.split('"""')[1]

    def is_told(address: Address) -> bool:
        names = {str(address.name), address.name.name}
        if f"table {address.owner}: inheritance" in told:
            return True
        if address.owner is not None and (address.kind == "column" or address.owner in before.views):
            names |= {str(address.owner), address.owner.name}
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) for name in names)

    return [str(item.address) for item in compare(before, after).items if not is_told(item.address)]


def test_the_models_make_the_same_schema_again(database: Any, other_database: Any, loaded: Any) -> None:
    schema = schema_of(database, TRAPS)
    source = models(schema)
    assert "Not in these models" not in source
    assert compare(schema, remade(other_database, loaded(source))).items == ()


@pytest.mark.parametrize("snippet", snippets(), ids=lambda snippet: snippet.name)
def test_what_the_models_lose_they_tell(database: Any, other_database: Any, loaded: Any, snippet: Snippet) -> None:
    schema = schema_of(database, snippet.sql)
    source = models(schema)
    module = loaded(source)
    if snippet.name in {"types", "functions"}:  # create_all makes tables: these must be there before
        with other_database.connect() as connection:
            for statement in prerequisites(snippet.sql):
                connection.execute(statement.encode())
    assert left_over(schema, remade(other_database, module), source) == []


def test_the_same_schema_gives_the_same_text(database: Any) -> None:
    schema = schema_of(database, TRAPS)
    shuffled = replace(schema, tables=dict(reversed(schema.tables.items())))
    assert models(schema) == models(shuffled)


@pytest.fixture
def session(database: Any, loaded: Any) -> Iterator[tuple[orm.Session, Any]]:
    module = loaded(models(schema_of(database, TRAPS)))
    engine = engine_of(database)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with orm.Session(engine) as opened:
            yield opened, module
    engine.dispose()


def test_rows_go_there_and_back(session: tuple[orm.Session, Any]) -> None:
    opened, m = session
    tenant = m.Tenant(name="one")
    boss = m.Person(tenant=tenant, handle="boss", email="boss@example.com", mood=m.Mood.IT_S_FINE)
    worker = m.Person(
        tenant=tenant, handle="worker", email="w@example.com", manager=boss, nick="w", score=Decimal("9.5")
    )
    profile = m.Profile(person=worker, settings={"a": [1]}, tags=["x", "y"], moods=[m.Mood.SAD], mixed_case="M")
    team = m.Team(name="t", slug="t-1", tenant=tenant, lead=boss)
    hour = dt.timedelta(hours=1)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    booking = m.Booking(room=m.Room(id=1, name="r"), during=Range(now, now + hour), starts_at=now, ends_at=now + hour)
    member = m.Membership(team=team, person=worker, joined_at=now)
    opened.add_all([tenant, boss, worker, profile, team, booking, member])
    opened.commit()
    opened.expire_all()
    assert (worker.manager, boss.people_as_manager) == (boss, [worker])
    assert (boss.mood, worker.mood, worker.shout) == (m.Mood.IT_S_FINE, m.Mood.SO_SO, "W")
    assert (worker.profile.settings, worker.profile.moods) == ({"a": [1]}, [m.Mood.SAD])
    assert (booking.during, booking.room.bookings) == (Range(now, now + hour), [booking])
    assert (team.lead, boss.teams, team.memberships[0].person) == (boss, [team], worker)
    assert worker.score == Decimal("9.50")


def test_the_database_deletes_what_hangs_on_a_row(session: tuple[orm.Session, Any]) -> None:
    opened, m = session
    tenant = m.Tenant(name="one")
    person = m.Person(tenant=tenant, handle="someone", email="s@example.com")
    team = m.Team(name="t", slug="t-1", tenant=tenant)
    member = m.Membership(team=team, person=person, joined_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    opened.add_all([person, team, member])
    opened.commit()
    person.nick = "nick"
    opened.delete(team)
    opened.commit()
    assert opened.scalars(sa.select(m.Membership)).all() == []
    assert opened.scalars(sa.select(m.Person.nick)).all() == ["nick"]
