"""view-without-security-invoker: a view that shows rows which the table would hide."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import QualifiedName, of
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema, View
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject

ON = frozenset({"security_invoker", "security_invoker=true", "security_invoker=on", "security_invoker=1"})
STORED = "a materialized view keeps the rows of whoever refreshes it: grant it only to roles that may see all of them"


def find(subject: Subject) -> Iterator[Finding]:
    """Views over a table with row security that read it with their owner's rights."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, view in schema.views.items():
        guarded = sorted(table for table in _tables_read(schema, view) if schema.tables[table].row_security)
        if guarded and not ON & {option.lower() for option in view.options}:
            invoker = f"ALTER VIEW {qualified(name)} SET (security_invoker = true)"
            yield Fault(
                at=of("view", name),
                what=f'view "{name}" shows rows of "{guarded[0]}" that row security hides from the reader',
                hint=STORED if view.materialized else invoker,
            )


def _tables_read(schema: Schema, view: View) -> set[QualifiedName]:
    """The tables behind a view, also through other views."""
    waiting, seen = list(view.depends_on), set[QualifiedName]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(schema.views[name].depends_on if name in schema.views else ())
    return seen & schema.tables.keys()


CHECK = Check(
    id="view-without-security-invoker",
    claim="no view goes round row security",
    group=Group.SECURITY,
    level=Level.WARNING,
    find=find,
)
