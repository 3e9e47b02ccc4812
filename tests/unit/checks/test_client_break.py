"""client-break: something that a running program may still ask for by its old name or type."""

from __future__ import annotations

from database_developer.model.schema import EMPTY, View
from database_developer.proof.checks.check import Subject
from database_developer.proof.checks.client_break import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    name,
    places,
    schema,
    script,
    statement,
    table,
)

LIVE = schema(table("orders", column("id", "integer"), column("note")))
REMARK = schema(table("orders", column("id", "integer"), column("remark")))
RENAME = statement("ALTER TABLE public.orders RENAME COLUMN note TO remark")
BAD = script(before=LIVE, after=REMARK, statements=[RENAME])


def found(subject: Subject) -> list[str]:
    return [finding.what for finding in CHECK.find(subject)]


def test_a_renamed_column_is_found() -> None:
    what = 'column "note" of "orders" is now called "remark"'
    assert_finds_as_documented(CHECK, BAD, "column orders.note", what)


def test_an_addition_is_good() -> None:
    more = schema(table("orders", column("id", "integer"), column("note"), column("price")), table("users"))
    assert_silent(CHECK, script(before=LIVE, after=more))


def test_removals_are_found() -> None:
    less = schema(table("orders", column("id", "integer")))
    assert found(script(before=LIVE, after=less)) == ['column "note" of "orders" is removed']
    assert found(script(before=LIVE, after=EMPTY)) == ['table "orders" is removed']


def test_another_type_is_found() -> None:
    wide = schema(table("orders", column("id", "bigint"), column("note")))
    assert found(script(before=LIVE, after=wide)) == ['column "id" of "orders" was integer and is bigint']


def test_a_renamed_table_is_found_once() -> None:
    after = schema(table("purchases", column("id", "integer"), column("note")))
    renamed = statement("ALTER TABLE orders RENAME TO purchases")
    assert found(script(before=LIVE, after=after, statements=[renamed])) == ['table "orders" is now called "purchases"']


def test_a_view_under_the_old_name_is_good() -> None:
    shown = (column("id", "integer", required=False), column("note", required=False))
    view = View(name=name("orders"), definition="SELECT id, note FROM purchases", columns=shown)
    after = schema(table("purchases", column("id", "integer"), column("note")), view)
    assert_silent(CHECK, script(before=LIVE, after=after))


def test_a_view_that_is_removed_is_found() -> None:
    view = View(name=name("totals"), definition="SELECT 1 AS n", columns=(column("n", "integer"),))
    assert places(CHECK, script(before=schema(view), after=EMPTY)) == ["view totals"]
