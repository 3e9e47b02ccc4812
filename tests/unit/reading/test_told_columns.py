"""Columns told in prose or as bare names below a title that names the table; all sentences are made up for this."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    EntityAsk,
    Fate,
    RelationAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import NOTHING, Q, asks, bare, request

SHOP = Vocabulary(tables={"bikes": ("id", "frame_no"), "users": ("id", "email"), "fitters": ("id", "name")})


def titled(summary: str, text: str, vocabulary: Vocabulary = NOTHING) -> set[Ask]:
    return bare(request(text, vocabulary, summary=summary).asks)


def columns(found: set[Ask], entity: str) -> set[str]:
    names = {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}
    ends = (ask.columns or (f"{ask.parent}_id",) for ask in found if isinstance(ask, RelationAsk))
    return names | {column for end in ends for column in end}


@pytest.mark.parametrize(
    "lead",
    [
        "Its columns are",
        "The columns are",
        "Fields needed are",
        "The attributes should be:",
        "It should carry",
        "It must hold",
        "The table will contain the fields",
        "Design it with columns like",
    ],
)
def test_the_columns_of_the_table_spoken_of(lead: str) -> None:
    text = f"Please add a table repairs. {lead} bike_id (to bikes), done_on (a date), mileage as a number and note."
    found = asks(text, SHOP)
    assert columns(found, "repair") == {"bike_id", "done_on", "mileage", "note"}
    assert any(isinstance(ask, RelationAsk) and ask.parent == "bike" for ask in found)


def test_what_brackets_and_dashes_say_of_each() -> None:
    found = asks(
        "New table: repairs. It should carry bike_id (the bike, see bikes), cost - numeric(9,2), euro -, a kind which "
        "is either 'wheel' or 'brake', and checked_by, the latter pointing to users. All the rest is mandatory.",
        SHOP,
    )
    assert columns(found, "repair") == {"bike_id", "cost", "kind", "checked_by"}
    assert AllowedAsk(entity="repair", attribute="kind", values=("wheel", "brake"), quote=Q) in found
    assert any(isinstance(ask, RelationAsk) and ask.columns == ("checked_by",) and ask.required for ask in found)


@pytest.mark.parametrize("text", ["It should be quick and easy.", "The columns are too narrow on the screen."])
def test_what_only_looks_alike(text: str) -> None:
    assert not asks(text, SHOP)


@pytest.mark.parametrize(
    "title",
    ["Vehicles table", "Model for vehicles", "PostgreSQL schema for vehicles of a fleet", "Database: Vehicle table"],
)
def test_bare_names_below_a_title_that_names_a_table(title: str) -> None:
    found = titled(title, "- [x] name\n- [ ] licence plate\n- [ ] weight\n- [ ] location")
    assert columns(found, "vehicle") == {"name", "licence plate", "weight", "location"}


def test_work_to_do_is_no_column() -> None:
    assert not titled("Vehicles table", "- [ ] design\n- [ ] migration\n- [ ] tests\n- [ ] review of the name")


def test_names_one_a_line_behind_a_colon() -> None:
    found = titled("Cabins table", "Details of an entry:\ncabin number\nview\nprice per night\ncapacity")
    assert columns(found, "cabin") == {"cabin number", "view", "price per night", "capacity"}


def test_a_heading_in_code_names_the_table_below_it() -> None:
    found = titled(
        "db: migrations",
        "### speaker\nColumns which the migration for speaker must have:\n- id\n- name\n\n"
        "### talk_speaker\nFor the relation between talk and speaker. Columns which the migration must have:\n"
        "- id\n- talk_id\n- speaker_id",
    )
    assert columns(found, "speaker") >= {"id", "name"}
    assert EntityAsk(entity="talk speaker", quote=Q) in found


def test_a_table_sketched_nearly_as_sql() -> None:
    found = titled("Orders", "ORDER_SLIP (\nid_slip PK,\nid_user FK -> USERS(id),\ntotal,\nstatus\n)", SHOP)
    assert EntityAsk(entity="order slip", table="order_slip", key=("id_slip",), quote=Q) in found
    assert columns(found, "order slip") == {"id_slip", "id_user", "total", "status"}


def test_a_table_that_a_migration_creates_column_by_column() -> None:
    found = asks(
        "It creates public.bike_users: id as UUID, the primary key; user_id, which references public.users(id) ON "
        "DELETE CASCADE; bike_id, which references public.bikes(id); and the constraint UNIQUE (user_id, bike_id).",
        SHOP,
    )
    assert columns(found, "bike user") == {"id", "user_id", "bike_id"}
    assert UniqueAsk(entity="bike user", attributes=("user_id", "bike_id"), quote=Q) in found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Criar a tabela houses", "Uma tabela que tem os campos: `title`, `price` e `area`."),
        ("Creación del modelo houses", "La casa tiene los atributos (title, price, area)"),
        ("Tabelle houses anlegen", "Die Felder: title (Pflichtfeld), price und area"),
        ("Créer la table houses", "Les champs : `title`, `price` et `area`."),
        ("Crear la tabla houses", "- title (texto, obligatorio)\n- price (único)\n- area (entero)"),
    ],
)
def test_columns_in_other_languages(title: str, text: str) -> None:
    assert columns(titled(title, text), "house") == {"title", "price", "area"}


def test_rules_in_other_languages() -> None:
    found = titled("Crear la tabla clientes", "- nombre (texto, obligatorio)\n- correo (único)\n- alta (fecha)")
    named = {ask.attribute: ask for ask in found if isinstance(ask, AttributeAsk)}
    assert (named["nombre"].type, named["nombre"].required) == ("text", True)
    assert UniqueAsk(entity="cliente", attributes=("correo",), quote=Q) in found


def test_a_title_that_tells_columns_in_shorthand() -> None:
    found = titled(
        "Table needed w/ Badge #, Issued @, Office + Room ID",
        "Should be called badge_list. Badge # is the primary key.",
    )
    assert columns(found, "badge list") == {"badge number", "issued at", "office", "room id"}
    assert EntityAsk(entity="badge list", table="badge_list", key=("badge number",), quote=Q) in found


def test_a_title_about_a_table_that_tells_no_columns() -> None:
    assert not titled("Table with many rows, and slow queries", "It should be called off.")


@pytest.mark.parametrize(
    "rule",
    [
        "For one bike there can not be two repairs with the same started_at.",
        "There must not be more than one repair for a bike at the same time.",
        "There cannot be two repairs of the same bike with the same started_at.",
    ],
)
def test_what_may_not_be_there_twice(rule: str) -> None:
    text = f"Please add a table repairs. Its columns are bike_id (to bikes), started_at (a timestamp) and note. {rule}"
    assert UniqueAsk(entity="repair", attributes=("bike", "started_at"), quote=Q) in asks(text, SHOP)


def test_one_table_joined_to_itself_by_two_roles() -> None:
    found = asks("We need a join table that links a user who is a driver with a user who is a rider.", SHOP)
    ends = {ask.columns for ask in found if isinstance(ask, RelationAsk) and ask.parent == "user"}
    assert ends == {("driver_id",), ("rider_id",)}
    assert all(ask.cardinality is Cardinality.MANY_TO_ONE for ask in found if isinstance(ask, RelationAsk))


def test_the_columns_of_a_join_table_that_the_title_names() -> None:
    found = titled("Join table for Bike - User", "What this table should include:\nuser_id\nbike_id", SHOP)
    ends = {(ask.child, ask.columns) for ask in found if isinstance(ask, RelationAsk)}
    assert ends == {("bike user", ("user_id",)), ("bike user", ("bike_id",))}


def test_an_announcement_is_no_question_of_its_own() -> None:
    text = "### speaker\nColumns which the migration for speaker must have:\n- id\n- name"
    assert Fate.NOT_UNDERSTOOD not in {sentence.fate for sentence in request(text, summary="db").sentences}
