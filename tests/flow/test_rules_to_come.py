"""What a ticket newly demands of a column that stands is proven on rows that keep it."""

from __future__ import annotations

import pytest

from support.projects import Project

TABLES = """
CREATE TABLE sensors (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text NOT NULL, vendor text);
CREATE TABLE readings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sensor_id bigint NOT NULL REFERENCES sensors, value integer
);
"""
DEMANDS = {
    "a value": "Make the column `value` of `readings` NOT NULL.",
    "limits and a key": "`value` of `readings` must be between 1 and 5. The label of a sensor must be unique.",
}


@pytest.mark.slow
@pytest.mark.parametrize("demand", DEMANDS)
def test_a_new_demand_on_a_standing_column_is_proven(project: Project, demand: str) -> None:
    (project.folder / "migrations" / "20260102000000_sensors.up.sql").write_text(TABLES, "utf-8")
    project.ticket("KAN-72", DEMANDS[demand], "Readings")
    document = project.json("KAN-72", "--assume")
    assert document["exit_code"] == 0, document
    assert "failed" not in {one["verdict"] for one in document["proof"]["observations"]}
