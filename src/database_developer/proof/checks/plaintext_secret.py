"""plaintext-secret: a secret that everybody who can read the table can use."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import INTEGER_BYTES, TEXTS, columns_of, element, resolved
from database_developer.proof.checks.names import says_any, words_of

SECRETS = frozenset(
    {"password", "passwd", "pwd", "passphrase", "passcode", "secret", "token", "credential", "api_key", "apikey"}
    | {"private_key", "access_key", "secret_key", "signing_key", "encryption_key"}
)
SHORT_SECRETS = frozenset({"cvv", "cvc", "pin", "passcode"})  # often kept as a number
NOT_THE_SECRET = frozenset(
    words_of(
        "hash hashed digest encrypted cipher ciphertext fingerprint masked redacted salt last prefix suffix public "
        "id uuid ref reference arn url uri path name label hint question version algorithm method policy scope owner "
        "type kind status state count length limit order position expire expiry expiration expired at on"
    )
)


def find(subject: Subject) -> Iterator[Finding]:
    """Columns for text whose name says password, token, secret and the like, and not hash or encrypted."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table, column in columns_of(schema):
        if _is_secret(column.name, element(resolved(schema, column.type))):
            yield Fault(
                at=part_of("column", table.name, column.name),
                what=f'column "{column.name}" keeps a secret in plain {column.type}',
                hint=f'keep a hash of it ("{column.name}_hash"), or encrypt it before it reaches the database',
            )


def _is_secret(name: str, type_name: str) -> bool:
    if says_any(name, NOT_THE_SECRET):
        return False
    is_short = type_name in TEXTS or type_name in INTEGER_BYTES or type_name == "numeric"
    return (type_name in TEXTS and says_any(name, SECRETS)) or (is_short and says_any(name, SHORT_SECRETS))


CHECK = Check(
    id="plaintext-secret",
    claim="no new column keeps a secret in plain text",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
