"""Each rule finds what it is there for, on the right line, with SQL that the server could run; and nothing else."""

from __future__ import annotations

import re

import pytest
from pglast import parse_sql

from database_developer.migration.linting import NAMES, RULES
from support.lint_cases import CASES, Bad, Good
from support.linting import by_rule, findings_of

BAD = [(rule, case) for rule, cases in CASES.items() for case in cases.bad]
GOOD = [(rule, case) for rule, cases in CASES.items() for case in cases.good]
BLANK = re.compile(r"<[a-z_ ]+>|\.\.\.|your_")
WITHOUT_SAFE_SQL = {  # what to do is not SQL, or nothing safe can be said from the file
    "not-in-this-version": "another version is needed",
    "unread-part": "it is not known what runs",
}


def name_of(case: object) -> str:
    return case if isinstance(case, str) else " ".join(getattr(case, "sql", "").split())[:60]


@pytest.mark.parametrize(("rule", "case"), BAD, ids=name_of)
def test_the_rule_finds_it_on_its_line(rule: str, case: Bad) -> None:
    found = by_rule(rule, case)
    assert found, [finding.rule for finding in findings_of(case)]
    assert found[0].span.line == case.line
    if case.severity:
        assert found[0].severity == case.severity


@pytest.mark.parametrize(("rule", "case"), GOOD, ids=name_of)
def test_the_rule_leaves_it_alone(rule: str, case: Good) -> None:
    assert [finding.message for finding in by_rule(rule, case)] == []


@pytest.mark.parametrize(("rule", "case"), BAD, ids=name_of)
def test_the_safe_sql_is_sql_without_blanks(rule: str, case: Bad) -> None:
    for finding in findings_of(case):
        assert parse_sql(finding.safe_sql) or not finding.safe_sql.strip()
        assert not BLANK.search(finding.safe_sql)
    if rule not in WITHOUT_SAFE_SQL and case is CASES[rule].bad[0]:
        assert by_rule(rule, case)[0].safe_sql


def test_every_rule_has_cases_and_names_are_unique() -> None:
    assert set(CASES) == {rule.id for rule in RULES}
    assert len(NAMES) == len(RULES) + 5
    assert all(cases.bad and (cases.good) for cases in CASES.values())
