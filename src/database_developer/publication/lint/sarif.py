"""Findings as SARIF 2.1.0, which code hosts show beside the changed lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from database_developer.migration.linting import RULES, Finding, Rule
from database_developer.migration.linting.allowing import COMMENT_RULE
from database_developer.publication.lint.text import INDENT

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ALL_RULES = (*RULES, COMMENT_RULE)
NUMBERS = {rule.id: number for number, rule in enumerate(ALL_RULES)}
STDIN = "stdin"


def sarif(findings: Sequence[Finding], version: str) -> str:
    """One run with all rules and all findings; what was let through is there, marked as suppressed."""
    driver = {"name": "database-developer", "semanticVersion": version, "rules": [_rule(rule) for rule in ALL_RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    tags = [rule.hazard.value] if rule.hazard is not None else []
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": f"{rule.looks_for}."},
        "fullDescription": {"text": rule.hurts},
        "help": {"text": _help(rule), "markdown": _help(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": ["postgresql", "migration", *tags]},
    }


def _help(rule: Rule) -> str:
    name = rule.hazard.value if rule.hazard is not None else rule.id
    return (
        f"{rule.looks_for[0].upper()}{rule.looks_for[1:]}.\n\n{rule.hurts}\n\n"
        f"To let it through, write above the statement: `-- dbd:allow {name}: reason`"
    )


def _result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": NUMBERS[finding.rule],
        "level": finding.severity.value,
        "kind": "fail",
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": _file(finding), "region": _region(finding)}}],
    }
    if finding.allowed:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": finding.allowed}]
    if finding.replaces and finding.safe_sql and not finding.allowed:
        result["fixes"] = [_fix(finding)]
    return result


def _message(finding: Finding) -> str:
    text = f"{finding.message[0].upper()}{finding.message[1:]}. {finding.why}"
    if not finding.safe_sql or finding.allowed:
        return text
    return f"{text}\n\nInstead:\n" + "\n".join(f"{INDENT}{line}" for line in finding.safe_sql.splitlines())


def _file(finding: Finding) -> dict[str, str]:
    name = STDIN if finding.origin == "-" else finding.origin.replace("\\", "/")
    return {"uri": quote(name)}


def _region(finding: Finding) -> dict[str, int]:
    span = finding.span
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _fix(finding: Finding) -> dict[str, Any]:
    """The statement gives way to the safe SQL; its semicolon, which is no part of it, stays."""
    replacement = {
        "deletedRegion": _region(finding),
        "insertedContent": {"text": finding.safe_sql.removesuffix(";")},
    }
    change = {"artifactLocation": _file(finding), "replacements": [replacement]}
    return {"description": {"text": "put the safe form in its place"}, "artifactChanges": [change]}
