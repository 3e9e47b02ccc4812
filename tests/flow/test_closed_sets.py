"""A closed set on a column of limited length comes back from its migration as it was."""

from __future__ import annotations

import pytest

from support.projects import Project

pytestmark = pytest.mark.usefixtures("short_proof")


def test_a_closed_set_on_a_varchar_is_proven(project: Project) -> None:
    body = (
        "Create a table shipments:\n\n- status: varchar(20), one of new, packed, sent\n- size: a size between 1 and 5\n"
    )
    project.ticket("KAN-60", body, "Shipments")
    document = project.json("KAN-60")
    assert document["exit_code"] == 0, document
    assert not [one for one in document["proof"]["observations"] if one["verdict"] == "failed"]
    (migration,) = [text for name, text in project.files().items() if "kan_60" in name and name.endswith(".up.sql")]
    assert "character varying(20)" in migration


def test_a_further_value_of_a_live_set_is_proven(project: Project) -> None:
    project.ticket("KAN-61", "Create a table crates:\n\n- state: one of new, packed\n", "Crates")
    assert project.json("KAN-61")["exit_code"] == 0
    project.ticket("KAN-62", "Also allow `lost` for crates.state.", "Lost crates")
    document = project.json("KAN-62")
    assert document["exit_code"] == 0, document
    assert not [one for one in document["proof"]["observations"] if one["verdict"] == "failed"]
    migrations = [text for name, text in project.files().items() if "kan_62" in name and name.endswith(".up.sql")]
    assert any("'lost'" in text and "'packed'" in text for text in migrations)
