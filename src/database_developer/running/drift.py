"""Compares the live schema with the one that a migration was made for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe
from database_developer.diff.fingerprint import fingerprint
from database_developer.errors import ConnectionLost, SchemaDrifted, SchemaUnreadable, ServerUnavailable
from database_developer.model.differences import Difference
from database_developer.model.schema import Schema
from database_developer.model.script import Script
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.live import HINT, LiveSession

Expected = Callable[[tuple[Script, ...]], Schema]
"""Gives the schema that scripts lead to, one after the other, from nothing."""

GO_ON = "or go on as it is with --allow-drift"
SHOWN = 20


def live_schema(session: LiveSession) -> Schema:
    """The schema of the database. Raises SchemaUnreadable, and ConnectionLost."""
    try:
        return read_schema(session.connection)
    except SchemaUnreadable as error:
        if session.is_closed:
            raise ConnectionLost(f"the connection was lost: {error.what}", hint=HINT) from error
        raise


def ensure_expected(
    live: Schema,
    server_version: int,
    script: Script,
    earlier: tuple[Script, ...],
    *,
    expected: Expected | None,
    remark: Callable[[str], None],
) -> None:
    """Raise SchemaDrifted where the live schema is not the one that the script was made for.

    A script that does not say what it was made for is taken as it is. On a server of another major version
    the hash says nothing; then the schema that the ``earlier`` scripts lead to is what counts.
    """
    if script.before_hash is None:
        return
    same_server = script.server_version in (None, server_version)
    if same_server and fingerprint(live) == script.before_hash:
        return
    if not same_server:
        remark(
            f"{script.up.path} was made on PostgreSQL {script.server_version} and this is {server_version}:"
            " the schema is compared with what the earlier migrations lead to"
        )
    wanted = _replayed(earlier, expected, remark)
    lines = differing(wanted, live, remark) if wanted is not None else ()
    is_for_another = same_server and (wanted is None or fingerprint(wanted) != script.before_hash)
    if lines or is_for_another:
        raise _drifted(script, lines, is_replayed=wanted is not None)


def ensure_replayed(
    live: Schema, earlier: tuple[Script, ...], expected: Expected, remark: Callable[[str], None]
) -> None:
    """Raise SchemaDrifted where the live schema is not what the scripts lead to."""
    lines = differing(expected(earlier), live, remark)
    if lines:
        raise _drifted(earlier[-1], lines, is_replayed=True)


def differing(expected: Schema, live: Schema, remark: Callable[[str], None]) -> tuple[str, ...]:
    """A line for each difference that counts; privileges are told apart, since they are given out elsewhere too."""
    items = compare(expected, live).items
    privileges = [item for item in items if _is_about_privileges(item)]
    if privileges:
        remark(
            f"privileges differ from what the migrations lead to, on {', '.join(str(it.address) for it in privileges)}"
        )
    return tuple(_said(item) for item in items if item not in privileges)


def _replayed(earlier: tuple[Script, ...], expected: Expected | None, remark: Callable[[str], None]) -> Schema | None:
    """The schema that the scripts lead to; None where nobody can say, such as without the roles they name."""
    if expected is None:
        return None
    try:
        return expected(earlier)
    except (SchemaUnreadable, ServerUnavailable) as error:
        remark(f"the earlier migrations cannot be replayed to see what differs: {error.what}")
        return None


def _is_about_privileges(item: Difference) -> bool:
    before, after = item.before, item.after
    if before is None or after is None:
        return False
    differing = [it.name for it in fields(before) if getattr(before, it.name) != getattr(after, it.name)]
    return differing == ["grants"]


def _said(item: Difference) -> str:
    line = describe(item)
    return line.replace(": only afterwards", ": only in the database").replace(": only before", ": not in the database")


def _drifted(script: Script, lines: tuple[str, ...], *, is_replayed: bool = False) -> SchemaDrifted:
    shown = "".join(f"\n    {line}" for line in lines[:SHOWN])
    more = f"\n    and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    if lines:
        what = f"the database is not as the migration expects it:{shown}{more}"
        hint = f"take back what was changed by hand, or put it into a migration; {GO_ON}"
    elif is_replayed:
        what = "the database is as the earlier migrations make it, but this one was made for another schema"
        hint = f"other migrations came before it since: have it made and proven again, {GO_ON}"
    else:
        what = "the database's schema is not the one that the migration was made for"
        hint = f"see what differs from the earlier migrations, {GO_ON}"
    return SchemaDrifted(what, where=script.up.path, hint=hint)
