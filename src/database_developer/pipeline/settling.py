"""Gives a draft schema the server's own spelling, by making it on a shadow and reading it back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.errors import DesignImpossible, StatementFailed
from database_developer.migration.ddl.quoting import qualified
from database_developer.migration.phases.values import lookup, lookup_name
from database_developer.migration.planner import plan
from database_developer.model.design import Design, Filling
from database_developer.model.migration import Facts, Hazard
from database_developer.model.request import DefinitionAsk, Quote, Request
from database_developer.model.schema import Schema, TableKind
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.running.purge import purge


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The target as the catalog shows it and as ``pg_dump`` prints it."""

    schema: Schema
    dump: str
    fillings: tuple[Filling, ...] = ()


def settle(run: Run, base: Shadow, live: Schema, design: Design, version: int) -> Settled:
    """Make the design's target on a copy of ``base``, in the plainest form, and read it."""
    everything_small = Facts(server_version=version, rows=dict.fromkeys(live.tables, 0), allowed=frozenset(Hazard))
    draft = plan(live, design.target, design.renamings, everything_small)
    with run.shadow("settled", template=base) as shadow:
        with shadow.session() as session:
            _empty(session, live)
            for statement in draft.forward:
                try:
                    session.run(statement.sql)
                except StatementFailed as error:
                    raise DesignImpossible(
                        f"the server refuses the design: {error.what}",
                        where=statement.why,
                        hint="say in the ticket what is meant, or report this with the ticket's text",
                    ) from error
            fillings = tuple(with_lookup(session, it) for it in design.fillings)
            purge(session, everything=True)
        return Settled(schema=shadow.schema(), dump=shadow.dump(), fillings=fillings)


def _empty(session: Session, live: Schema) -> None:
    """Take the rows away: they have no part in how the target is spelled, and values for them come only later."""
    own = (name for name, table in live.tables.items() if table.kind is not TableKind.FOREIGN)
    tables = ", ".join(map(qualified, own))
    if tables:
        session.run(f"TRUNCATE {tables} CASCADE")


def declare(run: Run, base: Shadow, live: Schema, request: Request) -> Schema:
    """The live schema after the ticket's own DDL, tried on a copy of ``base`` by a role that is no superuser.

    Raises DesignImpossible with the ticket's line where the server refuses a statement.
    """
    asks = [ask for ask in request.asks if isinstance(ask, DefinitionAsk)]
    if not asks:
        return live
    with run.shadow("declared", template=base) as shadow:
        with shadow.session() as session:
            for ask in asks:
                _declare(session, ask)
        return shadow.schema()


def with_lookup(session: Session, filling: Filling) -> Filling:
    """The filling with the index by which one finds who else is after its values, where they clash.

    Where the server takes no such index, the filling does without.
    """
    if filling.clash is None or not filling.is_immutable:
        return filling
    name = lookup_name(filling)
    key = [it for (it,) in session.rows(KEY, [qualified(filling.table)])]
    try:
        with session.transaction():
            session.run(lookup(filling, key))
            table = read_schema(session.connection).tables[filling.table]
            session.run(f"DROP INDEX {qualified(filling.table.renamed(name))}")
    except StatementFailed:
        return filling
    return replace(filling, lookup=next(index for index in table.indexes if index.name == name))


KEY = """
SELECT a.attname FROM pg_index AS i
CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY k.place
"""
HINTS = {
    "42P07": "it exists already: write ALTER TABLE, or leave the statement out",
    "42701": "the column exists already: leave it out, or say what is to change about it",
    "42P01": "there is no such table before this statement: create it first, or mend the name",
    "42703": "there is no such column: mend the name",
    "42710": "it exists already: leave the statement out",
    "42501": "a ticket's SQL runs as an ordinary owner, never as a superuser",
}


def _declare(session: Session, ask: DefinitionAsk) -> None:
    try:
        session.run(ask.sql)
    except StatementFailed as error:
        raise DesignImpossible(
            f"the server refuses the ticket's SQL: {error.what}",
            where=f"{_place(ask.quote)}: {error.where}",
            hint=HINTS.get(error.sqlstate, error.hint or "mend the statement in the ticket"),
        ) from error


def _place(quote: Quote) -> str:
    """Where the words stand: their line, and in what other than the description."""
    return f"{'' if quote.origin == 'description' else f'{quote.origin}, '}line {quote.line}"
