"""name-too-long: a name that PostgreSQL cuts."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.parser import ParseError, scan

from database_developer.model.migration import Statement
from database_developer.model.names import NAME_BYTES, shortened
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import statements_of
from database_developer.proof.checks.named_things import named_things

HINT = f"choose a name of at most {NAME_BYTES} bytes"


def find(subject: Subject) -> Iterator[Finding]:
    """Names in the schema and in the statements that are longer than the server keeps."""
    yield from brought_by(subject, _faults)
    for where, statement in statements_of(subject):
        for name in dict.fromkeys(_identifiers(statement)):
            if _is_long(name):
                yield Finding(where=where, what=_what(name), hint=HINT)


def _faults(schema: Schema) -> Iterator[Fault]:
    for thing in named_things(schema):
        if _is_long(thing.name):
            yield Fault(at=thing.at, what=_what(thing.name), hint=HINT)


def _identifiers(statement: Statement) -> Iterator[str]:
    try:
        tokens = scan(statement.sql)
    except ParseError:  # the server says so too, when the script runs
        return
    for token in tokens:
        if token.name == "IDENT":
            text = statement.sql[token.start : token.end + 1]
            yield text[1:-1].replace('""', '"') if text.startswith('"') else text


def _is_long(name: str) -> bool:
    return len(name.encode()) > NAME_BYTES


def _what(name: str) -> str:
    return f'the name "{name}" has {len(name.encode())} bytes and is cut to "{shortened(name)}"'


CHECK = Check(
    id="name-too-long",
    claim=f"no name is longer than {NAME_BYTES} bytes",
    group=Group.DESIGN,
    level=Level.ERROR,
    find=find,
)
