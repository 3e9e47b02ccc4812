"""The same four columns as people lay them out: by lines, signs, marks, rows of a table, or as an example."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, EntityAsk, Request
from unit.reading.tickets import request

TITLE = "Create vehicles table"
LAYOUTS = [
    "Fields\n\nId\nPlate\nMake\nMileage",
    "Fields:\n\nId\nPlate\nMake\nMileage",
    "Fields - Id, Plate, Make, Mileage",
    "Fields:\n\nId,\nPlate,\nMake,\nMileage",
    "Attributes of Vehicle\nid\nplate\nmake\nmileage",
    "id\nplate\nmake\nmileage",
    "- id\n- plate\n- make\n- mileage",
    "1) id\n2) plate\n3) make\n4) mileage",
    "-id\n-plate\n-make\n-mileage",
    "•id\n•plate\n•make\n•mileage",
    "[ ] id\n[ ] plate\n[ ] make\n[ ] mileage",
    "id, plate, make, mileage",
    "> id, plate, make, mileage",
    "`id`, `plate`, `make`, `mileage`",
    "`id` `plate` `make` `mileage`",
    "id; plate; make; mileage",
    "id/plate/make/mileage",
    "id + plate + make + mileage",
    "Vehicle {id, plate, make, mileage}",
    "Vehicle [id, plate, make, mileage]",
    "vehicles -> id, plate, make, mileage",
    "Vehicle has: id | plate | make | mileage",
    "vehicles (id uuid, plate varchar(12), make varchar(40), mileage int)",
    "id\tuuid\tprimary key\nplate\tvarchar(12)\tunique\nmake\tvarchar(40)\t\nmileage\tint\t",
    "id       uuid          primary key\nplate    varchar(12)   unique\nmake     varchar(40)   nullable\n"
    "mileage  int           default 0",
    "id | uuid | primary key\nplate | varchar(12) | unique\nmake | text |\nmileage | int |",
    "| id | plate | make | mileage |\n|---|---|---|---|\n| 1 | AB-12 | Opel | 12000 |\n| 2 | CD-34 | Fiat | 9000 |",
]
NO_COLUMNS = [
    "- controller\n- service\n- unit tests",
    "controller\nservice\nunit tests",
    "Backend, frontend, mobile",
    "frontend/backend",
    "Thanks, see you, bye",
    "Dear team\nplease look at it\nyours",
    "| Step | Who |\n|---|---|\n| review | Team A |\n| deploy | Team B |",
    "today   Team A\ntomorrow   Team B",
]


def columns(found: Request) -> set[str]:
    return {ask.attribute.lower() for ask in found.asks if isinstance(ask, AttributeAsk) and ask.entity == "vehicle"}


@pytest.mark.parametrize("text", LAYOUTS)
def test_each_line_or_name_is_a_column(text: str) -> None:
    found = request(text, summary=TITLE)
    assert {"plate", "make", "mileage"} <= columns(found)
    assert {ask.entity for ask in found.asks if isinstance(ask, EntityAsk)} <= {"vehicle"}


@pytest.mark.parametrize("text", NO_COLUMNS)
def test_what_only_looks_like_it_gives_none(text: str) -> None:
    assert columns(request(text, summary=TITLE)) == set()


def test_an_example_shows_the_types_and_says_that_it_was_taken_so() -> None:
    found = request(LAYOUTS[-1], summary=TITLE)
    (mileage,) = (ask for ask in found.asks if isinstance(ask, AttributeAsk) and ask.attribute == "mileage")
    assert mileage.type == "integer"
    assert "rows below it" in mileage.quote.assumed


def test_rows_shown_beside_a_standing_table_are_no_columns() -> None:
    found = request(LAYOUTS[-1], summary="Wrong plates in the list of vehicles")
    assert columns(found) == set()
