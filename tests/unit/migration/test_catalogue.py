"""Every operation has a page and a scenario, and one kind of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.migration.operations import OPERATIONS

ROOT = Path(__file__).parents[3]
KINDS = [operation.kind for operation in OPERATIONS]


def test_no_two_operations_share_a_kind() -> None:
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=KINDS)
def test_file_class_page_and_scenario_have_one_name(operation: type) -> None:
    kind = operation.kind  # type: ignore[attr-defined]
    assert operation.__module__.endswith(kind.replace("-", "_"))
    assert operation.__name__ == "".join(word.capitalize() for word in kind.split("-"))
    page = (ROOT / "docs" / "reference" / "operations" / f"{kind}.md").read_text()
    assert page.startswith(f"# {kind}\n")
    for heading in ("**Statements.**", "**Locks.**", "**Rollback.**", "## Example"):
        assert heading in page
    scenarios = [ROOT / "tests" / "scenarios" / folder / kind for folder in ("operations", "rollouts")]
    assert any((it / "before.sql").is_file() and (it / "after.sql").is_file() for it in scenarios)
