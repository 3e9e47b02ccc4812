"""Findings written for people, for programs, and as SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from database_developer.migration.linting import RULES, lint
from database_developer.publication.lint.document import document
from database_developer.publication.lint.sarif import ALL_RULES, sarif
from database_developer.publication.lint.text import text

SQL = """-- a file
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);
-- dbd:allow data-loss: empty since May
ALTER TABLE orders DROP COLUMN note;
CREATE INDEX i
    ON orders (total);
"""
FINDINGS = lint(SQL, origin="migrations/0 1.sql")


def test_a_person_reads_where_what_why_and_what_instead() -> None:
    lines = text(FINDINGS, 1).splitlines()
    first = (
        'migrations/0 1.sql:2:1 error check-without-not-valid [blocking-scan] nobody reads or writes "orders" while '
    )
    assert any(line.startswith(first) for line in lines)
    assert "        ALTER TABLE orders VALIDATE CONSTRAINT c;" in lines
    assert "    allowed: empty since May" in lines
    assert lines[-1] == "1 file looked at: 2 errors, 1 warning, 2 notes"


def test_nothing_found_is_said() -> None:
    assert text((), 2) == "2 files looked at: nothing found\n"


def test_a_program_reads_the_same() -> None:
    told = json.loads(document(FINDINGS, ["a.sql"]))
    assert told["errors"] == 2
    found = {finding["rule"]: finding for finding in told["findings"]}
    assert found["index-without-concurrently"] | {"message": "", "why": ""} == {
        "file": "migrations/0 1.sql",
        "line": 5,
        "column": 1,
        "end_line": 6,
        "end_column": 22,
        "severity": "error",
        "rule": "index-without-concurrently",
        "hazard": "blocking-scan",
        "message": "",
        "why": "",
        "safe_sql": "CREATE INDEX CONCURRENTLY i\n    ON orders (total);",
        "allowed": None,
    }
    assert found["drop-column"]["allowed"] == "empty since May"


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    document = json.loads(sarif(FINDINGS, "1.2.3"))
    assert set(document) == {"$schema", "version", "runs"}
    assert document["version"] == "2.1.0"
    (only,) = document["runs"]
    return dict(only)


def test_sarif_names_the_tool_and_every_rule(run: dict[str, Any]) -> None:
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("database-developer", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in ALL_RULES]
    assert len(ALL_RULES) == len(RULES) + 1
    for rule in driver["rules"]:
        assert set(rule) == {
            "id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"
        }  # fmt: skip
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note", "none"}
        for message in (rule["shortDescription"], rule["fullDescription"], rule["help"]):
            assert message["text"].strip()
        assert "dbd:allow" in rule["help"]["markdown"]
        assert len(set(rule["properties"]["tags"])) == len(rule["properties"]["tags"])


def test_sarif_places_are_those_of_the_text(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(FINDINGS)
    lines = SQL.splitlines(keepends=True)
    for result, finding in zip(run["results"], FINDINGS, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] in {"error", "warning", "note", "none"}
        assert result["message"]["text"].strip()
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[!#$&-;=?-\[\]_a-z~%]+", place["artifactLocation"]["uri"])
        region = place["region"]
        assert all(isinstance(number, int) for number in region.values())
        assert min(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) >= 1
        start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
        end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
        assert (start, end - start) == (region["charOffset"], region["charLength"])
        assert SQL[start:end].split(maxsplit=1)[0] in {"ALTER", "CREATE"}


def test_sarif_marks_what_was_let_through(run: dict[str, Any]) -> None:
    (dropped,) = (result for result in run["results"] if result["ruleId"] == "drop-column")
    assert dropped["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "empty since May"}]
    assert "fixes" not in dropped


def test_a_fix_put_into_the_text_mends_it(run: dict[str, Any]) -> None:
    mended = 0
    for result in run["results"]:
        for fix in result.get("fixes", ()):
            (change,) = fix["artifactChanges"]
            assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
            (replacement,) = change["replacements"]
            region = replacement["deletedRegion"]
            start = region["charOffset"]
            after = SQL[:start] + replacement["insertedContent"]["text"] + SQL[start + region["charLength"] :]
            assert result["ruleId"] not in {finding.rule for finding in lint(after, origin="x")}
            mended += 1
    assert mended >= 3


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    assert json.loads(sarif((), "1"))["runs"][0]["results"] == []


def test_standard_input_has_a_name() -> None:
    (finding, *_) = lint("DROP TABLE t;", origin="-")
    result = json.loads(sarif((finding,), "1"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "stdin"}
