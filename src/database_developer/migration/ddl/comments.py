"""COMMENT ON, and how each kind of object is named in it and in GRANT."""

from __future__ import annotations

from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.model.differences import Thing
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Domain, Function, Statistics, Table, View

WORDS = {
    "namespace": "SCHEMA",
    "extension": "EXTENSION",
    "enum": "TYPE",
    "domain": "DOMAIN",
    "composite": "TYPE",
    "sequence": "SEQUENCE",
    "table": "TABLE",
    "column": "COLUMN",
    "constraint": "CONSTRAINT",
    "index": "INDEX",
    "trigger": "TRIGGER",
    "policy": "POLICY",
    "view": "VIEW",
}


def comment(address: Address, thing: Thing, text: str | None) -> Statement:
    """COMMENT ON the object; None takes the comment away."""
    said = "NULL" if text is None else literal(text)
    what = "say what it is for" if text is not None else "take the comment away"
    return Statement(
        sql=f"COMMENT ON {target(address, thing)} IS {said}",
        why=f"{address}: {what}",
        table=address.owner,
        locks=_locks(address, thing),
    )


def target(address: Address, thing: Thing) -> str:
    """The object as COMMENT names it, such as ``TRIGGER touch ON public.users``."""
    if isinstance(thing, Function):
        return function(thing)
    if isinstance(thing, View) and thing.materialized:
        return f"MATERIALIZED VIEW {qualified(address.name)}"
    if isinstance(thing, Statistics) and address.owner:
        return f"STATISTICS {qualified(QualifiedName(thing.schema or address.owner.schema, address.name.name))}"
    word = WORDS[address.kind]
    if address.kind in ("constraint", "trigger", "policy") and address.owner:
        return f"{word} {identifier(address.name.name)} ON {qualified(address.owner)}"
    if address.kind == "column" and address.owner:
        return f"{word} {qualified(address.owner)}.{identifier(address.name.name)}"
    if address.kind in ("namespace", "extension"):
        return f"{word} {identifier(address.name.name)}"
    return f"{word} {qualified(address.name)}"


def function(thing: Function) -> str:
    """A function or procedure by its signature."""
    word = "PROCEDURE" if thing.procedure else "FUNCTION"
    return f"{word} {qualified(thing.name)}({thing.arguments})"


def domain_check_comment(domain: Domain, check: str, text: str | None) -> Statement:
    """COMMENT ON a domain's constraint."""
    said = "NULL" if text is None else literal(text)
    return Statement(
        sql=f"COMMENT ON CONSTRAINT {identifier(check)} ON DOMAIN {qualified(domain.name)} IS {said}",
        why=f'say what the check "{check}" is for',
    )


def _locks(address: Address, thing: Thing) -> tuple[Lock, ...]:
    if isinstance(thing, Table) or (isinstance(thing, View) and thing.materialized):
        return locks(LockMode.SHARE_UPDATE_EXCLUSIVE, address.name)
    if isinstance(thing, Column) and address.owner:
        return locks(LockMode.SHARE_UPDATE_EXCLUSIVE, address.owner)
    if address.kind in ("constraint", "trigger", "policy") and address.owner:
        return locks(LockMode.ACCESS_SHARE, address.owner)
    return ()
