"""ALTER ... RENAME and SET SCHEMA, the same for every kind of object."""

from __future__ import annotations

from database_developer.migration.ddl.comments import target
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.quoting import identifier
from database_developer.model.differences import Thing
from database_developer.model.migration import Lock, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Table, View


def rename(address: Address, thing: Thing, name: str) -> Statement:
    """RENAME TO; whoever knows the old name finds nothing from then on."""
    return Statement(
        sql=f"ALTER {target(address, thing)} RENAME TO {identifier(name)}",
        why=f'call {address} "{name}"',
        table=_table(address),
        locks=_locks(address, thing),
    )


def set_schema(address: Address, thing: Thing, namespace: str) -> Statement:
    """SET SCHEMA; indexes, constraints and owned sequences move along."""
    return Statement(
        sql=f"ALTER {target(address, thing)} SET SCHEMA {identifier(namespace)}",
        why=f'move {address} to the namespace "{namespace}"',
        table=_table(address),
        locks=_locks(address, thing),
    )


def _table(address: Address) -> QualifiedName | None:
    return address.name if address.kind == "table" else address.owner


def _locks(address: Address, thing: Thing) -> tuple[Lock, ...]:
    """Nobody reads or writes a table meanwhile, nor one whose trigger or policy it is."""
    if isinstance(thing, Table) or (isinstance(thing, View) and thing.materialized):
        return exclusive(address.name)
    return exclusive(address.owner) if address.owner and address.kind != "statistics" else ()
