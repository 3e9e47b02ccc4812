"""Writes the UPDATE that fills a foreign key once all rows are there."""

from __future__ import annotations

from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Constraint, Reference, Table
from database_developer.seeding import chance
from database_developer.seeding.keys import keys_of
from database_developer.seeding.order import Waiting
from database_developer.seeding.sources import is_required
from database_developer.seeding.subjects import Demand


def filling(demand: Demand, waiting: Waiting) -> str | None:
    """The UPDATE; None where the key would need more care than an UPDATE can take."""
    table, key = demand.schema.table(waiting.table), waiting.constraint
    if key.reference is None:
        return None
    filled = {column for column in key.columns if not is_required(table, column)}
    keys = [one for one in keys_of(table) if not filled.isdisjoint(one.columns)]
    unique = any(set(one.columns) <= set(key.columns) for one in keys)
    if keys and not unique:
        return None
    return _update(demand, table, key, key.reference, unique)


def _update(demand: Demand, table: Table, key: Constraint, reference: Reference, unique: bool) -> str:
    pairs = list(zip(key.columns, reference.columns, strict=True))
    shared = [(column, target) for column, target in pairs if is_required(table, column)]
    own = [(column, target) for column, target in pairs if not is_required(table, column)]
    assignments = ", ".join(f"{identifier(column)} = parent.{identifier(target)}" for column, target in own)
    agree = "".join(f"AND parent.{identifier(target)} = child.{identifier(column)} " for column, target in shared)
    return (
        f"UPDATE {qualified(table.name)} AS row SET {assignments}\n"
        f"FROM {_numbered(table, [column for column, _ in shared], demand)} AS child\n"
        f"JOIN {_numbered(demand.schema.table(reference.table), [target for _, target in shared], demand)} AS parent "
        f"ON {_choice(demand, table, key, reference, unique)} {agree}\n"
        f"WHERE row.ctid = child.ctid AND row.tableoid = child.tableoid"
    ).replace(" \nWHERE", "\nWHERE")


def _numbered(table: Table, groups: list[str], demand: Demand) -> str:
    order = table.primary_key.columns if table.primary_key is not None else tuple(one.name for one in table.columns[:1])
    grouped = f"PARTITION BY {', '.join(map(identifier, groups))} " if groups else ""
    rows = f"ORDER BY {', '.join(map(identifier, order))}"
    return (
        f"(SELECT *, ctid, tableoid, row_number() OVER ({grouped}{rows}) - 1 AS nth, "
        f"count(*) OVER ({grouped.strip()}) AS of FROM {qualified(table.name)})"
    )


def _choice(demand: Demand, table: Table, key: Constraint, reference: Reference, unique: bool) -> str:
    """Within one table only an earlier row, so that nothing goes round in a circle."""
    salt = chance.salt(demand.seed, table.name.schema, table.name.name, key.name)
    if unique:
        return "parent.nth = child.nth"
    if reference.table == table.name:
        picked = chance.skewed(salt, "child.nth", "child.nth")
        return f"parent.nth = {picked}::bigint AND child.nth > 0 AND {chance.whole(salt + 1, 6, 'child.nth')} > 0"
    sides = "(SELECT count(*) FROM " + qualified(reference.table) + ")"
    return f"parent.nth = {chance.skewed(salt, sides, 'child.nth')}::bigint"
