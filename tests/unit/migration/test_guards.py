"""Guards wrap statements so that they do nothing where nothing is to do."""

from __future__ import annotations

import pglast

from database_developer.migration.ddl import columns, functions, guards, sequences
from database_developer.model.migration import Lock, LockMode
from database_developer.model.schema import Function, SequenceOptions
from unit.migration.building import name


def test_a_guard_declares_what_it_may_do() -> None:
    users = name("users")
    statement = guards.only_if(
        guards.column_exists(users, "email"),
        columns.set_statistics(users, "email", 10),
        columns.set_default(users, "email", "''"),
    )
    assert statement.locks == (Lock(relation=users, mode=LockMode.ACCESS_EXCLUSIVE),)
    assert "attname = 'email'" in statement.sql


def test_a_guarded_block_is_valid_even_around_dollar_quotes() -> None:
    body = "CREATE OR REPLACE FUNCTION public.f()\n RETURNS text\n LANGUAGE sql\nAS $dbd$SELECT '\n  kept';$dbd$\n"
    made = functions.create(Function(name=name("f"), arguments="", definition=body))
    statement = guards.unless(guards.relation_exists(name("it's")), made)
    block = pglast.parse_sql(statement.sql)[0].stmt
    assert "SELECT '\n  kept'" in block.args[0].arg.sval
    pglast.parse_plpgsql(f"CREATE FUNCTION x() RETURNS void LANGUAGE plpgsql AS $outer${block.args[0].arg.sval}$outer$")


def test_a_query_within_a_block_is_performed() -> None:
    statement = guards.only_if("true", sequences.go_on_after(name("users"), "id", SequenceOptions()))
    assert "PERFORM pg_catalog.setval" in statement.sql
