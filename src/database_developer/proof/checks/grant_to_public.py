"""grant-to-public: a privilege for everybody who can log in."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import MAPPINGS, plain_name
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Grant, Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import columns_of

EVERYBODY = ""
USUAL = {"function": "EXECUTE", "enum": "USAGE", "domain": "USAGE", "composite": "USAGE"}
PUBLIC_NAMESPACE = of("namespace", plain_name("public"))


def find(subject: Subject) -> Iterator[Finding]:
    """Privileges granted to PUBLIC that PUBLIC does not have from the start."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for at, grants in _granted(schema):
        for grant in grants:
            if grant.role == EVERYBODY and not _is_usual(at, grant.privilege):
                yield Fault(
                    at=at,
                    what=f'everybody may {grant.privilege} {at.kind} "{at.name.name}"',
                    hint="grant it to the roles that need it, and REVOKE it FROM PUBLIC",
                    about=grant.privilege,
                )


def _granted(schema: Schema) -> Iterator[tuple[Address, tuple[Grant, ...]]]:
    for kind, mapping in MAPPINGS.items():
        for key, thing in getattr(schema, mapping).items():
            yield of(kind, key if isinstance(key, QualifiedName) else plain_name(key)), getattr(thing, "grants", ())
    for table, column in columns_of(schema):
        yield part_of("column", table.name, column.name), column.grants


def _is_usual(at: Address, privilege: str) -> bool:
    """What the server gives to PUBLIC itself: running functions, using types and the namespace "public"."""
    return USUAL.get(at.kind) == privilege or (at == PUBLIC_NAMESPACE and privilege == "USAGE")


CHECK = Check(
    id="grant-to-public",
    claim="nothing new is granted to everybody",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
