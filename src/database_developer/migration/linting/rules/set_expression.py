"""Another expression for a generated column, for which the table is written anew."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import printed, script, table
from database_developer.model.migration import Hazard

VIRTUAL_SINCE = 18


def find(place: Place) -> Iterator[Found]:
    """SET EXPRESSION of a column that is not known to be virtual."""
    for alteration in alterations(place, AlterTableType.AT_SetExpression):
        known = alteration.table.columns.get(alteration.command.name)
        virtual = known.virtual if known is not None else None
        if virtual:
            continue
        column = f"{quoted(alteration.command.name)} of {alteration.told}"
        certain = virtual is False or place.version < VIRTUAL_SINCE
        unless = "" if certain else ", unless the column is virtual"
        yield Found(
            message=f"the whole table is written anew to work out {column} again{unless}",
            severity=None if certain else Severity.WARNING,
            safe_sql=_safe(alteration) if place.version >= VIRTUAL_SINCE else "",
        )


def _safe(alteration: Alteration) -> str:
    """A virtual column beside the old one, in its place a moment later; its type is looked up."""
    name, start = alteration.command.name, alteration.start
    fresh, old = identifier(f"{name}_new"), identifier(f"{name}_old")
    expression = printed(alteration.definition).replace("%", "%%").replace("'", "''")
    command = f"{start} ADD COLUMN {fresh} %s GENERATED ALWAYS AS ({expression}) VIRTUAL"
    where = f"attrelid = {literal(table(alteration.relation))}::regclass AND attname = {literal(name)}"
    return script(
        "DO $dbd$\nBEGIN\n"
        f"    EXECUTE format('{command}',\n"
        f"        (SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE {where}));\n"
        "END\n$dbd$",
        "BEGIN",
        f"{start} RENAME COLUMN {identifier(name)} TO {old}",
        f"{start} RENAME COLUMN {fresh} TO {identifier(name)}",
        "COMMIT",
        f"-- In a later migration: {start} DROP COLUMN {old}",
    )


RULE = Rule(
    id="set-expression",
    looks_for="ALTER COLUMN ... SET EXPRESSION of a stored column",
    hurts="The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes until then.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
