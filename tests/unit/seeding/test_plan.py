from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    NotNull,
    Reference,
    Schema,
    Table,
    TableKind,
)
from database_developer.seeding.plan import SeedScript, seed


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def table(name: str, *columns: tuple[str, str, bool], constraints: tuple[Constraint, ...] = ()) -> Table:
    made = tuple(Column(name=one, type=kind, not_null=NotNull() if needed else None) for one, kind, needed in columns)
    return Table(name=public(name), columns=made, constraints=constraints)


def unique(*columns: str, kind: ConstraintKind = ConstraintKind.UNIQUE) -> Constraint:
    return Constraint(name=f"{'_'.join(columns)}_key", kind=kind, columns=columns, definition="")


def foreign(column: str, parent: str) -> Constraint:
    return Constraint(
        name=f"{column}_fkey",
        kind=ConstraintKind.FOREIGN_KEY,
        columns=(column,),
        definition="",
        reference=Reference(table=public(parent), columns=("id",)),
    )


def planned(*tables: Table, rows: int = 10) -> SeedScript:
    schema = Schema(tables={one.name: one for one in tables})
    return seed(schema, tuple(schema.tables), dict.fromkeys(schema.tables, rows))


def test_parents_come_before_children() -> None:
    child = table("a", ("id", "int", True), ("p", "int", True), constraints=(foreign("p", "b"),))
    script = planned(child, table("b", ("id", "int", True)))
    assert [one.table.name for one in script.statements] == ["b", "a"]


def test_too_many_rows_for_a_unique_boolean_are_cut_and_told() -> None:
    script = planned(table("flags", ("is_on", "boolean", True), constraints=(unique("is_on"),)))
    assert script.statements[0].rows == 2
    assert script.notes == ('"flags": 2 rows instead of 10, because "is_on_key" has room for no more',)


def test_more_pairs_than_there_are_are_cut_and_told() -> None:
    parents = [table(name, ("id", "int", True), constraints=(unique("id"),)) for name in ("x", "y")]
    keys = (unique("x", "y", kind=ConstraintKind.PRIMARY_KEY), foreign("x", "x"), foreign("y", "y"))
    pairs = table("pairs", ("x", "int", True), ("y", "int", True), constraints=keys)
    schema = Schema(tables={one.name: one for one in (*parents, pairs)})
    script = seed(schema, tuple(schema.tables), {public("x"): 3, public("y"): 4, public("pairs"): 50})
    assert script.statements[-1].rows == 12
    assert "12 rows instead of 50" in script.notes[0]


def test_a_check_that_is_not_understood_is_named() -> None:
    odd = Constraint(name="odd", kind=ConstraintKind.CHECK, columns=("a",), definition="CHECK (((a % 2) = 1))")
    script = planned(table("t", ("a", "integer", True), constraints=(odd,)))
    assert script.notes == ('"t": check "odd" is not understood; rows that fail it are left out',)
    assert "((a % 2) = 1)" in script.statements[0].sql


def test_a_circle_without_a_way_out_is_named() -> None:
    left = table("l", ("id", "int", True), ("r", "int", True), constraints=(foreign("r", "r"),))
    right = table("r", ("id", "int", True), ("l", "int", True), constraints=(foreign("l", "l"),))
    script = planned(left, right)
    assert script.notes[0].startswith('"l": not filled, because its foreign keys go round in a circle')


def test_a_type_beyond_us_is_named() -> None:
    script = planned(table("t", ("id", "int", True), ("place", "point", True)), table("u", ("place", "point", False)))
    assert '"t": not filled, because no value is known for "place"' in script.notes
    assert '"u": "place" is left to its default, because values of type point are not made' in script.notes


def test_what_is_no_table_of_rows_is_told() -> None:
    schema = Schema(tables={public("far"): Table(name=public("far"), kind=TableKind.FOREIGN)})
    script = seed(schema, (public("far"), public("gone")), {})
    assert script.statements == ()
    assert script.notes == (
        '"far": not filled by itself, because it is a foreign table',
        '"gone": not filled by itself, because the schema has no such table',
    )


def test_the_plan_is_the_same_every_time_and_holds_no_moment() -> None:
    one = table("t", ("id", "int", True), ("email", "text", True), ("created_at", "timestamptz", True))
    assert planned(one) == planned(one)
    schema = Schema(tables={one.name: one})
    fixed = seed(schema, (one.name,), {one.name: 3}, anchor_sql="TIMESTAMPTZ '2026-01-01'")
    assert "CURRENT_TIMESTAMP" not in fixed.statements[0].sql
