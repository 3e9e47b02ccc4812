"""function-search-path: a function whose names mean something else for each caller."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.schema import Function, Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.search_paths import has_fixed_search_path

LANGUAGES = frozenset({"sql", "plpgsql"})
BOUND_BODY = re.compile(r"^\s*(BEGIN ATOMIC|RETURN)\b", re.MULTILINE)
QUOTED_BODY = re.compile(r"^AS ", re.MULTILINE)


def find(subject: Subject) -> Iterator[Finding]:
    """Functions in SQL or PL/pgSQL with the caller's rights and without a ``search_path`` of their own."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for signature, function in schema.functions.items():
        if _looks_names_up(function) and not function.security_definer and not has_fixed_search_path(function):
            yield Fault(
                at=of("function", signature),
                what=f'"{signature}" looks its names up under the caller\'s search_path',
                hint="add SET search_path = pg_catalog, pg_temp and qualify every other name",
            )


def _looks_names_up(function: Function) -> bool:
    """Whether names are looked up when it runs; a body of standard SQL is bound when it is created."""
    if function.language not in LANGUAGES:
        return False
    return bool(QUOTED_BODY.search(function.definition)) or not BOUND_BODY.search(function.definition)


CHECK = Check(
    id="function-search-path",
    claim="every new function means the same for every caller",
    group=Group.SECURITY,
    level=Level.WARNING,
    find=find,
)
