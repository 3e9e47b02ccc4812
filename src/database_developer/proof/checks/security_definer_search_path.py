"""security-definer-search-path: a function with its owner's rights that finds names as the caller likes."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.search_paths import has_fixed_search_path


def find(subject: Subject) -> Iterator[Finding]:
    """SECURITY DEFINER functions without a ``search_path`` of their own."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for signature, function in schema.functions.items():
        if function.security_definer and not has_fixed_search_path(function):
            yield Fault(
                at=of("function", signature),
                what=f"\"{signature}\" runs with its owner's rights under the caller's search_path",
                hint="add SET search_path = pg_catalog, pg_temp and qualify every name, or drop SECURITY DEFINER",
            )


CHECK = Check(
    id="security-definer-search-path",
    claim="every new SECURITY DEFINER function has its own search_path",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
