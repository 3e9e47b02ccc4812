"""What stands in a database and is not looked at, by name: nobody shall take silence for an answer."""

from __future__ import annotations

from database_developer.postgres.catalog.source import opened
from database_developer.postgres.session import Session


def unmodelled(session: Session) -> tuple[str, ...]:
    """A line for each object that ``read_schema`` leaves out, such as ``rule: keep of public.users``.

    Members of extensions are none of them, nor are owners: the model has no place for these at all.
    """
    with opened(session.connection) as source:
        return tuple(f"{kind}: {name}" for kind, name in source.rows("unmodelled"))
