"""data-loss: values that are gone when the script is done."""

from __future__ import annotations

import pytest

from database_developer.migration.ddl import aside as asides
from database_developer.model.names import QualifiedName
from database_developer.model.schema import EMPTY, Generated
from database_developer.proof.checks.data_loss import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, statement, table

LIVE = schema(table("orders", column("id"), column("note")))
BAD = script(before=LIVE, after=schema(table("orders", column("id"))))


def test_a_removed_column_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "column orders.note", 'column "note" of "orders" is removed with its values')


def test_an_added_column_is_good() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=LIVE))


def test_a_removed_table_is_found_once_in_both_directions() -> None:
    for direction in ("forward", "rollback"):
        assert places(CHECK, script(before=LIVE, after=EMPTY, direction=direction)) == ["table orders"]


def test_the_hint_of_a_rollback_speaks_of_what_came_after() -> None:
    (finding,) = CHECK.find(script(before=LIVE, after=EMPTY, direction="rollback"))
    assert finding.hint == "copy what was written since the forward script before rolling back"


@pytest.mark.parametrize("sql", ["TRUNCATE orders", "DELETE FROM public.orders"])
def test_emptying_a_table_is_found(sql: str) -> None:
    assert places(CHECK, script(before=LIVE, statements=[statement(sql)])) == ["statement 1"]


def test_deleting_some_rows_or_emptying_a_new_table_is_good() -> None:
    some, new = statement("DELETE FROM orders WHERE note IS NULL"), statement("TRUNCATE scratch")
    assert_silent(CHECK, script(before=LIVE, statements=[some, new]))


def test_a_table_known_to_be_empty_loses_nothing() -> None:
    assert_silent(CHECK, script(before=LIVE, after=EMPTY, rows={"orders": 0}))


def test_a_generated_column_can_be_computed_again() -> None:
    doubled = column("doubled", "integer", generated=Generated(expression="id * 2"))
    assert_silent(CHECK, script(before=schema(table("orders", column("id"), doubled)), after=BAD.after))


@pytest.mark.parametrize(
    ("direction", "sql"),
    [
        ("forward", "ALTER TABLE orders RENAME COLUMN note TO remark"),
        ("rollback", "DO $dbd$ BEGIN IF true THEN ALTER TABLE orders RENAME note TO remark; END IF; END $dbd$"),
    ],
)
def test_a_renamed_column_is_not_lost(direction: str, sql: str) -> None:
    after = schema(table("orders", column("id"), column("remark")))
    assert_silent(CHECK, script(before=LIVE, after=after, statements=[statement(sql)], direction=direction))


def test_what_is_set_aside_is_not_lost_and_what_is_dropped_beside_it_is() -> None:
    live = schema(table("orders", column("id"), column("note"), column("spare")))
    after = schema(table("orders", column("id")))
    kept = asides.column(QualifiedName("public", "orders"), "note", first=(), named=asides.Named())
    assert places(CHECK, script(before=live, after=after, statements=[kept])) == ["column orders.spare"]
    assert_silent(
        CHECK, script(before=live, after=EMPTY, statements=[asides.moved("table", QualifiedName("public", "orders"))])
    )


def test_a_column_of_a_renamed_table_can_be_lost() -> None:
    after = schema(table("purchases", column("id")))
    renamed = [statement("ALTER TABLE orders RENAME TO purchases")]
    assert places(CHECK, script(before=LIVE, after=after, statements=renamed)) == ["column orders.note"]
