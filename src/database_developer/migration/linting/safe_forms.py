"""The safe SQL that several rules propose, made from a statement's own names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import ConstrType, SortByDir, SortByNulls

from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.migration.formats import backfills
from database_developer.migration.linting.alterations import Alteration, Demand
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.rule import Place
from database_developer.migration.linting.spelling import beside, changed, printed, script, table, usual_name
from database_developer.model.migration import Batches

NAMED_NOT_NULL_SINCE = 18


def validated_later(demand: Demand) -> str:
    """A CHECK or foreign key added NOT VALID, and validated by a second statement."""
    alteration, name = demand.alteration, _name(demand)
    parts: dict[str, Any] = {"conname": name, "skip_validation": True, "initially_valid": False}
    if demand.constraint.contype == ConstrType.CONSTR_FOREIGN:
        parts["fk_attrs"] = tuple(ast.String(sval=column) for column in demand.columns)
    added = printed(changed(demand.constraint, **parts))
    return script(f"{alteration.start} ADD {added}", validate(alteration, name))


def validate(alteration: Alteration, name: str) -> str:
    """VALIDATE CONSTRAINT, which lets others read and write."""
    return f"{alteration.start} VALIDATE CONSTRAINT {identifier(name)}"


def not_null_later(relation: Any, column: str, version: int, name: str | None = None) -> str:
    """NOT NULL without a scan that blocks: as a constraint of its own from 18, with the help of a CHECK before."""
    start = f"ALTER TABLE {table(relation)}"
    constraint = identifier(name or usual_name(relation, (column,), "not_null"))
    quoted = identifier(column)
    if version >= NAMED_NOT_NULL_SINCE:
        return script(
            f"{start} ADD CONSTRAINT {constraint} NOT NULL {quoted} NOT VALID",
            f"{start} VALIDATE CONSTRAINT {constraint}",
        )
    return script(
        f"{start} ADD CONSTRAINT {constraint} CHECK ({quoted} IS NOT NULL) NOT VALID",
        f"{start} VALIDATE CONSTRAINT {constraint}",
        f"{start} ALTER COLUMN {quoted} SET NOT NULL",
        f"{start} DROP CONSTRAINT {constraint}",
    )


def key_from_index(demand: Demand) -> str:
    """A key made from a unique index that was built while others write."""
    alteration, name = demand.alteration, _name(demand)
    return script(
        *_values_for_key(demand),
        *_unique_index(demand, name, alteration.relation),
        f"{alteration.start} ADD {_taking_index(demand, name)}",
    )


def _name(demand: Demand) -> str:
    return constraint_name(demand.alteration.relation, demand.constraint, demand.columns)


def _values_for_key(demand: Demand) -> Iterator[str]:
    """A primary key's columns must be NOT NULL first, or the server reads the table to see that they are."""
    if demand.constraint.contype == ConstrType.CONSTR_PRIMARY and not demand.has_values:
        known = demand.alteration.table
        for column in demand.columns:
            if column not in known.columns or not known.columns[column].not_null:
                yield not_null_later(demand.alteration.relation, column, demand.alteration.place.version).removesuffix(
                    ";"
                )


def _unique_index(demand: Demand, name: str, relation: Any) -> Iterator[str]:
    constraint = demand.constraint
    elements = tuple(_key(column) for column in demand.columns)
    included = tuple(_key(str(column.sval)) for column in constraint.including or ())
    statement = ast.IndexStmt(
        idxname=name,
        relation=relation,
        accessMethod="btree",
        indexParams=elements,
        indexIncludingParams=included or None,
        options=constraint.options,
        tableSpace=constraint.indexspace,
        unique=True,
        nulls_not_distinct=constraint.nulls_not_distinct,
        concurrent=True,
    )
    yield printed(statement)


def _key(column: str) -> ast.IndexElem:
    return ast.IndexElem(
        name=column, ordering=SortByDir.SORTBY_DEFAULT, nulls_ordering=SortByNulls.SORTBY_NULLS_DEFAULT
    )


def _taking_index(demand: Demand, name: str) -> str:
    kept = {"deferrable": demand.constraint.deferrable, "initdeferred": demand.constraint.initdeferred}
    return printed(ast.Constraint(contype=demand.constraint.contype, conname=name, indexname=name, **kept))


def batches(place: Place, relation: Any, update: str) -> str:
    """An UPDATE or DELETE of many rows, ``t`` being the table, cut into short transactions.

    ``update`` has ``model.migration.RANGE`` in its condition. The primary key tells the rows apart where
    it is known, and the place on disk otherwise.
    """
    known = place.table(relation)
    columns = known.primary_key[1] if known.primary_key is not None else ()
    types = [known.columns[column].type if column in known.columns else None for column in columns]
    key = tuple((column, type_) for column, type_ in zip(columns, types, strict=True) if type_ is not None)
    whole = key if len(key) == len(columns) else ()
    return backfills.spelled(Batches(table=known.name, update=update, key=whole))


def copied(relation: Any, made: tuple[str, ...], order: str = "") -> str:
    """The table written into a new one that takes its place; readers go on until the last moment."""
    name = table(relation)
    new, old = f"{relation.relname}_new", f"{relation.relname}_old"
    rows = f"INSERT INTO {beside(relation, new)} OVERRIDING SYSTEM VALUE SELECT * FROM {name}{order}"
    return script(
        "-- No form of this lets others write: choose a quiet hour. Readers go on until the last two statements.",
        *made,
        "BEGIN",
        "SET LOCAL lock_timeout = '2s'",
        f"LOCK TABLE {name} IN SHARE MODE",
        rows,
        f"ALTER TABLE {name} RENAME TO {identifier(old)}",
        f"ALTER TABLE {beside(relation, new)} RENAME TO {identifier(relation.relname)}",
        "COMMIT",
        f"-- Foreign keys, triggers, policies, grants and views are still those of {identifier(old)}: move them too.",
    )


def twin(relation: Any, kind: str = "TABLE", tail: str = "") -> str:
    """CREATE TABLE for an empty table of the same shape, called ``<table>_new``."""
    new = beside(relation, f"{relation.relname}_new")
    return f"CREATE {kind} {new} (LIKE {table(relation)} INCLUDING ALL){tail}"


def key_of_parts(demand: Demand) -> str:
    """A key of a partitioned table: an index on each part first, then the key, which takes them over."""
    alteration, name = demand.alteration, _name(demand)
    constraint = printed(changed(demand.constraint, conname=name))
    start = f"ALTER TABLE ONLY {table(alteration.relation)}"
    steps = [*_values_for_key(demand), f"{start} ADD {constraint}"]
    for part in alteration.table.parts:
        relation = ast.RangeVar(schemaname=part.schema, relname=part.name, inh=True, relpersistence="p")
        own = f"{part.name}_{name}"
        taking = printed(ast.Constraint(contype=demand.constraint.contype, conname=own, indexname=own))
        steps += [
            *_unique_index(demand, own, relation),
            f"ALTER TABLE {qualified(part)} ADD {taking}",
            f"ALTER INDEX {beside(alteration.relation, name)} ATTACH PARTITION {qualified(part.renamed(own))}",
        ]
    return script(*steps)
