"""What stands beside tables in the corpus, read into exactly the values it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from database_developer.errors import SchemaUnreadable
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    EMPTY,
    Column,
    Composite,
    Constraint,
    ConstraintKind,
    Domain,
    Enum,
    Function,
    Grant,
    IndexKey,
    Namespace,
    NotNull,
    Policy,
    Schema,
    Sequence,
    SequenceOptions,
    Trigger,
    signature_of,
)
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.server import Run
from support.schemas import snippets

EVERYBODY_MAY_USE = (Grant(role="", privilege="USAGE"),)
EVERYBODY_MAY_EXECUTE = (Grant(role="", privilege="EXECUTE"),)


@pytest.fixture(scope="module")
def schema(run: Run) -> Iterator[Schema]:
    with run.shadow("objects") as shadow:
        with shadow.session() as session:
            for snippet in snippets(run.version):
                session.run(snippet.sql)
        yield shadow.schema()


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def test_an_empty_database_has_what_initdb_put_there(run: Run) -> None:
    first = Namespace(name="public", comment="standard public schema", grants=EVERYBODY_MAY_USE)
    with run.shadow("empty") as shadow:
        assert shadow.schema() == replace(EMPTY, namespaces={"public": first})


def test_namespaces(schema: Schema) -> None:
    assert sorted(schema.namespaces) == ["Mixed Case", "counting", "extras", "public", "shared"]
    assert schema.namespaces["shared"] == Namespace(
        name="shared", comment="for all", grants=(Grant(role="pg_monitor", privilege="USAGE"),)
    )


def test_extensions_come_without_their_members(schema: Schema) -> None:
    assert {name: each.schema for name, each in schema.extensions.items()} == {
        "citext": "extras",
        "hstore": "public",
        "pg_trgm": "extras",
    }
    assert not [name for name in schema.functions if name.schema == "extras"]
    assert not [name for name in (*schema.domains, *schema.composites, *schema.enums) if name.schema == "extras"]
    (users,) = (each for each in schema.tables.values() if each.name.name == "extension_users")
    assert [each.type for each in users.columns] == ["extras.citext", "public.hstore", "text", "extras.citext[]"]
    assert [each.keys for each in users.indexes][2] == (IndexKey(text="c", opclass="extras.gist_trgm_ops"),)


def test_enums(schema: Schema) -> None:
    assert schema.enums[public("mood")] == Enum(
        name=public("mood"),
        labels=("sad", "ok", "fine", "happy"),
        comment="how one feels",
        grants=(*EVERYBODY_MAY_USE, Grant(role="pg_monitor", privilege="USAGE", grantable=True)),
    )
    assert schema.enums[QualifiedName("Mixed Case", "Mood")].labels == ("ok", "it's", "Über", "")


def test_composites(schema: Schema) -> None:
    assert schema.composites == {
        public("address"): Composite(
            name=public("address"),
            attributes=(
                Column(name="street", type="text", comment="the street"),
                Column(name="Zip", type="character varying(10)"),
                Column(name="moods", type="public.mood[]"),
            ),
            comment="where",
        )
    }


def test_domains(schema: Schema) -> None:
    assert schema.domains[public("email")] == Domain(
        name=public("email"),
        type="character varying(255)",
        not_null=NotNull(),
        collation='"C"',
        constraints=(
            Constraint(
                name="has_at",
                kind=ConstraintKind.CHECK,
                definition="CHECK (((VALUE)::text ~ '@'::text))",
                expression="((VALUE)::text ~ '@'::text)",
                comment="an at",
            ),
            Constraint(
                name="short",
                kind=ConstraintKind.CHECK,
                definition="CHECK ((length((VALUE)::text) < 100))",
                expression="(length((VALUE)::text) < 100)",
            ),
        ),
        grants=EVERYBODY_MAY_USE,
    )
    assert schema.domains[public("more_positive")].type == "public.positive"
    assert schema.domains[public("positive")].default == "1"
    later = next(each for each in schema.domains[public("positive")].constraints if each.name == "later")
    assert (later.validated, later.definition) == (False, "CHECK ((VALUE < 1000)) NOT VALID")
    assert schema.domains[public("named_domain")].not_null == NotNull(name="must_be")


def test_sequences(schema: Schema) -> None:
    counted = QualifiedName("counting", "counted")
    whole = SequenceOptions(type="integer", maximum=2147483647)
    assert schema.sequences[QualifiedName("counting", "counted_id_seq")] == Sequence(
        name=QualifiedName("counting", "counted_id_seq"), options=whole, owned_by=(counted, "id")
    )
    assert schema.sequences[public("tiny")] == Sequence(
        name=public("tiny"),
        options=SequenceOptions(type="smallint", maximum=32767, cache=20, cycle=True),
        comment="small",
        grants=(Grant(role="pg_monitor", privilege="USAGE"),),
    )
    assert schema.sequences[public("handed")].owned_by == (public("identities"), "a")
    assert schema.sequences[QualifiedName("counting", "down")].options == SequenceOptions(
        start=-1, increment=-1, minimum=-10, maximum=-1
    )
    assert not [name for name in schema.sequences if name.name in ("odd_name", "customers_id_seq")]


def test_functions(schema: Schema) -> None:
    added = schema.functions[signature_of(public("add"), "a integer, b integer")]
    assert (added.comment, added.returns, added.grants) == ("adds", "integer", EVERYBODY_MAY_EXECUTE)
    assert signature_of(public("add"), "a text, b text") in schema.functions
    secret = schema.functions[signature_of(public("secret"), "")]
    assert secret == Function(
        name=public("secret"),
        arguments="",
        definition=secret.definition,
        returns="SETOF date",
        language="plpgsql",
        security_definer=True,
        settings=("search_path=pg_catalog, public", "work_mem=8MB"),
        grants=(Grant(role="pg_monitor", privilege="EXECUTE"),),
    )
    assert secret.definition.startswith("CREATE OR REPLACE FUNCTION public.secret()\n RETURNS SETOF date\n")
    acts = schema.functions[signature_of(public("act"), "INOUT n integer")]
    assert (acts.procedure, acts.returns, acts.comment) == (True, None, "acts")


def test_neither_aggregates_nor_a_ranges_constructors_are_functions(schema: Schema) -> None:
    names = {function.name.name for function in schema.functions.values()}
    assert names == {"add", "secret", "listed", "tabled", "act", "touch"}


def test_triggers(schema: Schema) -> None:
    whole, part = schema.table(public("touched")), schema.table(public("touched_1"))
    assert whole.triggers[0] == Trigger(
        name="first",
        definition="CREATE TRIGGER first BEFORE INSERT ON public.touched"
        " FOR EACH ROW EXECUTE FUNCTION public.touch('x', 'it''s')",
        function=public("touch"),
        comment="the first",
    )
    assert {each.name: (each.inherited, each.enabled) for each in part.triggers} == {
        "first": (True, "O"),
        "second": (True, "O"),
        "third": (False, "D"),
        "fourth": (False, "A"),
    }
    assert [each.name for each in schema.views[public("touched_view")].triggers] == ["instead"]
    assert part.constraints == ()


def test_policies(schema: Schema) -> None:
    guarded = schema.table(public("guarded"))
    assert (guarded.row_security, guarded.row_security_forced) == (True, True)
    assert guarded.policies == (
        Policy(name="adding", command="insert", roles=("pg_read_all_data",), check="(id < 10)"),
        Policy(name="everyone", command="all", using="true", comment="all of them"),
        Policy(
            name="mine",
            command="update",
            permissive=False,
            roles=("pg_monitor", "pg_read_all_data"),
            using="(owner_name = CURRENT_USER)",
            check="(id > 0)",
        ),
    )


def test_views(schema: Schema) -> None:
    names = schema.views[public("seen_names")]
    assert names.definition == " SELECT id,\n    name\n   FROM public.seen\n  WHERE (name IS NOT NULL)"
    assert names.columns == (
        Column(name="id", type="integer"),
        Column(name="name", type="text", default="'x'::text", comment="the name"),
    )
    assert (names.options, names.comment) == (("check_option=local",), "names")
    assert names.grants == (Grant(role="pg_monitor", privilege="SELECT"),)
    assert schema.views[public("seen_twice")].depends_on == (public("seen"), public("seen_names"))
    assert schema.views[public("seen_twice")].options == ("security_barrier=true",)
    assert schema.views[public("seen_tree")].depends_on == (public("seen"),)
    assert schema.views[public("of_the_system")].depends_on == ()


def test_materialized_views(schema: Schema) -> None:
    count, later = schema.views[public("seen_count")], schema.views[public("seen_later")]
    assert (count.materialized, count.populated, later.populated) == (True, True, False)
    assert [(each.name, each.unique, each.definition) for each in count.indexes] == [
        ("seen_count_parent", True, "btree (parent)")
    ]
    assert later.depends_on == (count.name,)


def test_a_catalog_that_cannot_be_read_is_said_so(run: Run) -> None:
    with run.shadow("shut") as shadow, shadow.session("statement_timeout=10s") as session:
        session.run("CREATE TABLE customers (id int)")
        session.run(f'REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC; CREATE ROLE "{shadow.name}"')
        try:
            session.run(f'SET ROLE "{shadow.name}"')
            with pytest.raises(SchemaUnreadable, match="permission denied for table pg_class"):
                read_schema(session.connection)
        finally:
            session.run(f'RESET ROLE; DROP ROLE "{shadow.name}"')
