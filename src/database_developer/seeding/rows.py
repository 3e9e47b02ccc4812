"""Spells the INSERT of a table out, once all of its values are known."""

from __future__ import annotations

import re

from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Constraint, ConstraintKind, Table
from database_developer.seeding import chance, partitions
from database_developer.seeding.checks import columns_of, understood
from database_developer.seeding.keys import others_of
from database_developer.seeding.sources import Foreign, implied
from database_developer.seeding.subjects import open_checks
from database_developer.seeding.work import Insertion, Work

EXPRESSION = re.compile(r"CHECK \((?P<inside>.*)\)(?: NO INHERIT)?(?: NOT VALID)?(?: NOT ENFORCED)?", re.DOTALL)


def written(work: Work, deferred: frozenset[str]) -> Insertion:
    """The statement, and what there is to say about it."""
    overriding = "" if work.values else _stand_in(work)
    given = [column for column in work.table.columns if column.name in work.values]
    if any(column.identity is not None and column.identity.always for column in given):
        overriding = " OVERRIDING SYSTEM VALUE"  # a key that counts by itself and refers to another at once
    columns = [column.name for column in given]
    if not columns:
        work.say("not filled, because it has no columns to give values for")
        return Insertion(sql="", rows=0, notes=tuple(work.notes))
    conditions = [*_checks(work), *_agreements(work, deferred), *_bounds(work)]
    parts = [
        _numbered(work),
        f"INSERT INTO {qualified(work.table.name)} ({', '.join(map(identifier, columns))}){overriding}",
    ]
    parts.append(_rows(work, columns, conditions))
    tolerated = [*others_of(work.table), *work.spread.unmet]
    if tolerated:
        names = ", ".join(f'"{name}"' for name in tolerated)
        work.say(f"rows that would break {names} are left out")
        parts.append("ON CONFLICT DO NOTHING")
    return Insertion(sql="\n".join(part for part in parts if part), rows=work.rows, notes=tuple(work.notes))


def _stand_in(work: Work) -> str:
    """One value, where the server would make all of them: what it would put there itself."""
    for column in work.table.columns:
        if column.identity is not None:
            work.values[column.name] = chance.ROW
            return " OVERRIDING USER VALUE"
        if column.generated is None:
            work.values[column.name] = column.default or f"NULL::{column.type}"
            return ""
    return ""


def _joined(work: Work) -> list[Foreign]:
    return [foreign for foreign in work.foreigns if foreign.reference.table != work.table.name]


def _numbered(work: Work) -> str:
    bodies = []
    for foreign in _joined(work):
        parent = work.demand.schema.table(foreign.reference.table)
        bodies.append(f"{foreign.alias} AS MATERIALIZED (\n    {foreign.numbered(parent)}\n)")
    return "WITH " + ", ".join(bodies) if bodies else ""


def _rows(work: Work, columns: list[str], conditions: list[str]) -> str:
    shown = ",\n".join(f"    {work.values[name]} AS {identifier(name)}" for name in columns)
    where = f"\nWHERE {' AND '.join(work.spread.conditions)}" if work.spread.conditions else ""
    inner = f"SELECT\n{shown}\n{_from(work)}{where}\nORDER BY g.i"
    if not conditions:
        return inner
    names = ", ".join(map(identifier, columns))
    return f"SELECT {names}\nFROM (\n{inner}\n) AS {identifier(work.table.name.name)}\nWHERE " + "\n  AND ".join(
        f"({one})" for one in conditions
    )


def _from(work: Work) -> str:
    lines = [f"FROM generate_series(1, {work.rows}::bigint) AS g(i)"]
    free = [foreign.alias for foreign in _joined(work) if not foreign.shared]
    lines += [f"CROSS JOIN (SELECT count(*) AS of FROM {alias}) AS {alias}_size" for alias in free]
    filled: dict[str, str] = {}
    for foreign in _joined(work):
        join = "JOIN" if foreign.required else "LEFT JOIN"
        lines.append(f"{join} {foreign.alias} ON {_choice(work, foreign, filled)}")
        filled.update({column: foreign.value(column) for column in foreign.columns})
    return "\n".join(lines)


def _choice(work: Work, foreign: Foreign, filled: dict[str, str]) -> str:
    name = foreign.constraint.name
    salt = chance.salt(work.demand.seed, work.table.name.schema, work.table.name.name, name)
    digit = work.spread.parents.get(name)
    pick = digit if digit is not None else f"{chance.skewed(salt, foreign.size)}::bigint"
    if digit is None and not foreign.required:
        pick = f"CASE WHEN {chance.whole(salt + 1, 10)} > 0 THEN {pick} END"
    agreement = f"{foreign.agreement(filled)} AND " if foreign.shared else ""
    return f"{agreement}{foreign.alias}.nth = {pick}"


def _checks(work: Work) -> list[str]:
    """The checks that must be looked at row by row, as the server spells them."""
    conditions = []
    for constraint in open_checks(_checked(work), work.met, frozenset(work.values)):
        inside = EXPRESSION.fullmatch(constraint.definition)
        if inside is None or not columns_of(constraint) <= set(work.values):
            work.say(f'check "{constraint.name}" is not understood; its rows are left to chance')
            continue
        if understood(constraint) is None:
            work.say(f'check "{constraint.name}" is not understood; rows that fail it are left out')
        conditions.append(f"({inside['inside']}) IS NOT FALSE")
    return conditions


def _checked(work: Work) -> tuple[Constraint, ...]:
    """The checks of the table, and those that its partitions have of their own."""
    parts = partitions.parts_of(work.demand.schema, work.table.name)
    tables = (work.table, *parts)
    return tuple(one for table in tables for one in table.constraints_of(ConstraintKind.CHECK) if not one.inherited)


def _agreements(work: Work, deferred: frozenset[str]) -> list[str]:
    """Foreign keys whose columns other keys filled: the parent must be there."""
    return [_parent_is_there(work.table, key) for key in implied(work.table, deferred) if _is_filled(work, key)]


def _bounds(work: Work) -> list[str]:
    """A parent's key that decides the partition must fall into one."""
    columns = [column for foreign in work.foreigns for column in foreign.columns if column in work.bounded]
    return [partitions.condition(work.slots, column) for column in columns]


def _is_filled(work: Work, key: Constraint) -> bool:
    return key.reference is not None and all(column in work.values for column in key.columns)


def _parent_is_there(table: Table, key: Constraint) -> str:
    if key.reference is None:
        return "true"
    row = identifier(table.name.name)
    pairs = zip(key.columns, key.reference.columns, strict=True)
    equal = " AND ".join(f"target.{identifier(target)} = {row}.{identifier(column)}" for column, target in pairs)
    missing = " OR ".join(f"{row}.{identifier(column)} IS NULL" for column in key.columns)
    return f"{missing} OR EXISTS (SELECT FROM {qualified(key.reference.table)} AS target WHERE {equal})"
