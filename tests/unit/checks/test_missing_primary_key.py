"""missing-primary-key: a table whose rows nothing tells apart."""

from __future__ import annotations

from database_developer.model.schema import Partitioning, PartitionOf, TableKind
from database_developer.proof.checks.missing_primary_key import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, key, name, places, schema, script, table

BAD = script(after=schema(table("visits", column("page"))))
KEYED = table("visits", column("id", "bigint"), key("id"))


def test_a_table_without_a_primary_key_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "table visits", 'table "visits" has no primary key')


def test_a_table_with_a_primary_key_is_good() -> None:
    assert_silent(CHECK, script(after=schema(KEYED)))


def test_taking_the_key_away_is_found() -> None:
    assert places(CHECK, script(before=schema(KEYED), after=BAD.after)) == ["table visits"]


def test_a_live_table_without_a_key_is_left_alone() -> None:
    changed = table("visits", column("page"), column("seconds", "integer"))
    assert_silent(CHECK, script(before=BAD.after, after=schema(changed)))


def test_a_rollback_that_brings_a_live_table_back_is_good() -> None:
    assert_silent(CHECK, script(after=BAD.after, direction="rollback"))


def test_a_partition_has_the_key_of_its_parent() -> None:
    parent = table("visits", column("id"), key("id"), kind=TableKind.PARTITIONED, partitioning=Partitioning(key="..."))
    part = table("visits_1", column("id"), partition_of=PartitionOf(parent=name("visits"), bound="DEFAULT"))
    assert_silent(CHECK, script(after=schema(parent, part)))
