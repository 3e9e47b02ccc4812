"""What changes on a large table is replaced, and at no moment is there neither the old nor the new."""

from __future__ import annotations

from dataclasses import replace

from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Migration
from database_developer.model.schema import Schema
from unit.migration.building import check, column, index, name, schema, table

LARGE = Facts(rows={name("users"): 5_000_000})
SMALL = Facts(rows={name("users"): 5})


def indexed(*columns: str) -> Schema:
    made = replace(index("i", "a"), definition=f"btree ({', '.join(columns)})")
    return schema(table("users", column("a"), column("b"), indexes=(made,)))


def checked(expression: str) -> Schema:
    return schema(table("users", column("a"), constraints=[check("rule", expression, "a")]))


def forms(migration: Migration) -> list[str]:
    """The statements, each by its first words and what it is about."""
    return [statement.sql for statement in migration.forward]


def test_an_index_serves_until_the_next_one_does() -> None:
    renamed, made, dropped = forms(plan(indexed("a"), indexed("a", "b"), (), LARGE))
    assert renamed == "ALTER INDEX public.i RENAME TO i_dbd_old"
    assert made == "CREATE INDEX CONCURRENTLY i ON public.users USING btree (a, b)"
    assert dropped == "DROP INDEX CONCURRENTLY public.i_dbd_old"


def test_a_check_holds_until_the_next_one_does() -> None:
    added, proven, dropped, renamed = forms(plan(checked("a <> ''"), checked("a <> 'x'"), (), LARGE))
    assert "ADD CONSTRAINT rule_dbd_new" in added
    assert added.endswith("NOT VALID")
    assert proven.endswith("VALIDATE CONSTRAINT rule_dbd_new")
    assert dropped.endswith("DROP CONSTRAINT rule")
    assert renamed.endswith("RENAME CONSTRAINT rule_dbd_new TO rule")


def test_on_a_small_table_it_is_dropped_and_made() -> None:
    assert [sql.split()[0] for sql in forms(plan(indexed("a"), indexed("b"), (), SMALL))] == ["DROP", "CREATE"]
    assert len(forms(plan(checked("a <> ''"), checked("a <> 'x'"), (), SMALL))) == 2


def test_what_the_rows_are_told_apart_by_is_not_replaced_under_way() -> None:
    def told_apart(*columns: str) -> Schema:
        found = indexed(*columns)
        users = replace(found.tables[name("users")], replica_identity="index i")
        return replace(found, tables={users.name: users})

    steps = plan(told_apart("a"), told_apart("a", "b"), (), LARGE).steps
    assert "replace-index" not in {step.kind for step in steps}
