"""Functions and procedures."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Function
from database_developer.postgres.catalog.annotations import Comments, Grants
from database_developer.postgres.catalog.source import Source


def read_functions(source: Source, comments: Comments, grants: Grants) -> dict[QualifiedName, Function]:
    """Functions and procedures outside the system's namespaces, by signature; neither aggregates nor windows."""
    functions = (
        Function(
            name=QualifiedName(schema, name),
            arguments=arguments,
            definition=definition,
            procedure=procedure,
            returns=returns,
            language=language,
            security_definer=definer,
            settings=tuple(settings or ()),
            comment=comments.of("pg_proc").get(oid),
            grants=grants.of("pg_proc").get(oid, ()),
        )
        for oid, schema, name, arguments, definition, procedure, returns, language, definer, settings in source.rows(
            "functions"
        )
    )
    return {function.signature: function for function in functions}
