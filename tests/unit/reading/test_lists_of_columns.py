"""Lists that name columns: typed items, nested lists, labels, other languages; none of them is an example's."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
    EntityAsk,
    RelationAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import NOTHING, Q, asks, bare, request

DEPOTS = Vocabulary(tables={"depots": ("id", "city"), "trucks": ("id", "plate")})


def attribute(entity: str, name: str, type_: str | None = None, **more: object) -> AttributeAsk:
    return AttributeAsk(entity=entity, attribute=name, type=type_, quote=Q, **more)  # type: ignore[arg-type]


def titled(summary: str, text: str, vocabulary: Vocabulary = NOTHING) -> set[Ask]:
    return bare(request(text, vocabulary, summary=summary).asks)


def columns(found: set[Ask], entity: str) -> set[str]:
    return {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def test_the_title_names_the_table_of_a_typed_list() -> None:
    found = titled(
        "Setup vehicle migration", "Fields\n\n- plate (string)\n- seats (int)\n- fuel (enum - petrol, diesel)"
    )
    assert columns(found, "vehicle") == {"plate", "seats", "fuel"}
    assert AllowedAsk(entity="vehicle", attribute="fuel", values=("petrol", "diesel"), quote=Q) in found


def test_a_table_named_in_the_title_is_the_longest_name() -> None:
    found = titled("Create migration for truck route table", "- code (varchar 12)\n- truck_id (bigint)", DEPOTS)
    assert attribute("truck route", "code", "varchar(12)") in found
    assert any(isinstance(ask, RelationAsk) and ask.parent == "truck" for ask in found)


def test_types_behind_one_another_in_a_paragraph() -> None:
    found = titled("Setup hangar table", "Fields:\n\nid - (uuid)\nroof_area - (numeric)\nopened_on - (date)")
    assert EntityAsk(entity="hangar", key=("id",), quote=Q) in found
    assert attribute("hangar", "roof_area", "numeric") in found
    assert attribute("hangar", "id", "uuid", default="random uuid") in found


@pytest.mark.parametrize("title", ["Pilots 테이블을 생성한다", "Create pilots table", "Design the pilots schema"])
def test_marks_of_database_tools(title: str) -> None:
    found = titled(title, "- id(INT) : PK, AI\n- licence(VARCHAR) : NN, UQ\n- nickname(VARCHAR)")
    assert EntityAsk(entity="pilot", key=("id",), quote=Q) in found
    assert attribute("pilot", "licence", "varchar", required=True) in found
    assert UniqueAsk(entity="pilot", attributes=("licence",), quote=Q) in found


def test_types_without_any_separator() -> None:
    text = (
        "# Nama tabel : app_ships\n\n- ships_id bigint primary key auto increment.\n- ships_name varchar(40) not null."
    )
    found = titled("Membuat database", text)
    assert columns(found, "app ship") == {"ships_id", "ships_name"}
    assert EntityAsk(entity="app ship", key=("ships_id",), quote=Q) in found


def test_an_order_is_no_column() -> None:
    found = titled(
        "Create the ships table", "- Columns: `id (uuid pk)`, `flag nullable`, `timestamps`\n- Ensure UUID works"
    )
    assert columns(found, "ship") == {"id", "flag", "created at", "updated at"}


@pytest.mark.parametrize(
    "text",
    [
        "Fields: plate (varchar), seats (int), colour for Vehicle",
        "Vehicle columns: plate (varchar), seats (int), colour",
        "vehicle table: plate (varchar), seats (int), colour",
        "**Vehicle**: plate number, seat count, colour",
        "Vehicle\n\n- plate number\n- seat count\n- colour",
        "- Vehicle\n  - plate number\n  - seat count\n  - colour",
    ],
)
def test_whose_the_columns_are(text: str) -> None:
    assert "colour" in columns(asks(text), "vehicle")


def test_lists_for_several_things_in_one_line() -> None:
    found = asks("Fields as in the sketch — id, name, licence_no for Pilot; id, title, pilot_id for Flight")
    assert columns(found, "pilot") == {"id", "name", "licence_no"}
    assert columns(found, "flight") == {"id", "title"}
    assert any(isinstance(ask, RelationAsk) and (ask.child, ask.parent) == ("flight", "pilot") for ask in found)


@pytest.mark.parametrize(
    "text", ["Goals\n\n- speed\n- safety", "Steps:\n\n- draw a sketch\n- ask the crew", "Notes\n\n- name it well"]
)
def test_lists_of_anything_else_make_no_table(text: str) -> None:
    assert not asks(text)


def test_belongs_to_as_frameworks_write_it() -> None:
    text = "## Flight fields\n\n- `status` - string\n- `belongs_to :captain` - a pilot\n- `belongs_to :hangar`"
    found = titled("Add flights", text)
    roles = {(ask.parent, ask.role) for ask in found if isinstance(ask, RelationAsk)}
    assert roles == {("pilot", "captain"), ("hangar", None)}


def test_a_default_of_null_is_no_value() -> None:
    found = asks("## Flight fields\n\n- `landed_at` - timestamp, defaults to `null`\n- `gate` - text")
    assert attribute("flight", "landed_at", "timestamp", required=False) in found


def test_separators_of_other_scripts() -> None:
    text = "Fields\uff1aid\uff08uuid\uff09\uff0cplate\uff08varchar\uff09\u3001\ucc28\uc885"
    found = titled("Create the trucks table", text)
    assert columns(found, "truck") == {"id", "plate", "\ucc28\uc885"}


@pytest.mark.parametrize(
    "text",
    [
        "id - (uuid) and then some more (later)",
        "Berlin (the first) Paris (the second)",
        "id - (uuid)",
        "name (varchar 20) - () (int)",
    ],
)
def test_brackets_in_a_sentence_are_no_run_of_columns(text: str) -> None:
    assert not columns(titled("Setup hangar table", text), "hangar")
