"""Partitions on a real server: what no lock shows. Nothing is read twice, no row is lost, what was cut short is finished."""

from __future__ import annotations

import re
from collections.abc import Sequence

import psycopg
import pytest

from conftest import Database
from database_developer.errors import StatementFailed
from database_developer.migration.planner import plan
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration, Statement
from database_developer.model.names import QualifiedName, of
from database_developer.model.schema import PartitionOf
from support.journeys import assert_same, execute
from support.scenarios import schema_of

PROVEN = re.compile(r'partition constraint for (?:table|default partition) "(\w+)" (?:is|would be) implied by existing')
EVENTS = "CREATE TABLE events (id bigint NOT NULL, at date, area varchar(9), size integer)"
APART = "CREATE TABLE one (id bigint NOT NULL, at date, area varchar(9), size integer)"
SEPARATE = {
    "range": ("RANGE (at)", "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')", "(1, '2024-02-29', 'de', 1)"),
    "range without a beginning": ("RANGE (at)", "FOR VALUES FROM (MINVALUE) TO ('2025-01-01')", "(1, '-infinity', '', 1)"),
    "range over two columns": ("RANGE (size, at)", "FOR VALUES FROM (1, MINVALUE) TO (5, '2024-01-01')", "(1, '2030-01-01', 'x', 4)"),
    "range within one value": ("RANGE (size, id)", "FOR VALUES FROM (1, -5) TO (1, 9)", "(8, NULL, NULL, 1)"),
    "range of an expression": ("RANGE (lower((area)::text))", "FOR VALUES FROM ('a') TO ('f')", "(1, NULL, 'DE', 1)"),
    "list": ("LIST (area)", "FOR VALUES IN ('de', 'it''s')", "(1, NULL, 'it''s', 1)"),
    "list with NULL": ("LIST (size)", "FOR VALUES IN (NULL, 7)", "(1, NULL, 'x', NULL)"),
    "hash": ("HASH (id, area)", "FOR VALUES WITH (MODULUS 1, REMAINDER 0)", "(1, NULL, 'x', NULL)"),
}


def planned(database: Database, after: Sequence[str], *renamings: Renaming, **rows: int) -> Migration:
    """The plan from what is in the database; tables without a number of rows count as large."""
    with database.shadow.session() as session:
        version = session.version
    counts = {QualifiedName("public", name): count for name, count in rows.items()}
    facts = Facts(server_version=version, rows=counts)
    return plan(database.shadow.schema(), target_of(database, after), renamings, facts)


def target_of(database: Database, after: Sequence[str]):  # type: ignore[no-untyped-def]
    """The schema that the statements make of an empty database."""
    with database.shadow.session() as session:
        session.run("CREATE SCHEMA IF NOT EXISTS public")
    raise NotImplementedError
