"""GRANT and REVOKE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.migration.ddl.comments import function
from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import identifier, qualified, role
from database_developer.model.differences import Thing
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Column, Function, Grant, Table, View

GRANTS_LOCK_SINCE = 18  # before it, GRANT takes no lock on the table
WORDS = {
    "namespace": "SCHEMA",
    "enum": "TYPE",
    "domain": "DOMAIN",
    "composite": "TYPE",
    "sequence": "SEQUENCE",
    "table": "TABLE",
    "view": "TABLE",
    "column": "TABLE",
}


def change(
    address: Address, thing: Thing, before: Iterable[Grant], after: Iterable[Grant], version: int
) -> Iterator[Statement]:
    """The statements that turn the one set of privileges into the other; repeating them does no harm."""
    old, new = {_key(grant): grant for grant in before}, {_key(grant): grant for grant in after}
    for key, grant in old.items():
        if key not in new:
            yield _statement(address, thing, grant, version, revoke="REVOKE")
        elif grant.grantable and not new[key].grantable:
            yield _statement(address, thing, grant, version, revoke="REVOKE GRANT OPTION FOR")
    for key, grant in new.items():
        if key not in old or (grant.grantable and not old[key].grantable):
            yield _statement(address, thing, grant, version)


def _key(grant: Grant) -> tuple[str, str]:
    return (grant.role, grant.privilege)


def _statement(address: Address, thing: Thing, grant: Grant, version: int, revoke: str = "") -> Statement:
    columns = f" ({identifier(address.name.name)})" if address.kind == "column" else ""
    what = f"{grant.privilege}{columns} ON {_target(address, thing)}"
    if revoke:
        sql, verb = f"{revoke} {what} FROM {role(grant.role)}", "no longer let"
    else:
        option = " WITH GRANT OPTION" if grant.grantable else ""
        sql, verb = f"GRANT {what} TO {role(grant.role)}{option}", "let"
    return Statement(
        sql=sql,
        why=f"{verb} {grant.role or 'everybody'} {grant.privilege.lower()} on {address}",
        table=address.owner,
        locks=_locks(address, thing, version),
    )


def _target(address: Address, thing: Thing) -> str:
    if isinstance(thing, Function):
        return function(thing)
    word = WORDS[address.kind]
    if address.kind == "namespace":
        return f"{word} {identifier(address.name.name)}"
    return f"{word} {qualified(address.owner or address.name)}"


def _locks(address: Address, thing: Thing, version: int) -> tuple[Lock, ...]:
    if version < GRANTS_LOCK_SINCE:
        return ()
    if isinstance(thing, Column) and address.owner:
        return locks(LockMode.ACCESS_SHARE, address.owner)
    if isinstance(thing, Table) or (isinstance(thing, View) and thing.materialized):
        return locks(LockMode.ACCESS_SHARE, address.name)
    return ()
