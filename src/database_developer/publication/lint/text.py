"""Findings as lines for a person: where, how grave, which rule, what, and the safe SQL under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from database_developer.migration.linting import Finding, Severity

INDENT = "    "


def text(findings: Sequence[Finding], files: int) -> str:
    """All findings, and a last line that counts them."""
    return "\n".join([*(line for finding in findings for line in _lines(finding)), _summary(findings, files), ""])


def _lines(finding: Finding) -> Iterator[str]:
    span = finding.span
    kind = f" [{finding.hazard.value}]" if finding.hazard is not None else ""
    yield f"{finding.origin}:{span.line}:{span.column} {finding.severity.value} {finding.rule}{kind} {finding.message}"
    if finding.allowed:
        yield f"{INDENT}allowed: {finding.allowed}"
        return
    yield f"{INDENT}why: {finding.why}"
    if finding.safe_sql:
        yield f"{INDENT}instead:"
        yield from (f"{INDENT * 2}{line}".rstrip() for line in finding.safe_sql.splitlines())


def _summary(findings: Sequence[Finding], files: int) -> str:
    looked = f"{files} file{'' if files == 1 else 's'} looked at"
    counts = Counter(finding.severity for finding in findings)
    found = [f"{counts[one]} {one.value}{'' if counts[one] == 1 else 's'}" for one in Severity if counts[one]]
    return f"{looked}: {', '.join(found) if found else 'nothing found'}"
