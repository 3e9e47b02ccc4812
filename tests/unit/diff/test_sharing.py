"""What two schemas have in common becomes one object; nothing else changes."""

from __future__ import annotations

from database_developer.diff.sharing import sharing
from unit.migration.building import column, name, schema, table, view


def test_what_is_equal_is_one_object() -> None:
    before = schema(table("users"), table("orders"), view("v", "SELECT 1"))
    after = schema(table("orders"), table("users", column("a")), table("new"), view("v", "SELECT 1"))
    shared = sharing(before, after)
    assert shared == after
    assert list(shared.tables) == list(after.tables)
    assert shared.tables[name("orders")] is before.tables[name("orders")]
    assert shared.views[name("v")] is before.views[name("v")]
    assert shared.tables[name("users")] is after.tables[name("users")]
