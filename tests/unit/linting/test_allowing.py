"""A hazard is let through by name and with a reason, is still shown, and a comment that does nothing is told of."""

from __future__ import annotations

import pytest

from database_developer.migration.linting import Severity
from support.linting import found, rules_in

DROP = "ALTER TABLE orders DROP COLUMN note;"


@pytest.mark.parametrize("name", ["data-loss", "drop-column"])
def test_a_comment_right_above_lets_it_through_as_a_note(name: str) -> None:
    (finding,) = found(f"-- dbd:allow {name}: nobody has read it since May\n{DROP}", "drop-column")
    assert finding.severity is Severity.NOTE
    assert finding.allowed == "nobody has read it since May"


def test_other_comments_may_stand_between() -> None:
    sql = f"SELECT 1;\n-- dbd:allow data-loss: empty\n-- dbd:allow no-lock-timeout: quiet hour\n-- note is gone\n{DROP}"
    assert all(finding.severity is Severity.NOTE for finding in found(sql))


def test_one_hazard_does_not_let_another_through() -> None:
    sql = "-- dbd:allow rewrite: small table\nALTER TABLE t ALTER a SET NOT NULL, ALTER b TYPE bigint;"
    by_rule = {finding.rule: finding.severity for finding in found(sql)}
    assert by_rule["set-not-null"] is Severity.ERROR
    assert by_rule["change-column-type"] is Severity.NOTE


def test_it_holds_for_one_statement_only() -> None:
    sql = f"-- dbd:allow data-loss: empty\n{DROP}\nALTER TABLE orders DROP COLUMN status;"
    assert [one.severity for one in found(sql, "drop-column")] == [Severity.NOTE, Severity.ERROR]


def test_it_reaches_into_a_block() -> None:
    sql = f"-- dbd:allow data-loss: empty\nDO $$\nBEGIN\n    {DROP}\nEND $$;"
    assert [one.severity for one in found(sql, "drop-column")] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"-- dbd:allow dataloss: x\n{DROP}", '"dataloss" is neither a hazard nor a rule'),
        (f"-- dbd:allow\n{DROP}", '"" is neither a hazard nor a rule'),
        (f"-- dbd:allow data-loss\n{DROP}", "without a reason"),
        (f"-- dbd:allow data-loss:   \n{DROP}", "without a reason"),
        (f"-- dbd:allow data-loss: x\n\n{DROP}", "stands directly above no statement"),
        (f"SELECT 1; -- dbd:allow data-loss: x\n{DROP}", "stands directly above no statement"),
        (f"{DROP}\n-- dbd:allow data-loss: x", "stands directly above no statement"),
        (f"-- dbd:allow rewrite: x\n{DROP}", 'has no "rewrite" that could be let through'),
    ],
)
def test_a_comment_that_lets_nothing_through_is_found(sql: str, said: str) -> None:
    (complaint,) = found(sql, "allow-comment")
    assert said in complaint.message
    assert [one.severity for one in found(sql, "drop-column")] == [Severity.ERROR]


def test_a_comment_with_windows_line_ends() -> None:
    assert [one.allowed for one in found(f"-- dbd:allow data-loss: empty\r\n{DROP}\r\n", "drop-column")] == ["empty"]


def test_the_words_in_a_text_are_no_comment() -> None:
    assert "allow-comment" not in rules_in("SELECT '-- dbd:allow nothing: x';")


def test_names_for_the_whole_run_let_it_through_everywhere() -> None:
    sql = f"{DROP}\nDROP TABLE orders;"
    kept = found(sql, allowed=frozenset({"drop-table"}))
    assert {one.rule: one.severity for one in kept if one.hazard} == {
        "drop-column": Severity.ERROR,
        "drop-table": Severity.NOTE,
    }
    (finding,) = found(sql, "drop-table", allowed=frozenset({"data-loss"}))
    assert finding.allowed == "data-loss is allowed for the whole run"


def test_a_finding_that_is_told_once_is_let_through_where_it_is_told() -> None:
    sql = "-- dbd:allow no-lock-timeout: the runner sets it\nALTER TABLE a ADD b int;\nALTER TABLE c ADD d int;"
    assert [one.allowed for one in found(sql, "no-lock-timeout")] == ["the runner sets it"]
