"""serial-key: numbers from a sequence that only happens to belong to the column."""

from __future__ import annotations

from database_developer.model.schema import Identity, Sequence
from database_developer.proof.checks.serial_key import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, key, name, schema, script, table

NEXT = "nextval('orders_id_seq'::regclass)"
OWNED = Sequence(name=name("orders_id_seq"), owned_by=(name("orders"), "id"))
ORDERS = table("orders", column("id", "bigint", default=NEXT), key("id"))
BAD = script(after=schema(ORDERS, OWNED))


def test_serial_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "column orders.id", 'column "id" is numbered by serial')


def test_an_identity_column_is_good() -> None:
    numbered = table("orders", column("id", "bigint", identity=Identity(always=False)), key("id"))
    assert_silent(CHECK, script(after=schema(numbered)))


def test_a_sequence_of_its_own_is_good() -> None:
    assert_silent(CHECK, script(after=schema(ORDERS, Sequence(name=name("orders_id_seq")))))


def test_live_serial_columns_are_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
