"""Differences between schemas."""

from __future__ import annotations

import time
from dataclasses import replace

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe, describe_all
from database_developer.model.differences import Renaming
from database_developer.model.names import of, part_of
from database_developer.model.schema import EMPTY, Column, Index, Table
from unit.migration.building import check, column, foreign_key, index, name, required, schema, table, view


def test_a_schema_does_not_differ_from_itself_whatever_its_order() -> None:
    one = schema(table("users", column("a"), column("b")), table("orders"))
    two = schema(table("orders"), table("users", column("b"), column("a")))
    assert not compare(one, one)
    assert not compare(one, two)


def test_an_added_table_brings_its_columns_and_nothing_else() -> None:
    users = table("users", column("a"), indexes=(index("i", "a"),))
    differences = compare(EMPTY, schema(users))
    assert [str(item.address) for item in differences.items] == [
        "constraint users.users_pkey",
        "index users.i",
        "table users",
    ]
    ((_, made),) = differences.added(Table)
    assert made.columns == users.columns
    assert made.constraints == made.indexes == ()
    assert not list(differences.added(Column))


def test_a_changed_table_has_differences_part_by_part() -> None:
    before = table("users", column("a"), column("gone"), constraints=[check("c", "a <> ''", "a")])
    after = table("users", column("a", "integer"), required("new"), comment="people")
    found = {str(item.address): describe(item) for item in compare(schema(before), schema(after)).items}
    assert found == {
        "column users.a": "column users.a: type text -> integer",
        "column users.gone": "column users.gone: only before (text)",
        "column users.new": "column users.new: only afterwards (text)",
        "constraint users.c": "constraint users.c: only before (CHECK ((a <> '')))",
        "table users": "table users: comment none -> people",
    }


def test_a_view_has_its_index_apart() -> None:
    plain = view("totals", " SELECT 1 AS id", materialized=True)
    indexed = replace(plain, indexes=(index("i", "id"),))
    ((address, _),) = compare(schema(plain), schema(indexed)).added(Index)
    assert address == part_of("index", name("totals"), "i")


def test_with_renamings_only_true_differences_remain() -> None:
    def whole(users: str, mail: str, *, more: bool) -> object:
        target = foreign_key("to_user", "user_id", users)
        parts = [check("given", f"{mail} <> 'mail'::text", mail)]
        people = table(users, required(mail), constraints=parts, indexes=(index("by_mail", mail),))
        people = replace(
            people, constraints=tuple(replace(it, name=it.name.replace("people", "users")) for it in people.constraints)
        )
        orders = table("orders", column("user_id", "bigint"), constraints=[target])
        return schema(people, orders, *([table("more")] if more else []))

    renamings = (
        Renaming(before=part_of("column", name("users"), "mail"), after=part_of("column", name("people"), "email")),
        Renaming(before=of("table", name("users")), after=of("table", name("people"))),
    )
    differences = compare(whole("users", "mail", more=False), whole("people", "email", more=True), renamings)  # type: ignore[arg-type]
    assert describe_all(differences) == (
        "table users: renamed to people",
        "column users.mail: renamed to email",
        "constraint more.more_pkey: only afterwards (PRIMARY KEY (id))",
        "table more: only afterwards",
    )


def test_ten_thousand_tables_are_compared_at_once() -> None:
    columns = [column(f"c{number}") for number in range(10)]
    one = schema_of(columns)
    two = schema_of([replace(it) for it in columns])
    start = time.perf_counter()
    assert not compare(one, two)
    assert time.perf_counter() - start < 1.5


def schema_of(columns: list[Column]) -> object:
    tables = (Table(name=name(f"t{number}"), columns=tuple(columns)) for number in range(10_000))
    return replace(EMPTY, tables={it.name: it for it in tables})
