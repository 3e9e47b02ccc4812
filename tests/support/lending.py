"""A database that is lent to one test after the other, emptied in between: to make a new one takes longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from database_developer.errors import DatabaseDeveloperError
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow

PURPOSE = "lent"
WORN_OUT = 32 * 2**20  # bytes; dead rows of the catalog pile up
STANDING = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname LIKE %s AND {} LIMIT 1"
PATIENCE = "lock_timeout=2s"  # what a test left open keeps its database from being emptied
SET = "SELECT setconfig FROM pg_db_role_setting JOIN pg_database AS d ON d.oid = setdatabase WHERE datname = %s"
# What an empty database says of the namespace "public".
PUBLIC = "SELECT nspacl::text, pg_catalog.obj_description(oid) FROM pg_namespace WHERE nspname = 'public'"
# What was made in a database, and not by initdb.
MADE = " UNION ALL ".join(
    f"SELECT oid FROM pg_catalog.{catalog} WHERE oid >= 16384"
    for catalog in (
        "pg_class",
        "pg_proc",
        "pg_type",
        "pg_namespace",
        "pg_extension",
        "pg_default_acl",
        "pg_event_trigger",
    )
)


@contextmanager
def lent(run: Run) -> Iterator[Shadow]:
    """An empty database; where the test fails it is thrown away, otherwise emptied for the next.

    A session stays in it meanwhile, so that it is lent to nobody else.
    """
    shadow = _standing(run) or run.create(PURPOSE)
    is_fit = False
    try:
        with shadow.session(PATIENCE) as session:
            yield shadow
            is_fit = _emptied(run, shadow, session)
    finally:
        if not is_fit:
            run.drop(shadow)


@contextmanager
def lent_with(run: Run, statements: Iterable[str], origin: str = "test") -> Iterator[Shadow]:
    """The same, after the statements ran in it."""
    with lent(run) as shadow:
        shadow.replay(statements, origin=origin)
        yield shadow


def _standing(run: Run) -> Shadow | None:
    idle = "NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datname = pg_database.datname)"
    name = run.admin.value(STANDING.format(idle), [f"{run.name}_", f"%\\_{PURPOSE}"])
    return Shadow(name=name, url=run.url(name), binaries=run.binaries) if name else None


def _emptied(run: Run, shadow: Shadow, session: Session) -> bool:
    """Whether the database is as it was made, once everything in it was dropped."""
    try:
        session.run("DROP OWNED BY CURRENT_USER CASCADE")
        is_small = session.value("SELECT pg_database_size(current_database())") < WORN_OUT
        is_empty = not session.rows(MADE) and session.rows(PUBLIC) == run.admin.rows(PUBLIC)
    except DatabaseDeveloperError:  # somebody is still at work in it, or has ended our session
        return False
    return is_small and is_empty and not run.admin.rows(SET, [shadow.name])
