"""A rollback from before the renamings: what would speak of new names waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.diff.addresses import find
from database_developer.diff.renaming import renamed
from database_developer.diff.tokens import words
from database_developer.migration.ddl import guards
from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.existing import there
from database_developer.model.differences import Renaming, Thing
from database_developer.model.migration import Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema

NAMED = frozenset({"namespace", "enum", "domain", "composite", "sequence", "table", "view", "function", "column"})
SKIPS = frozenset({"table", "column"})  # a guarded statement asks for these itself

Done = tuple[tuple[Address, Thing], ...]


def names_given(before: Schema, renamings: tuple[Renaming, ...]) -> Done:
    """What has another name once all renamings are done."""
    current = renamed(before, renamings)
    found = ((it.after, find(current, it.after)) for it in renamings if it.after.kind in NAMED)
    return tuple((address, thing) for address, thing in found if thing is not None)


def only_when_renamed(statements: Sequence[Statement], given: Done) -> tuple[Statement, ...]:
    """The statements, each that speaks of new names run only where they are given."""
    return tuple(_waiting(it, given) for it in statements) if given else tuple(statements)


def _waiting(statement: Statement, given: Done) -> Statement:
    if not statement.transactional:
        return statement
    is_guarded = statement.sql.startswith("DO ") or " IF EXISTS " in statement.sql
    asked = [(it, thing) for it, thing in given if not (is_guarded and it.kind in SKIPS)]
    spoken = {word.name for word in words(statement.sql) if word.is_name} if asked else set()
    conditions = [there(it, thing) for it, thing in asked if _is_spoken_of(it, statement.sql, spoken)]
    return guards.only_if(guards.all_of(*conditions), statement) if conditions else statement


def _is_spoken_of(address: Address, sql: str, spoken: set[str]) -> bool:
    """Whether the statement has the name, bare or within a block's text."""
    name = address.name.name.partition("(")[0] if address.kind == "function" else address.name.name
    return name in spoken or (sql.startswith("DO ") and identifier(name) in sql.replace("''", "'"))
