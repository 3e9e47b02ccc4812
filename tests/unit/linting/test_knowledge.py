"""What the linter knows from the file, from a schema as a value, and about who runs the file."""

from __future__ import annotations

import pytest

from database_developer.migration.formats import backfills
from database_developer.migration.linting import Severity
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Index, IndexKey, Partitioning, PartitionOf
from support.linting import found, rules_in
from support.live import column, schema, table

CHECK = Constraint(
    name="note_set", kind=ConstraintKind.CHECK, definition="CHECK ((note IS NOT NULL))", expression="note IS NOT NULL"
)
ORDERS = table(
    "orders",
    column("id", "bigint", required=True),
    column("status", "character varying(20)"),
    column("note"),
    constraints=(
        Constraint(name="orders_pkey", kind=ConstraintKind.PRIMARY_KEY, definition="PRIMARY KEY (id)", columns=("id",)),
        CHECK,
    ),
    indexes=(Index(name="by_status", definition="btree (status)", keys=(IndexKey(text="status"),)),),
)


def test_a_schema_tells_types_keys_and_proofs() -> None:
    known = {"schema": schema(ORDERS)}
    assert rules_in("SET lock_timeout = '1s';\nALTER TABLE orders ALTER status TYPE varchar(40);", **known) == []
    assert rules_in("SET lock_timeout = '1s';\nALTER TABLE orders ALTER note SET NOT NULL;", **known) == []
    (finding,) = found("ALTER TABLE orders ALTER status TYPE varchar(9);", "change-column-type", **known)
    assert finding.severity is Severity.ERROR
    assert "from character varying(20) to character varying(9)" in finding.message
    (update,) = found("UPDATE orders SET note = 'x';", "unbatched-change", **known)
    assert '"key": [["id", "bigint"]]' in update.safe_sql


def test_a_schema_tells_which_table_an_index_is_on() -> None:
    sql = "BEGIN;\nALTER TABLE users ADD a int;\nDROP INDEX by_status;\nCOMMIT;"
    assert "several-tables-locked" not in rules_in(sql)
    assert "several-tables-locked" in rules_in(sql, schema=schema(ORDERS))


def test_a_schema_tells_of_partitions() -> None:
    whole = table("events", column("at", "date"))
    whole = type(whole)(name=whole.name, columns=whole.columns, partitioning=Partitioning(key="RANGE (at)"))
    rest = table("rest", column("at", "date"))
    rest = type(rest)(
        name=rest.name, columns=rest.columns, partition_of=PartitionOf(parent=whole.name, bound="DEFAULT")
    )
    sql = "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
    (finding,) = found(sql, "attach-partition", schema=schema(whole, rest))
    assert 'nobody reads or writes "old" and "rest"' in finding.message
    assert "rest_not_old" in finding.safe_sql


def test_what_was_there_before_is_not_new() -> None:
    assert "index-without-concurrently" in rules_in("CREATE INDEX ON t (a);", schema_sql="CREATE TABLE t (a int);")
    sql = "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE INDEX ON t (a);"
    assert "index-without-concurrently" not in rules_in(sql)
    assert "index-without-concurrently" in rules_in(sql, schema_sql="CREATE TABLE t (a int);")


@pytest.mark.parametrize("runner", [False, True])
def test_who_wraps_the_file_in_a_transaction_decides(runner: bool) -> None:
    sql = "CREATE INDEX CONCURRENTLY i ON t (a);"
    assert ("inside-transaction" in rules_in(sql, in_transaction=runner)) is runner


def test_a_block_in_batches_that_is_known_is_right_as_it_is() -> None:
    batches = Batches(
        table=QualifiedName("public", "t"), update=f"UPDATE t AS t SET a = 1 WHERE {RANGE} AND t.a IS NULL"
    )
    sql = f"{backfills.spelled(batches)};"
    assert rules_in(sql) == []
    assert rules_in(f"BEGIN;\n{sql}\nCOMMIT;") == ["inside-transaction"]
    assert "unbatched-change" not in rules_in(sql.replace("a = 1", "a = 2"))


def test_a_table_that_a_rollback_took_back_is_not_new() -> None:
    sql = "BEGIN;\nCREATE TABLE t (a int);\nROLLBACK TO x;\nCREATE INDEX ON t (a);\nROLLBACK;\nCREATE INDEX ON t (a);"
    assert [one.span.line for one in found(sql, "index-without-concurrently")] == [6]


def test_a_new_table_is_new_under_its_next_name_and_in_its_next_schema() -> None:
    sql = "CREATE TABLE a (b int);\nALTER TABLE a RENAME TO c;\nALTER TABLE c SET SCHEMA d;\nCREATE INDEX ON d.c (b);"
    assert rules_in(sql) == ["not-repeatable"]


def test_a_table_that_was_dropped_is_new_no_more() -> None:
    sql = "CREATE TABLE a (b int);\nDROP TABLE a;\nCREATE INDEX ON a (b);"
    assert "index-without-concurrently" in rules_in(sql)
