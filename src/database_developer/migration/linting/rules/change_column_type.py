"""Another type for a column, for which the table is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import kept_by_trigger, steps
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import batches
from database_developer.migration.linting.spelling import columns_in, printed, script, table
from database_developer.migration.linting.types import type_text
from database_developer.migration.types import needs_no_rewrite, shape_of
from database_developer.model.migration import RANGE, Hazard

ALWAYS_WRITTEN = frozenset(
    {
        "bigint",
        "boolean",
        "bytea",
        "character",
        "date",
        "double precision",
        "integer",
        "json",
        "jsonb",
        "money",
        "real",
        "smallint",
        "uuid",
    }
)
MOMENTS = {"timestamp without time zone", "timestamp with time zone"}


def find(place: Place) -> Iterator[Found]:
    """ALTER COLUMN ... TYPE, unless it is known that only the catalog changes."""
    for alteration in alterations(place, AlterTableType.AT_AlterColumnType):
        known = alteration.table.columns.get(alteration.command.name)
        old, new = known.type if known is not None else None, type_text(alteration.definition.typeName)
        certain = _rewrites(alteration, place.known.base_type(old), new)
        if certain is not False:
            yield _found(alteration, old, new, certain=bool(certain))
        else:
            yield from _checked_again(alteration)


def _rewrites(alteration: Alteration, old: str | None, new: str) -> bool | None:
    """Whether the table is written anew; None where it depends on what the file does not say."""
    if not _is_plain(alteration):
        return True
    if old is not None:
        bases = {shape_of(old).base, shape_of(new).base}
        return None if bases == MOMENTS else not needs_no_rewrite(old, new)
    shape = shape_of(new)
    return True if shape.base in ALWAYS_WRITTEN and not shape.array else None


def _is_plain(alteration: Alteration) -> bool:
    """Whether USING is missing, or nothing but the column or a cast of it to the type."""
    using: Any = alteration.definition.raw_default
    if is_a(using, ast.TypeCast) and type_text(using.typeName) == type_text(alteration.definition.typeName):
        using = using.arg
    if using is None:
        return True
    return bool(is_a(using, ast.ColumnRef) and getattr(using.fields[-1], "sval", "") == alteration.command.name)


def _found(alteration: Alteration, old: str | None, new: str, *, certain: bool) -> Found:
    column = f"{quoted(alteration.command.name)} of {alteration.told}"
    was = f"from {old} to {new}" if old not in (None, new) else f"to {new}"
    message = f"the whole table is written anew to change {column} {was}"
    if not certain:
        message = f"the whole table may be written anew to change {column} {was}: {_depends(old)}"
    return Found(
        message=message,
        safe_sql=_safe(alteration, new),
        severity=None if certain else Severity.WARNING,
    )


def _depends(old: str | None) -> str:
    if old is None:
        return "that depends on the type it has, which the file does not say"
    return "only where the session's time zone is UTC does every value stay as it lies"


def _safe(alteration: Alteration, new: str) -> str:
    """A second column beside the first, kept in step, filled, and put in its place."""
    name = alteration.command.name
    fresh, old = f"{name}_new", f"{name}_old"
    using = alteration.definition.raw_default
    value = printed(using) if using is not None else f"CAST({identifier(name)} AS {_type(alteration)})"
    relation, start = alteration.relation, alteration.start
    update = (
        f"UPDATE {table(relation)} AS t SET {identifier(fresh)} = {value}"
        f" WHERE {RANGE} AND t.{identifier(fresh)} IS DISTINCT FROM {value}"
    )
    function, trigger = kept_by_trigger(alteration, fresh, value)
    filler = identifier(f"{relation.relname}_{fresh}_fill")
    return steps(
        f"{start} ADD COLUMN {identifier(fresh)} {_type(alteration)}",
        function,
        trigger,
        batches(alteration.place, relation, update),
        f"-- Give {quoted(fresh)} the default, indexes and constraints of {quoted(name)}, each in its safe form; then:",
        script(
            "BEGIN",
            "SET LOCAL lock_timeout = '2s'",
            f"DROP TRIGGER {filler} ON {table(relation)}",
            f"DROP FUNCTION {filler}()",
            f"{start} RENAME COLUMN {identifier(name)} TO {identifier(old)}",
            f"{start} RENAME COLUMN {identifier(fresh)} TO {identifier(name)}",
            "COMMIT",
        ),
        f"-- In a later migration, when nobody misses it: {start} DROP COLUMN {identifier(old)}",
    )


def _type(alteration: Alteration) -> str:
    collation = alteration.definition.collClause
    return f"{printed(alteration.definition.typeName)}{f' {printed(collation)}' if collation is not None else ''}"


def _checked_again(alteration: Alteration) -> Iterator[Found]:
    """A type that only changes the catalog still has each CHECK of the column read every row again."""
    column = alteration.command.name
    for name, check in alteration.table.checks.items():
        if column in columns_in(check.expression) and check.valid:
            start, quoted_name = alteration.start, identifier(name)
            yield Found(
                message=f"the CHECK {quoted(name)} reads all of {alteration.told} again because the type of "
                f"{quoted(column)} changes",
                hazard=Hazard.BLOCKING_SCAN,
                safe_sql=script(
                    "BEGIN",
                    f"{start} DROP CONSTRAINT {quoted_name}",
                    f"{start} ALTER COLUMN {identifier(column)} TYPE {_type(alteration)}",
                    f"{start} ADD CONSTRAINT {quoted_name} CHECK ({printed(check.expression)}) NOT VALID",
                    "COMMIT",
                    f"{start} VALIDATE CONSTRAINT {quoted_name}",
                ),
                replaces=alteration.can_be_replaced,
            )


RULE = Rule(
    id="change-column-type",
    looks_for="ALTER COLUMN ... TYPE, unless only the catalog changes",
    hurts="The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes until then.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
