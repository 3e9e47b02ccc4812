"""Constraints and indexes of the corpus, read into exactly the values they should be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Index,
    IndexKey,
    Reference,
    Schema,
    Table,
)
from database_developer.postgres.server import Run
from support.schemas import snippets


@pytest.fixture(scope="module")
def schema(run: Run) -> Iterator[Schema]:
    with run.shadow("keys") as shadow:
        with shadow.session() as session:
            for snippet in snippets(run.version):
                session.run(snippet.sql)
        yield shadow.schema()


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def table(schema: Schema, name: str) -> Table:
    return schema.table(public(name))


def constraint(schema: Schema, owner: str, name: str) -> Constraint:
    found = table(schema, owner).constraint(name)
    assert found is not None
    return found


def index(owner: Table, name: str) -> Index:
    return next(index for index in owner.indexes if index.name == name)


def test_names_are_held_without_quotes_and_definitions_with_them(schema: Schema) -> None:
    name = QualifiedName("Mixed Case", "Ta USING btree (x)")
    found = schema.table(name)
    assert found.columns[2] == Column(name='a"b', type='"Mixed Case"."Mood"', default='\'ok\'::"Mixed Case"."Mood"')
    assert found.constraint("Con Straint") == Constraint(
        name="Con Straint",
        kind=ConstraintKind.UNIQUE,
        definition='UNIQUE ("select", "a""b")',
        columns=("select", 'a"b'),
    )
    assert index(found, "In USING btree (y)") == Index(
        name="In USING btree (y)",
        definition='btree ("select", "naïve" DESC) INCLUDE ("a.b")',
        keys=(IndexKey(text="select"), IndexKey(text="naïve", descending=True, nulls_first=True)),
        include=("a.b",),
    )
    (reference,) = (each.reference for each in schema.table(name.renamed("user")).foreign_keys)
    assert reference == Reference(table=name, columns=("Id",), on_delete="cascade")


def test_references(schema: Schema) -> None:
    found = constraint(schema, "orders", "orders_parent")
    assert found == Constraint(
        name="orders_parent",
        kind=ConstraintKind.FOREIGN_KEY,
        definition="FOREIGN KEY (tenant, parent) REFERENCES public.orders(tenant, number)"
        " ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED",
        columns=("tenant", "parent"),
        reference=Reference(
            table=public("orders"), columns=("tenant", "number"), on_update="cascade", on_delete="restrict"
        ),
        deferrable=True,
        deferred=True,
    )
    late = constraint(schema, "order_lines", "late")
    assert (late.validated, late.columns, late.definition.endswith(" NOT VALID")) == (False, ("number", "tenant"), True)


def test_odd_checks(schema: Schema) -> None:
    found = table(schema, "checked")
    assert constraint(schema, "checked", "always").columns == ()
    assert constraint(schema, "checked", "whole").columns == ()
    assert constraint(schema, "checked", "alone").no_inherit
    assert constraint(schema, "checked", "alone").definition == "CHECK ((a < 100)) NO INHERIT"
    assert constraint(schema, "checked", "not_yet").definition == "CHECK ((a <> 7)) NOT VALID"
    assert constraint(schema, "checked", "big").comment == "not small"
    assert [each.name for each in found.constraints] == sorted(each.name for each in found.constraints)


def test_checks_that_look_alike_keep_their_own_columns(schema: Schema) -> None:
    checks = {
        (name, each.columns, each.expression)
        for name in ("alike_1", "alike_2", "alike_3", "alike_4")
        for each in table(schema, name).constraints
    }
    assert checks == {
        ("alike_1", ("a",), "(a > 0)"),
        ("alike_2", ("a",), "(a > 0)"),
        ("alike_3", ("x",), "(x > 0)"),
        ("alike_4", ("a",), "(a > 0)"),
        ("alike_4", ("A",), '("A" > 0)'),
        ("alike_4", ("c",), "(c > 0)"),
    }
    assert "alike_6.*" in (constraint(schema, "alike_6", "whole").expression or "")


def test_an_exclusion(schema: Schema) -> None:
    found = constraint(schema, "bookings", "no_overlap")
    assert (found.kind, found.columns) == (ConstraintKind.EXCLUDE, ("during",))
    assert found.definition == "EXCLUDE USING gist (during WITH &&) WHERE ((NOT cancelled))"
    assert table(schema, "bookings").indexes == ()


def test_nulls_not_distinct(schema: Schema) -> None:
    found = table(schema, "one_null")
    assert found.constraints[0].definition == "UNIQUE NULLS NOT DISTINCT (a, b)"
    assert found.constraints[0].nulls_not_distinct
    assert index(found, "one_null_b").definition == "btree (b) NULLS NOT DISTINCT"
    assert index(found, "one_null_b").nulls_not_distinct


def test_index_keys(schema: Schema) -> None:
    indexed = table(schema, "indexed")
    assert index(indexed, "indexed_both").keys == (
        IndexKey(text="name", descending=True, opclass="text_pattern_ops", collation='"POSIX"'),
    )
    assert index(indexed, "indexed_lower").keys == (
        IndexKey(text="lower(name)", is_expression=True),
        IndexKey(text="((id + 1))", is_expression=True, descending=True, nulls_first=True),
        IndexKey(text="((name || 'it''s, \"x\"'::text))", is_expression=True, collation='"C"'),
    )
    assert index(indexed, "indexed_partial").predicate == "((id > 5) AND (name IS NOT NULL))"
    assert index(indexed, "indexed_gist").keys[1] == IndexKey(text="words", opclass="tsvector_ops")
    assert index(indexed, "indexed_gist").method == "gist"
    assert index(indexed, "indexed_unique") == Index(
        name="indexed_unique",
        definition="btree (id) INCLUDE (name, code) WITH (fillfactor='50')",
        unique=True,
        keys=(IndexKey(text="id"),),
        include=("name", "code"),
    )


def test_a_reference_to_a_partitioned_table_is_one_constraint(schema: Schema) -> None:
    assert len(table(schema, "event_users").constraints) == 1
    assert [each.name for each in table(schema, "areas").foreign_keys] == ["areas_to_self"]
    assert [each.inherited for each in table(schema, "areas_de").foreign_keys] == [True]
