"""The hash of a schema."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.fingerprint import fingerprint, fingerprints
from unit.migration.building import check, column, name, required, schema, table


def test_no_order_counts() -> None:
    one = schema(table("users", column("a"), column("b")), table("orders"))
    two = schema(table("orders"), table("users", column("b"), column("a")))
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(one).startswith("sha256:")
    assert len(fingerprint(one)) == 71


def test_every_change_counts() -> None:
    users = table("users", column("a"))
    others = (
        table("users", required("a")),
        table("users", column("a", "integer")),
        table("users", column("a"), comment="x"),
        table("users", column("a"), constraints=[check("c", "true")]),
        replace(users, name=name("app.users")),
        replace(users, row_security=True),
    )
    hashes = {fingerprint(schema(it)) for it in (users, *others)}
    assert len(hashes) == len(others) + 1


def test_several_at_once_have_the_same_as_each_alone() -> None:
    users = table("users", column("a"))
    schemas = (schema(users), schema(users, table("orders")), schema(replace(users, comment="x")))
    assert fingerprints(schemas) == tuple(map(fingerprint, schemas))
