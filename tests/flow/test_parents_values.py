"""Old rows get a value of the row that they refer to, also those that the old application writes meanwhile."""

from __future__ import annotations

import pytest

from support.projects import Project

TABLES = """
CREATE TABLE schools (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, town text NOT NULL);
CREATE TABLE pupils (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,
    school_id integer NOT NULL REFERENCES schools
);
"""
TICKET = """
Add a required column `town` (text) to `pupils`.

Existing rows: the town is the town of the school.
"""


@pytest.mark.slow
def test_a_value_of_the_parent_is_found_from_a_trigger_too(project: Project) -> None:
    (project.folder / "migrations" / "20260102000000_schools.up.sql").write_text(TABLES, "utf-8")
    project.ticket("KAN-71", TICKET, "Town of a pupil")
    document = project.json("KAN-71")
    assert document["exit_code"] == 0, document
    assert "failed" not in {one["verdict"] for one in document["proof"]["observations"]}
