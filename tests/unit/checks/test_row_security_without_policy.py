"""row-security-without-policy: a table that shows no row to anybody but its owner."""

from __future__ import annotations

from database_developer.model.schema import Policy
from database_developer.proof.checks.row_security_without_policy import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, table

BAD = script(after=schema(table("orders", column("tenant_id"), row_security=True)))


def test_row_security_without_a_policy_is_found() -> None:
    what = 'table "orders" has row security and no policy: others than the owner see no row'
    assert_finds_as_documented(CHECK, BAD, "table orders", what)


def test_row_security_with_a_policy_is_good() -> None:
    own = Policy(name="own_rows", command="ALL", using="(tenant_id = current_user)")
    assert_silent(CHECK, script(after=schema(table("orders", column("tenant_id"), own, row_security=True))))


def test_a_restrictive_policy_lets_nothing_pass() -> None:
    only = Policy(name="only", command="ALL", permissive=False, using="true")
    after = schema(table("orders", column("tenant_id"), only, row_security=True))
    assert places(CHECK, script(after=after)) == ["table orders"]


def test_a_live_table_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
