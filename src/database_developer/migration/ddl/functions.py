"""Statements about functions and procedures."""

from __future__ import annotations

from database_developer.migration.ddl.comments import function
from database_developer.migration.ddl.quoting import dollar_quoted, literal
from database_developer.model.migration import Lock, Statement
from database_developer.model.schema import Function


def create(made: Function, locks: tuple[Lock, ...] = ()) -> Statement:
    """CREATE OR REPLACE FUNCTION, as the server prints it."""
    word = "procedure" if made.procedure else "function"
    return Statement(sql=made.definition.rstrip("\n"), why=f'make the {word} "{made.name}"', locks=locks)


def create_unchecked(made: Function) -> Statement:
    """The same without a look at its body, which may name what is made or given its name later."""
    settings = "pg_catalog.set_config('check_function_bodies', {}, true)"
    block = (
        "DECLARE\n    looks text := pg_catalog.current_setting('check_function_bodies');\nBEGIN\n"
        f"    PERFORM {settings.format(literal('off'))};\n"
        f"{made.definition.rstrip()};\n"
        f"    PERFORM {settings.format('looks')};\nEND"
    )
    word = "procedure" if made.procedure else "function"
    why = f'make the {word} "{made.name}"; what its body names is made later, so nobody looks at it now'
    return Statement(sql=f"DO {dollar_quoted(block)}", why=why)


def drop(gone: Function, *, guarded: bool = False) -> Statement:
    """DROP FUNCTION or PROCEDURE; refused by the server while a trigger or a default uses it."""
    word, _, signature = function(gone).partition(" ")
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP {word} {clause}{signature}", why=f'remove the {word.lower()} "{gone.name}"')
