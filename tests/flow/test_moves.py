"""Columns that go to a table of their own, with their rows, from the ticket to the proof."""

from __future__ import annotations

import pytest

from support.projects import Project

TABLES = """
CREATE TABLE trucks (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text NOT NULL, tyre varchar(20));
"""
TICKET = """
Move `trucks.tyre` to a table of its own, `truck_tyres`, with `truck_id` (required) and `tyre`.
"""


@pytest.mark.slow
def test_a_column_goes_to_a_table_of_its_own_with_its_values(project: Project) -> None:
    (project.folder / "migrations" / "20260102000000_trucks.up.sql").write_text(TABLES, "utf-8")
    project.ticket("KAN-70", TICKET, "Trucks have several tyres")
    document = project.json("KAN-70")
    assert document["exit_code"] == 0, document
    seen = {one["id"]: one["verdict"] for one in document["proof"]["observations"]}
    assert seen["rows-kept/moved-to-truck_tyres@migrate"] == "passed"
    assert "failed" not in seen.values()


DONATIONS = """
CREATE TABLE donations (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, donor_name varchar(120) NOT NULL, donor_phone varchar(40)
);
"""
DONORS = """
Move `donations.donor_name` and `donations.donor_phone` to a new table `donors` (name, phone). Each donation has one
donor.
"""


@pytest.mark.slow
def test_rows_that_hold_the_same_share_a_row_that_they_refer_to(project: Project) -> None:
    (project.folder / "migrations" / "20260102000000_donations.up.sql").write_text(DONATIONS, "utf-8")
    project.ticket("KAN-71", DONORS, "Donors get a table of their own")
    document = project.json("KAN-71")
    assert document["exit_code"] == 0, document
    seen = {one["id"]: one["verdict"] for one in document["proof"]["observations"]}
    assert seen["rows-kept/moved-to-donors@migrate"] == "passed"
    assert "failed" not in seen.values()
