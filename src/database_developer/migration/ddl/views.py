"""Statements about views and materialized views."""

from __future__ import annotations

from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.options import option_list
from database_developer.migration.ddl.quoting import qualified
from database_developer.model.migration import Lock, Statement
from database_developer.model.schema import View


def create(view: View, locks: tuple[Lock, ...], *, replace: bool = False) -> Statement:
    """CREATE [OR REPLACE] VIEW, or CREATE MATERIALIZED VIEW, which reads what it is made of."""
    word = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    options = f" WITH ({option_list(view.options)})" if view.options else ""
    empty = "\nWITH NO DATA" if view.materialized and not view.populated else ""
    verb = "CREATE OR REPLACE" if replace else "CREATE"
    reads = view.materialized and view.populated
    return Statement(
        sql=f"{verb} {word} {qualified(view.name)}{options} AS\n{view.definition}{empty}",
        why=f'show "{view.name}"',
        locks=locks,
        scans=tuple(lock.relation for lock in locks) if reads else (),
    )


def drop(view: View, *, guarded: bool = False) -> Statement:
    """DROP [MATERIALIZED] VIEW; refused by the server while another view uses it."""
    word = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP {word} {clause}{qualified(view.name)}",
        why=f'remove the view "{view.name}"',
        locks=exclusive(view.name) if view.materialized else (),
    )
