"""The safe SQL for a new column: bare first, then its default, its values, and what is demanded of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast.enums import ConstrType

from database_developer.migration.ddl.quoting import dollar_quoted, identifier
from database_developer.migration.linting.alterations import Alteration, Demand, beside
from database_developer.migration.linting.rule import quoted
from database_developer.migration.linting.safe_forms import batches, key_from_index, not_null_later, validated_later
from database_developer.migration.linting.spelling import changed, printed, script, table
from database_developer.model.migration import RANGE

DEMANDS = (ConstrType.CONSTR_CHECK, ConstrType.CONSTR_FOREIGN, ConstrType.CONSTR_UNIQUE, ConstrType.CONSTR_PRIMARY)


def default_of(column: Any) -> Any:
    """The default's expression, or None."""
    return next((one.raw_expr for one in beside(column, ConstrType.CONSTR_DEFAULT)), None)


def is_required(column: Any) -> bool:
    """Whether NULL is refused from the beginning."""
    return any(beside(column, ConstrType.CONSTR_NOTNULL, ConstrType.CONSTR_PRIMARY))


def bare(alteration: Alteration, **parts: Any) -> str:
    """ADD COLUMN with nothing but the type."""
    condition = "IF NOT EXISTS " if alteration.command.missing_ok else ""
    column = printed(changed(alteration.definition, **{"constraints": None, **parts}))
    return f"{alteration.start} ADD COLUMN {condition}{column}"


def demands_of(alteration: Alteration, *, has_values: bool = False) -> Iterator[Demand]:
    """The constraints beside the column."""
    column = alteration.definition
    for constraint in beside(column, *DEMANDS):
        yield Demand(alteration=alteration, constraint=constraint, columns=(column.colname,), has_values=has_values)


def demanded_later(alteration: Alteration, *, with_not_null: bool = True) -> Iterator[str]:
    """The constraints beside the column, each in its safe form; also NOT NULL unless that is seen to already."""
    column = alteration.definition
    has_not_null = any(beside(column, ConstrType.CONSTR_NOTNULL))
    if has_not_null and with_not_null:
        yield not_null_later(alteration.relation, column.colname, alteration.place.version)
    for demand in demands_of(alteration, has_values=has_not_null or not with_not_null):
        is_key = demand.constraint.contype in (ConstrType.CONSTR_UNIQUE, ConstrType.CONSTR_PRIMARY)
        yield key_from_index(demand) if is_key else validated_later(demand)


def filled(alteration: Alteration, value: str) -> str:
    """The UPDATE in batches that gives the column its value in rows that have none."""
    name = identifier(alteration.definition.colname)
    update = f"UPDATE {table(alteration.relation)} AS t SET {name} = {value} WHERE {RANGE} AND t.{name} IS NULL"
    return batches(alteration.place, alteration.relation, update)


def after_the_fact(alteration: Alteration, value: str) -> str:
    """The column without a default, then the default for new rows, then values for old ones, then the demands."""
    name = identifier(alteration.definition.colname)
    return steps(
        bare(alteration),
        f"{alteration.start} ALTER COLUMN {name} SET DEFAULT {value}",
        filled(alteration, value),
        *demanded_later(alteration),
    )


def steps(*parts: str) -> str:
    """Statements and whole scripts under each other."""
    return script(*(part.removesuffix(";") for part in parts))


def kept_by_trigger(alteration: Alteration, name: str, value: str) -> tuple[str, str]:
    """A function and a trigger that give the column its value in every row that is written from now on."""
    relation = alteration.relation
    function = identifier(f"{relation.relname}_{name}_fill")
    row = f"(SELECT NEW.*) AS {identifier(relation.relname)}"
    body = f"BEGIN\n    NEW.{identifier(name)} := (SELECT {value} FROM {row});\n    RETURN NEW;\nEND"
    return (
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS {dollar_quoted(body)}",
        f"CREATE TRIGGER {function} BEFORE INSERT OR UPDATE ON {table(relation)} FOR EACH ROW"
        f" EXECUTE FUNCTION {function}()",
    )


def told_column(alteration: Alteration) -> str:
    """The column in a message."""
    return f"{quoted(alteration.definition.colname)} of {alteration.told}"
