"""Namespaces and extensions."""

from __future__ import annotations

from database_developer.model.schema import Extension, Namespace
from database_developer.postgres.catalog.annotations import Comments, Grants
from database_developer.postgres.catalog.source import Source


def read_namespaces(source: Source, comments: Comments, grants: Grants) -> dict[str, Namespace]:
    """The namespaces that are neither the system's nor an extension's."""
    return {
        name: Namespace(
            name=name, comment=comments.of("pg_namespace").get(oid), grants=grants.of("pg_namespace").get(oid, ())
        )
        for oid, name in source.rows("namespaces")
    }


def read_extensions(source: Source, comments: Comments) -> dict[str, Extension]:
    """The extensions that were not there from the start."""
    return {
        name: Extension(name=name, schema=schema, version=version, comment=comments.of("pg_extension").get(oid))
        for oid, name, schema, version in source.rows("extensions")
    }
