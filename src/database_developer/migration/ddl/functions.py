"""Statements about functions and procedures."""

from __future__ import annotations

from database_developer.migration.ddl.comments import function
from database_developer.model.migration import Lock, Statement
from database_developer.model.schema import Function


def create(made: Function, locks: tuple[Lock, ...] = ()) -> Statement:
    """CREATE OR REPLACE FUNCTION, as the server prints it."""
    word = "procedure" if made.procedure else "function"
    return Statement(sql=made.definition.rstrip("\n"), why=f'make the {word} "{made.name}"', locks=locks)


def drop(gone: Function, *, guarded: bool = False) -> Statement:
    """DROP FUNCTION or PROCEDURE; refused by the server while a trigger or a default uses it."""
    word, _, signature = function(gone).partition(" ")
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP {word} {clause}{signature}", why=f'remove the {word.lower()} "{gone.name}"')
