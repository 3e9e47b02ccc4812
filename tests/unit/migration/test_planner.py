"""The planner finds a way between two schemas, or says what is missing."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from database_developer.diff.compare import compare
from database_developer.diff.fingerprint import fingerprint
from database_developer.errors import DesignImpossible, NoPlan
from database_developer.migration.planner import plan
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Hazard, LockMode, Migration, Restores
from database_developer.model.names import of, part_of
from database_developer.model.schema import (
    EMPTY,
    Constraint,
    ConstraintKind,
    Enum,
    Function,
    Schema,
    Sequence,
    TableKind,
    Trigger,
)
from unit.migration.building import (
    EXECUTE,
    USAGE,
    check,
    column,
    foreign_key,
    index,
    name,
    required,
    schema,
    table,
    view,
)

LARGE = Facts(rows={name("users"): 1_000_000})
SMALL = Facts(rows={name("users"): 10})


def planned(before: Schema, after: Schema, *renamings: Renaming, facts: Facts = SMALL) -> Migration:
    """The plan, after its steps were applied once more in memory (law 2)."""
    migration = plan(before, after, renamings, facts)
    reached = before
    for step in migration.steps:
        reached = step.operation.apply(reached)
    assert not compare(reached, after)
    return migration


def kinds(migration: Migration) -> list[str]:
    return [step.kind for step in migration.steps]


def test_nothing_to_do_is_an_empty_plan() -> None:
    whole = schema(table("users"))
    migration = planned(whole, whole)
    assert migration.steps == ()
    assert migration.before_hash == fingerprint(whole)


def test_tables_may_refer_to_each_other_in_a_circle() -> None:
    left = table("departments", column("head_id", "bigint"), constraints=[foreign_key("head", "head_id", "employees")])
    right = table("employees", column("unit_id", "bigint"), constraints=[foreign_key("unit", "unit_id", "departments")])
    there = planned(EMPTY, schema(left, right))
    assert sorted(kinds(there)) == ["add-constraint", "add-constraint", "create-table", "create-table"]
    back = planned(schema(left, right), EMPTY)
    assert kinds(back) == ["drop-constraint", "drop-constraint", "drop-table", "drop-table"]


def test_what_others_need_comes_first() -> None:
    mood = Enum(name=name("mood"), labels=("sad", "happy"), grants=USAGE)
    touch = Function(
        name=name("touch"),
        arguments="",
        definition="CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $f$BEGIN END$f$",
        language="plpgsql",
        grants=EXECUTE,
    )
    numbers = Sequence(name=name("numbers"), owned_by=(name("users"), "number"))
    users = table(
        "users",
        column("mood", "public.mood"),
        column("number", "bigint", default="nextval('public.numbers'::regclass)"),
        triggers=(
            Trigger(
                name="touch",
                definition="CREATE TRIGGER touch BEFORE UPDATE ON public.users EXECUTE FUNCTION public.touch()",
                function=name("touch"),
            ),
        ),
    )
    order = kinds(
        planned(EMPTY, schema(users, numbers, touch, mood, view("v", " SELECT id\n FROM public.users", "users")))
    )
    assert order.index("create-enum") < order.index("create-table")
    assert order.index("create-sequence") < order.index("create-table") < order.index("alter-sequence")
    assert order.index("create-function") < order.index("create-trigger")
    assert order[-1] == "create-view"
    back = kinds(planned(schema(users, numbers, touch, mood), EMPTY))
    assert back.index("alter-sequence") < back.index("drop-table") < back.index("drop-sequence")
    assert back.index("drop-table") < back.index("drop-function")
    assert back.index("drop-table") < back.index("drop-enum")


def test_the_order_does_not_depend_on_how_a_schema_was_put_together() -> None:
    tables = [table(own, column("other", "bigint")) for own in ("c", "a", "b")]
    one = planned(EMPTY, schema(*tables))
    two = planned(EMPTY, schema(*reversed(tables)))
    assert [step.description for step in one.steps] == [step.description for step in two.steps]


def test_a_large_table_gets_the_online_form_and_a_small_one_the_plain_form() -> None:
    before = schema(table("users", column("email"), column("age", "integer")))
    after = schema(
        table(
            "users",
            required("email"),
            column("age", "integer"),
            constraints=[check("adult", "age > 17", "age")],
            indexes=(index("users_email", "email"),),
        )
    )
    large = planned(before, after, facts=LARGE)
    sql = [statement.sql for statement in large.forward]
    assert any("NOT NULL email NOT VALID" in it for it in sql)
    assert any("CHECK ((age > 17)) NOT VALID" in it for it in sql)
    assert sum("VALIDATE CONSTRAINT" in it for it in sql) == 2
    assert [it.transactional for it in large.forward if "INDEX" in it.sql] == [False]
    small = planned(before, after, facts=SMALL)
    assert not any("VALID" in it.sql or "CONCURRENTLY" in it.sql for it in small.forward)


def test_before_18_not_null_goes_by_way_of_a_check() -> None:
    before, after = schema(table("users", column("email"))), schema(table("users", required("email")))
    facts = replace(LARGE, server_version=15)
    sql = [statement.sql for statement in planned(before, after, facts=facts).forward]
    assert [it.split("users ")[1].split(" ")[0] for it in sql] == ["ADD", "VALIDATE", "ALTER", "DROP"]


def test_tables_of_this_migration_get_the_plain_form() -> None:
    after = schema(table("users", column("email"), indexes=(index("users_email", "email"),)))
    migration = planned(EMPTY, after, facts=Facts())
    assert not any("CONCURRENTLY" in statement.sql for statement in migration.forward)


def test_a_volatile_default_waits_on_a_large_table() -> None:
    before = schema(table("users"))
    after = schema(table("users", column("token", "uuid", default="gen_random_uuid()")))
    first, second = planned(before, after, facts=LARGE).forward
    assert first.sql == "ALTER TABLE public.users ADD COLUMN token uuid"
    assert second.sql.endswith("SET DEFAULT gen_random_uuid()")
    (only,) = planned(before, after, facts=SMALL).forward
    assert only.rewrites == (name("users"),)


@pytest.mark.parametrize(
    ("added", "facts"),
    [(required("email"), SMALL), (required("token", "uuid", default="gen_random_uuid()"), LARGE)],
)
def test_not_null_without_a_value_is_refused_with_a_hint(added: object, facts: Facts) -> None:
    with pytest.raises(DesignImpossible, match=r'"users\.') as caught:
        plan(schema(table("users")), schema(table("users", added)), (), facts)  # type: ignore[arg-type]
    assert caught.value.hint
    empty = replace(facts, rows={name("users"): 0})
    assert planned(schema(table("users")), schema(table("users", added)), facts=empty).steps  # type: ignore[arg-type]


def test_what_no_operation_answers_is_named() -> None:
    elsewhere = replace(table("remote", column("a")), kind=TableKind.FOREIGN)
    with pytest.raises(NoPlan, match='foreign table "remote"'):
        plan(schema(), schema(elsewhere), (), SMALL)


def test_a_constraint_with_nothing_but_another_name_is_renamed() -> None:
    before = table("users", column("a"), constraints=[check("one", "a <> ''", "a")], indexes=(index("i", "a"),))
    after = table("users", column("a"), constraints=[check("two", "a <> ''", "a")], indexes=(index("j", "a"),))
    assert kinds(planned(schema(before), schema(after))) == ["rename-constraint", "rename-index"]


def test_a_renamed_column_takes_everything_along() -> None:
    def users(mail: str) -> Schema:
        made = table(
            "users",
            required(mail),
            constraints=[check("mail_given", f"{mail} <> 'mail'::text", mail)],
            indexes=(index("users_mail", mail),),
        )
        return schema(made)

    users_name = name("users")
    renaming = Renaming(before=part_of("column", users_name, "mail"), after=part_of("column", users_name, "email"))
    migration = planned(users("mail"), users("email"), renaming)
    assert kinds(migration) == ["rename-column"]
    assert [it.sql for it in migration.forward] == [
        "ALTER TABLE public.users RENAME COLUMN mail TO email",
        "ALTER TABLE public.users RENAME CONSTRAINT users_mail_not_null TO users_email_not_null",
    ]


def test_a_name_that_is_renamed_away_is_not_used_again_at_once() -> None:
    before = schema(table("users", column("a")))
    after = schema(table("users", column("b"), column("a")))
    owner = name("users")
    renaming = Renaming(before=part_of("column", owner, "a"), after=part_of("column", owner, "b"))
    with pytest.raises(DesignImpossible, match="goes in the same migration"):
        plan(before, after, (renaming,), SMALL)


def test_a_table_does_not_take_the_name_of_a_view_at_once() -> None:
    with pytest.raises(DesignImpossible, match='"table reports" would take the name'):
        plan(schema(view("reports", " SELECT 1 AS id")), schema(table("reports")), (), SMALL)


def test_a_second_key_over_the_same_columns_is_added_after_the_table() -> None:
    twin = Constraint(name="users_id_key", kind=ConstraintKind.UNIQUE, definition="UNIQUE (id)", columns=("id",))
    first, second = planned(EMPTY, schema(table("users", constraints=[twin]))).forward
    assert "users_id_key" not in first.sql
    assert second.sql == "ALTER TABLE public.users ADD CONSTRAINT users_id_key UNIQUE (id)"


def test_a_rollback_from_the_beginning_drops_what_leans_on_a_changed_view() -> None:
    one = view("one", " SELECT id\n   FROM public.users", "users")
    wider = view("one", " SELECT id,\n    1 AS n\n   FROM public.users", "users", columns=("id", "n"))
    two = view("two", " SELECT id\n   FROM public.one", "one")
    migration = planned(schema(table("users"), one, two), schema(table("users"), wider))
    first, second = (statement.sql for statement in migration.backward[:2])
    assert "to_regclass('public.two')" in first
    assert "DROP VIEW IF EXISTS public.two" in first
    assert second == "DROP VIEW IF EXISTS public.one"


def test_a_rename_that_fits_nothing_is_refused() -> None:
    renaming = Renaming(before=of("table", name("nobody")), after=of("table", name("somebody")))
    with pytest.raises(DesignImpossible, match="does not exist"):
        plan(schema(table("users")), schema(table("users")), (renaming,), SMALL)
    taken = Renaming(before=of("table", name("a")), after=of("table", name("b")))
    with pytest.raises(DesignImpossible, match="taken"):
        plan(schema(table("a"), table("b")), schema(table("b")), (taken,), SMALL)


def test_a_key_that_changes_takes_its_foreign_keys_along() -> None:
    orders = table("orders", column("user_id", "bigint"), constraints=[foreign_key("to_user", "user_id", "users")])
    users = table("users")
    deferrable = replace(users.constraints[0], definition="PRIMARY KEY (id) DEFERRABLE", deferrable=True)
    after = replace(users, constraints=(deferrable,))
    migration = planned(schema(users, orders), schema(after, orders))
    assert kinds(migration) == ["drop-constraint", "drop-constraint", "add-constraint", "add-constraint"]
    assert "to_user" in migration.forward[0].sql
    assert "to_user" in migration.forward[-1].sql


def test_views_step_aside_for_a_change_of_type_and_come_back() -> None:
    one = view("one", " SELECT id,\n    age\n   FROM public.users", "users")
    two = view("two", " SELECT id\n   FROM public.one", "one")
    away = view("away", " SELECT id\n   FROM public.users", "users")
    before = schema(table("users", column("age", "integer")), one, two, away)
    after = schema(table("users", column("age", "bigint")), one, two, away)
    order = [step.description for step in planned(before, after).steps]
    assert order == [
        'remove the view "two"',
        'remove the view "one"',
        'turn "age" of "users" from integer into bigint',
        'make the view "one"',
        'make the view "two"',
    ]


def test_reversals_are_honest() -> None:
    users = table("users", column("legacy"))
    assert planned(schema(users), schema(table("users"))).restores is Restores.EVERYTHING
    assert planned(schema(users), EMPTY).restores is Restores.EVERYTHING
    assert planned(EMPTY, schema(users)).restores is Restores.EVERYTHING
    careless = replace(SMALL, allowed=frozenset({Hazard.DATA_LOSS}))
    (step,) = planned(schema(users), schema(table("users")), facts=careless).steps
    assert step.reversal.restores is Restores.STRUCTURE
    assert step.reversal.moves_columns
    assert "users.legacy" in step.reversal.note
    assert planned(schema(users), EMPTY, facts=careless).restores is Restores.STRUCTURE


def test_a_foreign_key_declares_a_lock_on_both_tables() -> None:
    orders = table("orders", column("user_id", "bigint"))
    linked = table("orders", column("user_id", "bigint"), constraints=[foreign_key("to_user", "user_id", "users")])
    (statement,) = planned(
        schema(table("users"), orders), schema(table("users"), linked), facts=Facts(rows={name("orders"): 1})
    ).forward
    assert {lock.relation.name: lock.mode for lock in statement.locks} == {
        "orders": LockMode.SHARE_ROW_EXCLUSIVE,
        "users": LockMode.SHARE_ROW_EXCLUSIVE,
    }


def test_many_tables_are_planned_in_seconds() -> None:
    tables = [
        table(
            f"t{number}", column("next", "bigint"), constraints=[foreign_key(f"fk{number}", "next", f"t{number + 1}")]
        )
        for number in range(500)
    ]
    start = time.perf_counter()
    migration = planned(EMPTY, schema(*tables, table("t500")))
    assert len(migration.steps) == 1001
    assert time.perf_counter() - start < 10
