"""Columns that are set aside in a partitioned table: its partitions have them too, the note stands on the table.

The note tells the purge what to drop, and a rollback what to bring back. Each statement is one block.
"""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.quoting import dollar_quoted, literal, qualified
from database_developer.model.aside import COLUMN_MARK
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import QualifiedName

NOTE = "pg_catalog.col_description(above.attrelid, above.attnum)"
OWN_NOTE = "pg_catalog.col_description(own.attrelid, own.attnum)"
SPELLED = "pg_catalog.format('%I %s', above.attname, pg_catalog.format_type(above.atttypid, above.atttypmod))"


def add_missing(parent: QualifiedName, child: QualifiedName, *, below: Sequence[QualifiedName] = ()) -> Statement:
    """Give the table those that the one above has: without them it could not become a part."""
    own = literal(qualified(child))
    lines = (
        f"{_each(parent, child)}",
        "        IF hidden.is_missing THEN",
        f"            EXECUTE pg_catalog.format('ALTER TABLE %s ADD COLUMN %s', {own}, hidden.spelled);",
        "        ELSIF hidden.own_note IS NOT NULL THEN",
        f"            EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS NULL', {own}, hidden.attname);",
        "        END IF;",
    )
    why = f'give "{child}" the columns, if any, that "{parent}" has set aside'
    return _block(lines, why, child, held=exclusive(child, *below))


def drop_added(parent: QualifiedName, child: QualifiedName, *, below: Sequence[QualifiedName] = ()) -> Statement:
    """Take them away again."""
    own = literal(qualified(child))
    lines = (
        f"{_each(parent, child)}",
        "        IF NOT hidden.is_missing AND hidden.own_note IS NULL THEN",
        f"            EXECUTE pg_catalog.format('ALTER TABLE %s DROP COLUMN %I', {own}, hidden.attname);",
        "        END IF;",
    )
    why = f'take the columns from "{child}" again, if any, that "{parent}" has set aside'
    return _block(lines, why, child, held=exclusive(child, *below))


def note_own(parent: QualifiedName, child: QualifiedName) -> Statement:
    """Let a table that stands alone from now on have notes of its own on what it has set aside."""
    place = (
        f"pg_catalog.jsonb_build_array({literal(child.schema)}, {literal(child.name)}, hidden.note::jsonb -> 'of' -> 2)"
    )
    note = f"(hidden.note::jsonb || pg_catalog.jsonb_build_object('of', {place}))::text"
    lines = (
        f"{_each(parent, child)}",
        "        IF NOT hidden.is_missing AND hidden.note IS NOT NULL THEN",
        "            EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', "
        f"{literal(qualified(child))}, hidden.attname, {note});",
        "        END IF;",
    )
    held = locks(LockMode.SHARE_UPDATE_EXCLUSIVE, child)
    return _block(lines, f'note on "{child}" itself what is set aside in it', child, held=held)


def move_notes(source: QualifiedName, target: QualifiedName) -> Statement:
    """Let the notes stand on the other table: what has the name is what is looked at later."""
    own, theirs = literal(qualified(target)), literal(qualified(source))
    lines = (
        f"{_each(source, target)}",
        f"        EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', {own}, hidden.attname, hidden.note);",
        f"        EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS NULL', {theirs}, hidden.attname);",
    )
    held = locks(LockMode.SHARE_UPDATE_EXCLUSIVE, source, target)
    return _block(lines, f'let what is set aside in "{source}" be found in "{target}"', target, held=held)


def _each(parent: QualifiedName, child: QualifiedName) -> str:
    """The head of a loop over what the table above has set aside, beside what the other one has of it."""
    return f"""    FOR hidden IN
        SELECT above.attname, {NOTE} AS note, {OWN_NOTE} AS own_note,
            own.attnum IS NULL AS is_missing, {SPELLED} AS spelled
        FROM pg_catalog.pg_attribute AS above
        LEFT JOIN pg_catalog.pg_attribute AS own ON own.attrelid = {_regclass(child)} AND own.attname = above.attname
        WHERE above.attrelid = {_regclass(parent)} AND NOT above.attisdropped
            AND pg_catalog.starts_with(above.attname::text, {literal(COLUMN_MARK)})
    LOOP"""


def _block(lines: Sequence[str], why: str, table: QualifiedName, *, held: tuple[Lock, ...]) -> Statement:
    body = "\n".join(lines)
    block = f"DECLARE\n    hidden record;\nBEGIN\n{body}\n    END LOOP;\nEND"
    return Statement(sql=f"DO {dollar_quoted(block)}", why=why, table=table, locks=held)


def _regclass(table: QualifiedName) -> str:
    return f"pg_catalog.to_regclass({literal(qualified(table))})"
