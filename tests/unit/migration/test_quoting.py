"""Whatever a name or text holds, SQL reads back the same."""

from __future__ import annotations

import pglast
import pytest
from hypothesis import given
from hypothesis import strategies as st

from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.model.names import QualifiedName

NAMES = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=("Cs",)), min_size=1, max_size=15)


@given(NAMES)
def test_an_identifier_is_read_back_as_it_was(text: str) -> None:
    statement = pglast.parse_sql(f"SELECT 1 AS {identifier(text)}")[0].stmt
    assert statement.targetList[0].name == text


@given(NAMES, NAMES)
def test_a_qualified_name_is_read_back_in_two_parts(schema: str, name: str) -> None:
    statement = pglast.parse_sql(f"DROP TABLE {qualified(QualifiedName(schema, name))}")[0].stmt
    assert [part.sval for part in statement.objects[0]] == [schema, name]


@given(st.text(st.characters(blacklist_characters="\x00", blacklist_categories=("Cs",)), max_size=30))
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    statement = pglast.parse_sql(f"SELECT {literal(text)}")[0].stmt
    assert statement.targetList[0].val.val.sval == text


@given(st.text(st.sampled_from("$db1 \n"), max_size=30))
def test_dollar_quotes_hold_any_text(text: str) -> None:
    statement = pglast.parse_sql(f"SELECT {dollar_quoted(text)}")[0].stmt
    assert statement.targetList[0].val.val.sval == f"\n{text}\n"


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("users", "users"),
        ("Order", '"Order"'),
        ("order", '"order"'),
        ("user", '"user"'),
        ('a"b', '"a""b"'),
        ("1st", '"1st"'),
    ],
)
def test_only_what_needs_quotes_gets_them(name: str, spelled: str) -> None:
    assert identifier(name) == spelled


def test_public_is_always_said() -> None:
    assert qualified(QualifiedName("public", "users")) == "public.users"
