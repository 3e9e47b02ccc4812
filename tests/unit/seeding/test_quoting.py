from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pglast import parse_sql

from database_developer.errors import DesignImpossible
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal, qualified

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
NAME = TEXT.filter(bool).filter(lambda text: len(text.encode()) <= 63)


def target(sql: str) -> Any:
    trees: Any = parse_sql(sql)
    return trees[0].stmt.targetList[0].val


@given(NAME)
def test_a_name_is_read_back_the_same(name: str) -> None:
    assert target(f"SELECT {identifier(name)}").fields[0].sval == name


@given(NAME, NAME)
def test_a_qualified_name_is_read_back_the_same(schema: str, name: str) -> None:
    trees: Any = parse_sql(f"TABLE {qualified(QualifiedName(schema, name))}")
    found = trees[0].stmt.fromClause[0]
    assert (found.schemaname or "public", found.relname) == (schema, name)


@given(TEXT)
def test_a_literal_is_read_back_the_same(text: str) -> None:
    assert target(f"SELECT {literal(text)}").val.sval == text


@pytest.mark.parametrize(
    ("name", "written"),
    [("users", "users"), ("user", '"user"'), ("Users", '"Users"'), ("between", '"between"'), ('a"b', '"a""b"')],
)
def test_quotation_marks_stand_only_where_they_must(name: str, written: str) -> None:
    assert identifier(name) == written


@pytest.mark.parametrize("write", [identifier, literal])
def test_what_cannot_be_stored_is_refused(write: Any) -> None:
    with pytest.raises(DesignImpossible, match="NUL"):
        write("a\x00b")
