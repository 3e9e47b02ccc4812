"""Every rule of the linter has a file, a page and cases; what its page shows is what the linter says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from database_developer.migration.linting import RULES, Rule
from database_developer.publication.lint.sarif import ALL_RULES
from support.lint_cases import CASES, Bad
from support.linting import by_rule

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "reference" / "lint"
SECTIONS = ("## Problem", "## Why it hurts", "## Instead", "## Allow")
SQL = re.compile(r"```sql\n(.*?)```", re.DOTALL)
ONLY_LATER = {"drop-view", "loosened-column"}  # the same statement is right, when the code is ready for it


def page_of(rule: Rule) -> str:
    path = PAGES / f"{rule.id}.md"
    assert path.exists(), f"write {path}"
    return path.read_text("utf-8")


def section(page: str, title: str) -> str:
    return page.split(f"{title}\n", 1)[1].split("\n## ", 1)[0]


def shown(rule: Rule) -> Bad:
    """The case on the rule's page: the last SQL under "Problem", after the schema where there are two."""
    blocks = SQL.findall(section(page_of(rule), "## Problem"))
    first = CASES[rule.id].bad[0]
    schema = blocks[0] if len(blocks) > 1 else ""
    return Bad(blocks[-1].rstrip("\n"), first.line, schema, first.pg, first.in_transaction)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_its_file_its_page_and_its_cases(rule: Rule) -> None:
    assert rule.find.__module__.rsplit(".", 1)[-1] == rule.id.replace("-", "_")
    assert rule.id in CASES, "add cases to tests/support/lint_cases.py"
    page = page_of(rule)
    assert page.startswith(f"# {rule.id}\n")
    assert all(part in page for part in SECTIONS)
    assert rule.hurts in " ".join(section(page, "## Why it hurts").split())
    name = rule.hazard.value if rule.hazard is not None else rule.id
    assert f"-- dbd:allow {name}: " in section(page, "## Allow")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_shows_what_the_linter_says(rule: Rule) -> None:
    found = by_rule(rule.id, shown(rule))
    assert found, "the page's SQL is not found"
    advice = "\n".join(SQL.findall(section(page_of(rule), "## Instead"))).rstrip("\n")
    assert advice == found[0].safe_sql


@pytest.mark.parametrize("rule", [one for one in RULES if one.id not in ONLY_LATER], ids=lambda rule: rule.id)
def test_the_advice_is_not_found_again(rule: Rule) -> None:
    case = shown(rule)
    safe = by_rule(rule.id, case)[0].safe_sql
    again = by_rule(rule.id, Bad(safe, 1, case.schema, case.pg))
    assert [finding.message for finding in again if not finding.allowed] == []


def test_there_is_no_page_without_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.id for rule in ALL_RULES}
