"""The linter in the words of its tests."""

from __future__ import annotations

from database_developer.migration.linting import Finding, Knowledge, lint
from support.lint_cases import Bad, Good


def findings_of(case: Bad | Good) -> tuple[Finding, ...]:
    return lint(case.sql, origin="some.sql", knowledge=knowledge_of(case))


def knowledge_of(case: Bad | Good) -> Knowledge:
    return Knowledge(server_version=case.pg, in_transaction=case.in_transaction, schema_sql=case.schema)


def by_rule(rule: str, case: Bad | Good) -> list[Finding]:
    return [finding for finding in findings_of(case) if finding.rule == rule]


def found(sql: str, rule: str = "", **knowledge: object) -> list[Finding]:
    """What is found in the SQL, by one rule or by all."""
    findings = lint(sql, origin="some.sql", knowledge=Knowledge(**knowledge))  # type: ignore[arg-type]
    return [finding for finding in findings if finding.rule == rule or not rule]


def rules_in(sql: str, **knowledge: object) -> list[str]:
    return [finding.rule for finding in found(sql, **knowledge)]
