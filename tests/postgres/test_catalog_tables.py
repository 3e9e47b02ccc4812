"""Tables of the corpus, read into exactly the values they should be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Generated,
    Grant,
    Identity,
    NotNull,
    Partitioning,
    PartitionOf,
    Schema,
    SequenceOptions,
    Table,
    TableKind,
)
from database_developer.postgres.server import Run
from support.schemas import LONG, LONG_UNICODE, snippets


@pytest.fixture(scope="module")
def schema(run: Run) -> Iterator[Schema]:
    with run.shadow("tables") as shadow:
        with shadow.session() as session:
            for snippet in snippets(run.version):
                session.run(snippet.sql)
        yield shadow.schema()


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def table(schema: Schema, name: str) -> Table:
    return schema.table(public(name))


def column(schema: Schema, owner: str, name: str) -> Column:
    found = table(schema, owner).column(name)
    assert found is not None
    return found


def test_a_plain_table(schema: Schema) -> None:
    customers = table(schema, "customers")
    assert customers.columns[:5] == (
        Column(
            name="id",
            type="integer",
            not_null=NotNull(),
            identity=Identity(always=False, options=SequenceOptions(type="integer", maximum=2147483647)),
        ),
        Column(name="email", type="character varying(255)", not_null=NotNull(), comment="lower case"),
        Column(name="display_name", type="text", default="'nobody'::text"),
        Column(name="balance", type="numeric(12,2)", not_null=NotNull(), default="0"),
        Column(name="birthday", type="date", default="'2000-02-29'::date"),
    )
    assert customers.constraints == (
        Constraint(
            name="customers_balance_check",
            kind=ConstraintKind.CHECK,
            definition="CHECK ((balance >= (0)::numeric))",
            columns=("balance",),
            expression="(balance >= (0)::numeric)",
        ),
        Constraint(
            name="customers_email_key", kind=ConstraintKind.UNIQUE, definition="UNIQUE (email)", columns=("email",)
        ),
        Constraint(
            name="customers_pkey",
            kind=ConstraintKind.PRIMARY_KEY,
            definition="PRIMARY KEY (id)",
            columns=("id",),
            comment="the key",
        ),
    )
    assert customers.indexes == ()
    assert customers.comment == 'Who buys; it\'s "them"'


def test_a_timestamp_default_is_told_in_utc(schema: Schema) -> None:
    seen = column(schema, "customers", "seen_at")
    assert seen.default == "'2023-12-31 22:00:00+00'::timestamp with time zone"


def test_a_table_without_columns(schema: Schema) -> None:
    assert table(schema, "no_columns") == Table(name=public("no_columns"))


def test_columns_that_were_dropped_leave_no_gap(schema: Schema) -> None:
    found = table(schema, "dropped_columns")
    assert [each.name for each in found.columns] == ["c", "d", "e"]
    assert {each.name: each.columns for each in found.constraints} == {
        "dropped_columns_check": ("d", "c"),
        "dropped_columns_e_key": ("e",),
        "dropped_columns_pkey": ("c",),
    }
    assert [key.text for key in found.indexes[0].keys] == ["d", "c"]


def test_the_servers_own_long_names_are_recognized(schema: Schema) -> None:
    first, second = table(schema, LONG), table(schema, LONG_UNICODE)
    assert all(each.not_null in (None, NotNull()) for each in (*first.columns, *second.columns))
    assert first.columns[0].identity == Identity(always=True)
    assert second.columns[0].identity is not None
    assert second.columns[0].identity.sequence_name is None


def test_identities(schema: Schema) -> None:
    small = SequenceOptions(type="smallint", start=10, increment=5, maximum=100, cache=3, cycle=True)
    assert column(schema, "identities", "b").identity == Identity(always=False, options=small)
    assert column(schema, "identities", "c").identity == Identity(
        always=True, options=SequenceOptions(minimum=-5, start=-5), sequence_name=public("odd_name")
    )
    renamed = column(schema, "renamed_identities", "a").identity
    assert renamed is not None
    assert renamed.sequence_name == public("identities_renamed_a_seq")


def test_generated_columns(schema: Schema) -> None:
    assert column(schema, "generated", "b") == Column(
        name="b", type="integer", generated=Generated(expression="(a * 2)")
    )
    assert column(schema, "virtual", "b").generated == Generated(expression="(a + 1)", stored=False)


def test_column_settings(schema: Schema) -> None:
    assert table(schema, "column_settings").columns == (
        Column(name="a", type="text", collation='"C"'),
        Column(name="b", type="text", storage="external"),
        Column(name="c", type="text", statistics=500, options=("n_distinct=-0.5", "n_distinct_inherited=7")),
        Column(name="d", type="bytea", storage="main"),
        Column(name="e", type="text", compression="pglz"),
    )
    assert [each.collation for each in table(schema, "collated").columns] == ["public.german", None, '"default"']


def test_table_settings(schema: Schema) -> None:
    unlogged = table(schema, "unlogged")
    assert unlogged.unlogged
    assert unlogged.options == ("autovacuum_enabled=false", "fillfactor=70", "toast.autovacuum_enabled=off")
    identities = [
        table(schema, name).replica_identity for name in ("customers", "watched", "watched_fully", "unwatched")
    ]
    assert identities == ["default", "index watched_id", "full", "nothing"]


def test_not_nulls_with_names(schema: Schema) -> None:
    assert [each.not_null for each in table(schema, "not_nulls").columns] == [
        NotNull(name="has_a"),
        NotNull(no_inherit=True),
        NotNull(validated=False),
        NotNull(),
        NotNull(name="not_nulls_e_not_null"),
    ]
    assert {each.enforced for each in table(schema, "unenforced").constraints} == {False}


def test_partitions(schema: Schema) -> None:
    events, year, hashed = (table(schema, name) for name in ("events", "events_2025", "events_2025_0"))
    assert (events.kind, events.partitioning) == (TableKind.PARTITIONED, Partitioning(key="RANGE (at)"))
    assert year.partition_of == PartitionOf(parent=events.name, bound="FOR VALUES FROM ('2025-01-01') TO (MAXVALUE)")
    assert year.partitioning == Partitioning(key="HASH (id)")
    assert year.inherits == ()
    assert all(each.inherited for each in year.columns)
    assert {each.name: each.inherited for each in year.constraints} == {
        "amount_positive": True,
        "events_2025_pkey": True,
        "events_kind_check": True,
        "own": False,
    }
    assert hashed.partition_of == PartitionOf(parent=year.name, bound="FOR VALUES WITH (modulus 2, remainder 0)")
    assert {each.inherited for each in hashed.indexes} == {True}
    assert {each.name: each.inherited for each in table(schema, "events_2024").indexes} == {
        "events_2024_amount": False,
        "events_2024_kind_at_idx": True,
        "events_2024_lower_idx": True,
    }
    bound = table(schema, "events_rest").partition_of
    assert bound is not None
    assert bound.bound == "DEFAULT"


def test_a_partitions_identity_counts_as_its_parent_does(schema: Schema) -> None:
    expected = Identity(always=True, options=SequenceOptions(start=100))
    assert [column(schema, name, "id").identity for name in ("tallies", "tallies_1", "tallies_1_1")] == [expected] * 3


def test_inheritance(schema: Schema) -> None:
    dogs, cats = table(schema, "dogs"), table(schema, "cats")
    assert dogs.inherits == (public("animals"), public("things"))
    assert [each.inherited for each in dogs.columns] == [True, True, True, False]
    assert [each.inherited for each in dogs.constraints] == [True]
    assert [each.inherited for each in cats.columns] == [True, False]
    assert [each.inherited for each in cats.constraints] == [False]


def test_grants(schema: Schema) -> None:
    granted = table(schema, "granted")
    assert granted.grants == (
        Grant(role="", privilege="SELECT"),
        Grant(role="pg_monitor", privilege="INSERT"),
        Grant(role="pg_monitor", privilege="SELECT"),
        Grant(role="pg_monitor", privilege="UPDATE", grantable=True),
    )
    assert [each.grants for each in granted.columns] == [
        (Grant(role="pg_read_all_data", privilege="SELECT"), Grant(role="pg_read_all_data", privilege="UPDATE")),
        (Grant(role="pg_read_all_data", privilege="UPDATE"),),
        (),
    ]
