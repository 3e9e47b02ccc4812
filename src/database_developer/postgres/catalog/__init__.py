"""Reads the schema of a live database from the catalog, in the server's own spelling.

Definitions are printed with an empty ``search_path``, so every name outside ``pg_catalog`` carries its
namespace. What is printed for PostgreSQL to read is quoted as it must be: types, collations, operator
classes, expressions, definitions. What is a plain name stays as it is in the catalog, without quotes:
names of tables, columns, roles, and the text of an index key that is a column.

Grants are all privileges but the owner's own, also those that PUBLIC has from the start: a new function
shows EXECUTE to PUBLIC, a new type USAGE, and one from which this was revoked shows neither. The namespace
``public`` stands with the comment and the privileges that it really has, those of ``initdb`` too.

Not in the model: what belongs to the system or to an extension, aggregates and window functions, base and
range types, rules, event triggers, foreign servers, publications, text search
configurations, operators, casts, tablespaces and owners. The comparison of dumps sees these.
"""

from __future__ import annotations

from typing import Any

import psycopg

from database_developer.errors import SchemaUnreadable
from database_developer.model.schema import Schema
from database_developer.postgres.catalog.annotations import read_comments, read_grants
from database_developer.postgres.catalog.columns import read_columns
from database_developer.postgres.catalog.constraints import read_constraints
from database_developer.postgres.catalog.functions import read_functions
from database_developer.postgres.catalog.indexes import read_indexes
from database_developer.postgres.catalog.namespaces import read_extensions, read_namespaces
from database_developer.postgres.catalog.naming import PlainNames
from database_developer.postgres.catalog.relations import read_relations
from database_developer.postgres.catalog.sequences import build_sequences, read_counters
from database_developer.postgres.catalog.source import Source, opened
from database_developer.postgres.catalog.statistics import read_statistics
from database_developer.postgres.catalog.tables import Attachments, build_tables
from database_developer.postgres.catalog.triggers import read_policies, read_triggers
from database_developer.postgres.catalog.types import read_types
from database_developer.postgres.catalog.views import read_views


def read_schema(connection: psycopg.Connection[Any]) -> Schema:
    """The schema of the database that ``connection`` is connected to, PostgreSQL 14 or later.

    Reads one snapshot in a handful of queries, whatever the number of tables; leaves the connection, its
    transaction and its settings as they were. Raises SchemaUnreadable.
    """
    try:
        with opened(connection) as source:
            return _read(source)
    except psycopg.Error as error:
        raise SchemaUnreadable(
            f"the catalog cannot be read: {str(error).strip()}",
            where=f'database "{connection.info.dbname}"',
            hint="the role needs to see the catalog, and nobody may drop tables meanwhile",
        ) from error


def _read(source: Source) -> Schema:
    relations, counters = read_relations(source), read_counters(source)
    comments, grants = read_comments(source), read_grants(source)
    columns = read_columns(source, relations, counters, comments.by_column)
    plain = PlainNames(word for (word,) in source.rows("keywords"))
    attachments = Attachments(
        columns=columns,
        constraints=read_constraints(source, relations, columns.names, comments.of("pg_constraint"), plain),
        indexes=read_indexes(source, relations, columns, comments.of("pg_class"), plain),
        triggers=read_triggers(source, comments.of("pg_trigger")),
        policies=read_policies(source, comments.of("pg_policy")),
        statistics=read_statistics(source, relations, comments.of("pg_statistic_ext")),
        replica_identities=dict(source.rows("replica_identities")),
        toast_options=dict(source.rows("toast_options")),
        comments=comments.of("pg_class"),
        grants=grants.of("pg_class"),
    )
    types = read_types(source, columns, comments, grants)
    return Schema(
        namespaces=read_namespaces(source, comments, grants),
        extensions=read_extensions(source, comments),
        enums=types.enums,
        domains=types.domains,
        composites=types.composites,
        sequences=build_sequences(counters, relations, columns.names, comments, grants),
        tables=build_tables(relations, attachments),
        views=read_views(source, relations, attachments),
        functions=read_functions(source, comments, grants),
    )
