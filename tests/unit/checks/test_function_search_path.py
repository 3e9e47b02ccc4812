"""function-search-path: a function whose names mean something else for each caller."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Function
from database_developer.proof.checks.function_search_path import CHECK
from support.checks import assert_finds_as_documented, assert_silent, function, name, places, schema, script

BAD = script(after=schema(function("touch", language="plpgsql")))


def test_a_function_without_a_search_path_is_found() -> None:
    what = '"touch()" looks its names up under the caller\'s search_path'
    assert_finds_as_documented(CHECK, BAD, "function touch()", what)


@pytest.mark.parametrize(
    "more",
    [
        {"language": "plpgsql", "settings": ('search_path=""',)},
        {"language": "c"},
        {"language": "plpgsql", "security_definer": True},
    ],
)
def test_a_fixed_path_another_language_and_a_definer_are_good(more: dict[str, object]) -> None:
    assert_silent(CHECK, script(after=schema(function("touch", **more))))


def bound(body: str) -> Function:
    definition = f"CREATE OR REPLACE FUNCTION public.twice(n integer)\n RETURNS integer\n LANGUAGE sql\n{body}\n"
    return Function(name=name("twice"), arguments="n integer", definition=definition)


@pytest.mark.parametrize("body", ["RETURN (n * 2)", "BEGIN ATOMIC\n SELECT (n * 2);\nEND"])
def test_a_body_of_standard_sql_is_bound_already(body: str) -> None:
    assert_silent(CHECK, script(after=schema(bound(body))))


def test_the_same_words_in_a_quoted_body_are_not() -> None:
    quoted = bound("AS $function$\nRETURN twice(n);\n$function$")
    assert places(CHECK, script(after=schema(quoted))) == ["function twice(n integer)"]
