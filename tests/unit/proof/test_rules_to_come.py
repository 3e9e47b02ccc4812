"""The rows a migration finds keep what it demands of them, unless it fills that itself."""

from __future__ import annotations

from database_developer.model.schema import ConstraintKind
from database_developer.proof.rules_to_come import with_rules_to_come
from support.checks import check, column, foreign_key, name, schema, table, unique

READINGS = name("readings")
BEFORE = schema(table("readings", column("value", "integer", required=False), column("label", required=False)))


def test_a_value_demanded_later_is_there_before() -> None:
    after = schema(table("readings", column("value", "integer"), column("label", required=False)))
    found = with_rules_to_come(BEFORE, after, frozenset())
    assert [it.is_required for it in found.tables[READINGS].columns] == [True, False]


def test_what_the_migration_fills_is_empty_before() -> None:
    after = schema(table("readings", column("value", "integer"), column("label", required=False)))
    assert with_rules_to_come(BEFORE, after, frozenset({(READINGS, "value")})) is BEFORE


def test_keys_and_checks_of_standing_columns_are_kept() -> None:
    rules = (check("value > 0", "value"), unique("label"))
    after = schema(table("readings", *BEFORE.tables[READINGS].columns, *rules))
    found = with_rules_to_come(BEFORE, after, frozenset())
    assert found.tables[READINGS].constraints == rules


def test_a_rule_over_a_new_column_asks_nothing_of_old_rows() -> None:
    rule = check("value > low", "value", "low")
    after = schema(table("readings", *BEFORE.tables[READINGS].columns, column("low", "integer"), rule))
    assert with_rules_to_come(BEFORE, after, frozenset()) is BEFORE


def test_a_column_of_another_type_keeps_its_own_rules() -> None:
    after = schema(table("readings", column("value", "bigint"), column("label", required=False)))
    assert with_rules_to_come(BEFORE, after, frozenset()) is BEFORE


def test_a_reference_is_kept_where_its_table_stands() -> None:
    after = schema(
        table("readings", *BEFORE.tables[READINGS].columns, foreign_key("value", "sensors")),
        table("sensors", column("id", "integer")),
    )
    assert with_rules_to_come(BEFORE, after, frozenset()) is BEFORE
    standing = schema(BEFORE.tables[READINGS], table("sensors", column("id", "integer")))
    kinds = [it.kind for it in with_rules_to_come(standing, after, frozenset()).tables[READINGS].constraints]
    assert kinds == [ConstraintKind.FOREIGN_KEY]


def test_a_table_that_goes_is_left_as_it_is() -> None:
    assert with_rules_to_come(BEFORE, schema(), frozenset()) is BEFORE
