"""A new column that counts: every row gets its number while nobody can read or write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast.enums import ConstrType

from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.linting.alterations import Alteration, added_columns, beside
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import bare, demanded_later, filled, steps, told_column
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.safe_forms import not_null_later
from database_developer.migration.linting.spelling import beside as next_to
from database_developer.migration.linting.spelling import changed, script, table
from database_developer.migration.linting.types import is_serial, type_text
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ADD COLUMN of a serial type or GENERATED AS IDENTITY."""
    for alteration in added_columns(place):
        identity = next(beside(alteration.definition, ConstrType.CONSTR_IDENTITY), None)
        if identity is not None or is_serial(alteration.definition.typeName):
            yield Found(
                message=f"the whole table is written anew to number {told_column(alteration)}",
                safe_sql=_safe(alteration, identity),
                replaces=alteration.can_be_replaced,
            )


def _safe(alteration: Alteration, identity: Any) -> str:
    column, relation = alteration.definition, alteration.relation
    type_ = type_text(column.typeName)
    name = identifier(column.colname)
    counter = next_to(relation, f"{relation.relname}_{column.colname}_{'fill' if identity else 'seq'}")
    next_value = f"nextval({literal(counter)})"
    plain = changed(column, constraints=None, typeName=_plain(column.typeName, type_))
    return steps(
        f"CREATE SEQUENCE {counter}{'' if type_ == 'bigint' else f' AS {type_}'}",
        bare(alteration, typeName=plain.typeName),
        f"{alteration.start} ALTER COLUMN {name} SET DEFAULT {next_value}",
        filled(alteration, next_value),
        not_null_later(relation, column.colname, alteration.place.version),
        *(_as_identity(alteration, identity, counter) if identity else _as_serial(alteration, counter)),
        *demanded_later(alteration, with_not_null=False),
    )


def _plain(type_name: Any, type_: str) -> Any:
    """The type without its sequence."""
    names = {"integer": "int4", "bigint": "int8", "smallint": "int2"}
    if not is_serial(type_name):
        return type_name
    word = type(type_name.names[0])
    return changed(type_name, names=(word(sval="pg_catalog"), word(sval=names[type_])))


def _as_serial(alteration: Alteration, counter: str) -> tuple[str, ...]:
    column = identifier(alteration.definition.colname)
    return (f"ALTER SEQUENCE {counter} OWNED BY {table(alteration.relation)}.{column}",)


def _as_identity(alteration: Alteration, identity: Any, counter: str) -> tuple[str, ...]:
    column = identifier(alteration.definition.colname)
    how = "ALWAYS" if identity.generated_when == "a" else "BY DEFAULT"
    own = f"pg_get_serial_sequence({literal(table(alteration.relation))}, {literal(alteration.definition.colname)})"
    return (
        script(
            "BEGIN",
            f"{alteration.start} ALTER COLUMN {column} DROP DEFAULT",
            f"{alteration.start} ALTER COLUMN {column} ADD GENERATED {how} AS IDENTITY",
            f"SELECT setval({own}, nextval({literal(counter)}))",
            f"DROP SEQUENCE {counter}",
            "COMMIT",
        ),
    )


RULE = Rule(
    id="counting-column",
    looks_for="ADD COLUMN of a serial type, or GENERATED AS IDENTITY",
    hurts="The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes until then.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
