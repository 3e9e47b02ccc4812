"""untrusted-extension: an extension that opens a way out of the database."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import plain_name
from database_developer.model.names import of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject

PROGRAMS = "runs any program with the server's rights"
FILES = "reads and writes the server's files"
NETWORK = "opens connections from the server to elsewhere"
PAGES = "reads or changes pages past every privilege"
DANGERS = {
    "plpython2u": PROGRAMS,
    "plpython3u": PROGRAMS,
    "plperlu": PROGRAMS,
    "pltclu": PROGRAMS,
    "plsh": PROGRAMS,
    "file_fdw": FILES,
    "adminpack": FILES,
    "dblink": NETWORK,
    "http": NETWORK,
    "pg_net": NETWORK,
    "pageinspect": PAGES,
    "pg_surgery": PAGES,
}


def find(subject: Subject) -> Iterator[Finding]:
    """Extensions that let a query reach files, programs, other machines or raw pages."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name in schema.extensions:
        if name in DANGERS:
            yield Fault(
                at=of("extension", plain_name(name)),
                what=f'extension "{name}" {DANGERS[name]}',
                hint="do this outside the database, or let an administrator install it for one role alone",
            )


CHECK = Check(
    id="untrusted-extension",
    claim="no new extension leads out of the database",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
