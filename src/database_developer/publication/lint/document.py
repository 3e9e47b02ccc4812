"""Findings as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Sequence

from database_developer.migration.linting import Finding, Severity


def document(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """The files that were looked at, and each finding with its place and its safe SQL."""
    told = {
        "files": list(files),
        "findings": [_told(finding) for finding in findings],
        "errors": sum(finding.severity is Severity.ERROR for finding in findings),
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _told(finding: Finding) -> dict[str, object]:
    span = finding.span
    return {
        "file": finding.origin,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "hazard": finding.hazard.value if finding.hazard is not None else None,
        "message": finding.message,
        "why": finding.why,
        "safe_sql": finding.safe_sql or None,
        "allowed": finding.allowed or None,
    }
