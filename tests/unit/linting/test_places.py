"""Where a finding stands, whatever the file's line ends, marks and characters; and input that means harm."""

from __future__ import annotations

import pytest

from database_developer.errors import SchemaUnreadable
from database_developer.migration.linting import Span, lint
from support.linting import found, rules_in

RULE = "index-without-concurrently"


def span_of(sql: str) -> Span:
    (finding,) = found(sql, RULE)
    return finding.span


def told(span: Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column


def test_comments_and_blank_lines_before_a_statement_are_not_part_of_it() -> None:
    sql = "-- first\n/* second\n */\n\n  CREATE INDEX i\n    ON t (a)  ;\nSELECT 1;\n"
    span = span_of(sql)
    assert told(span) == (5, 3, 6, 13)
    assert sql[span.start : span.end] == "CREATE INDEX i\n    ON t (a)"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts(end: str) -> None:
    assert told(span_of(f"SELECT 1;{end}-- x{end}CREATE INDEX i{end}ON t (a);{end}")) == (3, 1, 4, 9)


def test_a_byte_order_mark_is_no_column() -> None:
    assert told(span_of("\ufeffCREATE INDEX i ON t (a)")) == (1, 1, 1, 24)


def test_columns_count_characters_not_bytes() -> None:
    assert told(span_of("SELECT 'éß😀'; CREATE INDEX i ON t (a); -- é")) == (1, 15, 1, 38)


def test_a_comment_after_the_last_statement_is_no_part_of_it() -> None:
    assert told(span_of("CREATE INDEX i ON t (a) -- why\n/* x */")) == (1, 1, 1, 24)


def test_two_statements_on_a_line_have_places_of_their_own() -> None:
    spans = [one.span for one in found("CREATE INDEX i ON t (a);CREATE INDEX j ON t (b);", RULE)]
    assert [told(span) for span in spans] == [(1, 1, 1, 24), (1, 25, 1, 48)]


def test_a_statement_inside_of_a_block_has_its_own_line() -> None:
    block = "BEGIN\n\n    IF true THEN\n      CREATE INDEX i ON t (a);\n    END IF;\nEND"
    sql = f"SELECT 1;\n\nDO\n$x$ DECLARE n int;\n{block} $x$;"
    assert told(span_of(sql))[:2] == (8, 7)


@pytest.mark.parametrize("sql", ["", "\n\n", "-- nothing\n", ";;;", "\ufeff", "/* x */"])
def test_a_file_without_statements_has_no_findings(sql: str) -> None:
    assert lint(sql, origin="x") == ()


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("SELECT 1;\nSELEC 2;", 2),
        ("CREATE TABLE t (", 1),
        ("SELECT 1;\n\nSELECT 'open", 3),
        ("SELECT 1;\n/* open", 2),
        ("SELECT\n\x00;", 2),
        ("\r\n\r\nCOPY t FROM stdin;\r\n1\r\n\\.\r\n", 4),
        ("\\set x 1\nSELEC 1;", 2),
        ("SELECT 1" + "+1" * 100_000, 1),
        ("SELECT " + "(" * 100_000, 1),
        ("SELECT " + "[" * 5_000, 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_sql_is_refused_with_its_line(sql: str, line: int) -> None:
    with pytest.raises(SchemaUnreadable) as caught:
        lint(sql, origin="bad.sql")
    assert caught.value.where == f"bad.sql:{line}"


def test_a_long_expression_is_still_found_though_it_cannot_be_written_again() -> None:
    (finding,) = found("ALTER TABLE t ADD CHECK (a" + "+1" * 3_000 + " > 0);", "check-without-not-valid")
    assert finding.safe_sql == ""


def test_a_long_list_of_values_is_no_harm() -> None:
    rows = ", ".join(f"({number}, 'x')" for number in range(20_000))
    assert rules_in(f"INSERT INTO t VALUES {rows};") == []


def test_what_looks_like_a_command_of_psql_in_a_text_is_a_text() -> None:
    assert rules_in("SELECT '\n\\i other.sql\n';") == []


def test_names_that_need_quotes_keep_them() -> None:
    (finding,) = found('ALTER TABLE "Weird ""T" ADD CHECK ("sel ect" > 0);', "check-without-not-valid")
    assert finding.safe_sql.startswith(
        'ALTER TABLE "Weird ""T" ADD CONSTRAINT "Weird ""T_sel ect_check" CHECK ("sel ect"'
    )


def test_a_name_that_is_too_long_is_cut_as_the_server_does() -> None:
    long = "x" * 60
    (finding,) = found(f"ALTER TABLE {long} ADD FOREIGN KEY ({long}) REFERENCES p;", "foreign-key-without-not-valid")
    name = finding.safe_sql.split("ADD CONSTRAINT ")[1].split()[0]
    assert len(name) == 63
    assert name.endswith("_fkey")
