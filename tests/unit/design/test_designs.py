"""From requests to designs: keys, references, types, sets, uniqueness, indexes, each with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.design import design
from database_developer.design.spelling import index, primary_key
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
    EntityAsk,
    LookupAsk,
    QueryAsk,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.model.schema import Enum, IndexKey, Table
from support.asks import analytics, request, said, teams
from support.live import USERS, key, schema, table, users

LIVE = schema(users())
EVENTS = QualifiedName("public", "analytics_events")
SUMMARY = QualifiedName("public", "analytics_daily_summary")


def designed(*asks: Ask) -> Design:
    return design(request(*asks), LIVE)


def table_in(result: Design, name: str) -> Table:
    return result.target.tables[QualifiedName("public", name)]


def definitions(found: Table) -> dict[str, str]:
    return {constraint.name: constraint.definition for constraint in found.constraints}


def indexes(found: Table) -> dict[str, str]:
    return {index.name: index.definition for index in found.indexes}


def types(found: Table) -> dict[str, str]:
    return {one.name: one.type + (" not null" if one.is_required else "") for one in found.columns}


def test_analytics_columns_follow_the_ticket_and_the_house() -> None:
    result = design(analytics(), LIVE)
    assert not result.questions
    assert types(result.target.tables[EVENTS]) == {
        "id": "bigint not null",
        "user_id": "integer not null",
        "event_type": "character varying(100) not null",
        "event_data": "jsonb",
        "created_at": "timestamp with time zone not null",
        "updated_at": "timestamp with time zone not null",
    }
    assert types(result.target.tables[SUMMARY]) == {
        "id": "bigint not null",
        "user_id": "integer not null",
        "date": "date not null",
        "event_counts": "jsonb not null",
    }


def test_each_query_and_reference_has_one_index_and_none_is_redundant() -> None:
    result = design(analytics(), LIVE)
    assert indexes(result.target.tables[EVENTS]) == {
        "analytics_events_event_type_created_at_idx": "btree (event_type, created_at)",
        "analytics_events_user_id_created_at_idx": "btree (user_id, created_at DESC)",
        "analytics_events_event_data_idx": "gin (event_data jsonb_path_ops)",
    }
    assert indexes(result.target.tables[SUMMARY]) == {"analytics_daily_summary_date_idx": "btree (date)"}
    assert [len(query.indexes) for query in result.queries] == [1, 1, 1, 1]


def test_deletion_that_the_ticket_wants_works_for_what_it_does_not_speak_of() -> None:
    result = design(analytics(), LIVE)
    assert all(
        "ON DELETE CASCADE" in definitions(result.target.tables[name])[f"{name}_user_id_fkey"]
        for name in (EVENTS, SUMMARY)
    )
    assumed = [decision.address.name.name for decision in result.decisions if decision.is_assumption]
    assert assumed == ["analytics_daily_summary_user_id_fkey"]


def test_teams_get_a_table_of_pairs() -> None:
    result = design(teams(), LIVE)
    assert not result.questions
    pairs = table_in(result, "memberships")
    assert definitions(pairs)["memberships_pkey"] == "PRIMARY KEY (user_id, team_id)"
    assert definitions(pairs)["memberships_role_check"] == "CHECK (role IN ('owner', 'admin', 'member'))"
    assert indexes(pairs) == {"memberships_team_id_joined_at_idx": "btree (team_id, joined_at)"}
    team = table_in(result, "teams")
    assert indexes(team)["teams_name_lower_key"] == "btree (lower(name))"
    assert definitions(team)["teams_owner_id_fkey"].endswith("ON DELETE RESTRICT")


def test_every_new_object_has_a_reason() -> None:
    result = design(analytics(), LIVE)
    explained = {decision.address for decision in result.decisions}
    for name in (EVENTS, SUMMARY):
        found = result.target.tables[name]
        assert any(address.name == name for address in explained)
        for part in (*found.columns, *found.indexes):
            assert any(a.owner == name and a.name.name == part.name for a in explained), part.name


def test_without_a_live_schema_the_defaults_hold() -> None:
    result = design(request(EntityAsk(entity="order line", quote=said("x"))), schema())
    found = table_in(result, "order_lines")
    assert found.columns[0].type == "bigint"
    assert found.columns[0].identity is not None


@pytest.mark.parametrize(
    ("live_name", "wanted"), [("person", "invoice"), ("people", "invoices")], ids=["singular", "plural"]
)
def test_names_follow_the_live_number(live_name: str, wanted: str) -> None:
    live = schema(table(live_name, key(), constraints=(primary_key("k", ("id",)),)))
    result = design(request(EntityAsk(entity="invoice", quote=said("x"))), live)
    assert QualifiedName("public", wanted) in result.target.tables


def test_an_existing_table_is_recognised_and_not_made_again() -> None:
    result = designed(
        EntityAsk(entity="user", quote=said("x")), AttributeAsk(entity="user", attribute="email", quote=said("y"))
    )
    assert set(result.target.tables) == {USERS}
    assert result.target.tables[USERS].columns == users().columns


def test_a_clash_of_type_is_asked() -> None:
    result = designed(AttributeAsk(entity="user", attribute="email", type="integer", quote=said("email is a number")))
    assert [question.id for question in result.questions] == ["type-users-email"]


def test_a_reference_to_nothing_is_asked() -> None:
    result = designed(
        EntityAsk(entity="invoice", quote=said("x")),
        RelationAsk(child="invoice", parent="project", quote=said("an invoice belongs to a project")),
    )
    assert "no table for" in result.questions[0].text
    assert result.questions[0].blocking


@pytest.mark.parametrize(
    ("attribute", "hint", "wanted"),
    [
        ("unit price", "", "numeric(12,2)"),
        ("amount", "in cents", "bigint"),
        ("quantity", "", "integer"),
        ("birthday", "", "date"),
        ("paid at", "", "timestamp with time zone"),
        ("is active", "", "boolean"),
        ("payload", "", "jsonb"),
        ("nickname", "", "text"),
        ("price list", "", "text"),
    ],
)
def test_types_from_words(attribute: str, hint: str, wanted: str) -> None:
    result = design(
        request(
            EntityAsk(entity="thing", quote=said("x")),
            AttributeAsk(entity="thing", attribute=attribute, hint=hint, quote=said("y")),
        ),
        schema(),
    )
    assert table_in(result, "things").columns[1].type == wanted


def test_a_type_that_is_none_is_asked_and_never_becomes_sql() -> None:
    hostile = "integer; DROP TABLE users; --"
    result = designed(
        EntityAsk(entity="thing", quote=said("x")),
        AttributeAsk(entity="thing", attribute="size", type=hostile, quote=said("y")),
        AttributeAsk(entity="thing", attribute="mass", type="integer, (SELECT 1)", quote=said("y")),
    )
    assert [question.id for question in result.questions] == ["type-things-size", "type-things-mass"]
    assert [one.name for one in table_in(result, "things").columns] == ["id"]


def test_hostile_names_stay_names() -> None:
    result = designed(
        EntityAsk(entity='"; DROP TABLE users; --', quote=said("x")),
        AttributeAsk(entity='"; DROP TABLE users; --', attribute="x'y\"z", quote=said("y")),
    )
    (name,) = set(result.target.tables) - {USERS}
    assert name.name == "drop_table_users"
    assert result.target.tables[name].columns[1].name == "x_y_z"


def test_reserved_words_and_long_names() -> None:
    result = designed(
        EntityAsk(entity="group", quote=said("x")),
        AttributeAsk(entity="group", attribute="select", quote=said("y")),
        AttributeAsk(entity="group", attribute="x" * 80, quote=said("y")),
    )
    found = table_in(result, "groups")
    assert found.columns[1].name == "select_value"
    assert len(found.columns[2].name.encode()) == 63


def test_allowed_values_become_an_enum_where_that_is_the_custom() -> None:
    mood = Enum(name=QualifiedName("public", "mood"), labels=("good", "bad"))
    live = replace(LIVE, enums={mood.name: mood})
    result = design(
        request(
            EntityAsk(entity="parcel", quote=said("x")),
            AttributeAsk(entity="parcel", attribute="state", default="new", quote=said("y")),
            AllowedAsk(entity="parcel", attribute="state", values=("new", "sent"), quote=said("z")),
        ),
        live,
    )
    state = table_in(result, "parcels").column("state")
    assert state is not None
    assert (state.type, state.default) == ("parcels_state", "'new'::parcels_state")
    assert result.target.enums[QualifiedName("public", "parcels_state")].labels == ("new", "sent")


def test_ranges_and_patterns_become_checks() -> None:
    result = designed(
        EntityAsk(entity="review", quote=said("x")),
        AttributeAsk(entity="review", attribute="stars", type="integer", quote=said("y")),
        RangeAsk(entity="review", attribute="stars", minimum="1", maximum="5", quote=said("z")),
        AttributeAsk(entity="review", attribute="slug", pattern="^[a-z]+$", quote=said("w")),
    )
    checks = definitions(table_in(result, "reviews"))
    assert checks["reviews_stars_check"] == "CHECK (stars >= 1 AND stars <= 5)"
    assert checks["reviews_slug_check"] == "CHECK (slug ~ '^[a-z]+$')"


def test_a_rename_is_told_never_guessed() -> None:
    result = designed(RenameAsk(entity="user", attribute="display_name", new_name="full_name", quote=said("x")))
    assert [str(one.after) for one in result.renamings] == ["column users.full_name"]
    assert result.target.tables[USERS].column("full_name") is not None
    assert result.target.tables[USERS].column("display_name") is None


def test_a_removal_takes_what_hangs_on_the_column() -> None:
    result = designed(RemovalAsk(entity="user", attribute="email", quote=said("x")))
    assert "users_email_key" not in definitions(result.target.tables[USERS])


def test_repeated_groups_are_asked() -> None:
    result = designed(
        EntityAsk(entity="contact", quote=said("x")),
        AttributeAsk(entity="contact", attribute="phone1", quote=said("y")),
        AttributeAsk(entity="contact", attribute="phone2", quote=said("y")),
    )
    assert [(question.id, question.blocking) for question in result.questions] == [("1nf-contacts-phone1", False)]


def test_what_a_reference_already_gives_is_asked() -> None:
    result = designed(
        EntityAsk(entity="invoice", quote=said("x")),
        RelationAsk(child="invoice", parent="user", quote=said("y")),
        AttributeAsk(entity="invoice", attribute="user email", quote=said("z")),
    )
    assert result.questions[0].id == "3nf-invoices-user_email"


def test_a_second_reference_copies_nothing() -> None:
    result = designed(
        EntityAsk(entity="friendship", quote=said("x")),
        RelationAsk(child="friendship", parent="user", quote=said("y")),
        RelationAsk(child="friendship", parent="user", role="other user", quote=said("y")),
    )
    assert result.questions == ()


def test_a_unique_pair_that_is_the_key_is_not_made_twice() -> None:
    extra = UniqueAsk(entity="membership", attributes=("user", "team"), quote=said("once"))
    result = design(replace(teams(), asks=(*teams().asks, extra)), LIVE)
    assert not [name for name in definitions(table_in(result, "memberships")) if name.endswith("_key")]


def test_an_index_that_stands_serves_a_new_query() -> None:
    result = designed(LookupAsk(entity="user", equal=("email",), quote=said("by email")))
    assert result.target.tables[USERS].indexes == ()
    assert result.queries[0].indexes == (QualifiedName("public", "users_email_key"),)


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        (
            "SELECT * FROM users WHERE display_name = $1 ORDER BY created_at DESC LIMIT 5",
            "(display_name, created_at DESC)",
        ),
        (
            "SELECT * FROM users WHERE created_at > now() - interval '1 day' AND display_name = 'x'",
            "(display_name, created_at)",
        ),
        ("SELECT * FROM users WHERE display_name IN ('a', 'b') ORDER BY created_at", "(display_name)"),
        ("SELECT * FROM users ORDER BY created_at", "(created_at)"),
        ("SELECT * FROM users WHERE created_at BETWEEN $1 AND $2", "(created_at)"),
    ],
)
def test_composite_indexes_are_in_the_right_order(sql: str, wanted: str) -> None:
    result = designed(QueryAsk(sql=sql, quote=said("a query")))
    assert [index.definition for index in result.target.tables[USERS].indexes] == [f"btree {wanted}"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM users WHERE display_name = 'a' OR created_at > now()",
        "SELECT * FROM users WHERE NOT display_name = 'a'",
        "SELECT count(*) FROM users",
        "SELECT * FROM elsewhere WHERE a = 1",
    ],
)
def test_no_index_is_made_that_could_not_serve(sql: str) -> None:
    assert designed(QueryAsk(sql=sql, quote=said("a query"))).target.tables[USERS].indexes == ()


def test_columns_that_are_not_text_are_unique_as_they_are() -> None:
    result = designed(
        EntityAsk(entity="room", quote=said("x")),
        AttributeAsk(entity="room", attribute="number", type="integer", quote=said("y")),
        UniqueAsk(entity="room", attributes=("number",), ignoring_case=True, quote=said("z")),
    )
    assert indexes(table_in(result, "rooms")) == {"rooms_number_key": "btree (number)"}


def test_an_optional_reference_is_emptied_on_deletion() -> None:
    result = designed(
        EntityAsk(entity="note", quote=said("x")),
        RelationAsk(child="note", parent="user", required=False, quote=said("may belong to a user")),
    )
    assert definitions(table_in(result, "notes"))["notes_user_id_fkey"].endswith("ON DELETE SET NULL")


def test_a_partial_index_that_has_every_row_asked_for_serves() -> None:
    known = index(
        "users_name_key", (IndexKey(text="display_name"),), unique=True, predicate="(display_name IS NOT NULL)"
    )
    other = index("users_name_idx", (IndexKey(text="display_name"),), predicate="(created_at IS NOT NULL)")
    ask = request(LookupAsk(entity="user", equal=("display_name",), quote=said("by name")))
    for made, wanted in ((known, "users_name_key"), (other, "users_display_name_idx")):
        live = schema(replace(users(), indexes=(made,)))
        assert [one.name for one in design(ask, live).queries[0].indexes] == [wanted]


def test_the_parameters_of_a_given_query_get_typical_values() -> None:
    sql = "SELECT * FROM users u WHERE $2 = u.email AND u.id IN ($1, $3) LIMIT $4"
    (query,) = designed(QueryAsk(sql=sql, quote=said("a query"))).queries
    assert ["email" in one for one in query.parameters] == [False, True, False, False]
    assert query.parameters[0].startswith("SELECT id FROM users")
    assert query.parameters[3] == "SELECT NULL"


def test_a_new_table_says_what_it_is_for() -> None:
    told = designed(EntityAsk(entity="parcel", quote=said("We keep `parcels` that are on their way.")))
    assert table_in(told, "parcels").comment == "We keep parcels that are on their way."
    announced = designed(EntityAsk(entity="parcel", quote=said("Create a table parcels:")))
    assert table_in(announced, "parcels").comment == "Holds parcels, as told in KAN-1."


def test_a_key_of_what_a_table_refers_to_waits_for_these_columns() -> None:
    result = designed(
        EntityAsk(entity="badge", quote=said("a badge")),
        AttributeAsk(entity="badge", attribute="name", quote=said("a badge")),
        RelationAsk(child="holding", parent="badge", required=True, columns=("badge_id",), quote=said("a badge")),
        RelationAsk(child="holding", parent="user", required=True, quote=said("a user")),
        AttributeAsk(entity="holding", attribute="position", quote=said("a position")),
        EntityAsk(entity="holding", key=("badge_id", "user"), quote=said("the key is badge and user")),
    )
    assert not result.questions
    held = table_in(result, "holdings")
    assert held.primary_key is not None
    assert held.primary_key.columns == ("badge_id", "user_id")


def test_uniqueness_by_what_a_named_column_refers_to() -> None:
    result = designed(
        EntityAsk(entity="badge", quote=said("a badge")),
        AttributeAsk(entity="badge", attribute="name", quote=said("a badge")),
        EntityAsk(entity="holding", quote=said("a holding")),
        RelationAsk(child="holding", parent="badge", required=True, columns=("badge_no",), quote=said("a badge")),
        AttributeAsk(entity="holding", attribute="place", quote=said("a place")),
        UniqueAsk(entity="holding", attributes=("badge", "place"), quote=said("one per badge and place")),
    )
    assert not result.questions
    assert "UNIQUE (badge_no, place)" in definitions(table_in(result, "holdings")).values()


@pytest.mark.parametrize(("told", "default"), [("on", "true"), ("off", "false"), ("yes", "true"), ("false", "false")])
def test_a_switch_that_is_on_by_default(told: str, default: str) -> None:
    ask = AttributeAsk(entity="badge", attribute="shiny", type="boolean", default=told, quote=said("shiny"))
    column = table_in(designed(EntityAsk(entity="badge", quote=said("a badge")), ask), "badges").column("shiny")
    assert column is not None
    assert column.default == default
