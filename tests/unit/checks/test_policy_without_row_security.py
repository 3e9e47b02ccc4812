"""policy-without-row-security: a policy that nobody enforces."""

from __future__ import annotations

from database_developer.model.schema import Policy
from database_developer.proof.checks.policy_without_row_security import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, table

OWN = Policy(name="own_rows", command="ALL", using="(tenant_id = current_user)")
BAD = script(after=schema(table("orders", column("tenant_id"), OWN)))
GUARDED = schema(table("orders", column("tenant_id"), OWN, row_security=True))


def test_a_policy_without_row_security_is_found() -> None:
    what = 'policy "own_rows" has no effect: row security of "orders" is off'
    assert_finds_as_documented(CHECK, BAD, "table orders", what)


def test_a_policy_with_row_security_is_good() -> None:
    assert_silent(CHECK, script(after=GUARDED))


def test_switching_row_security_off_is_found() -> None:
    assert places(CHECK, script(before=GUARDED, after=BAD.after)) == ["table orders"]
