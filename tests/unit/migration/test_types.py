"""What a change of type costs and keeps; the verdicts were measured on a server."""

from __future__ import annotations

import pytest

from database_developer.migration.types import conversion, keeps_values, needs_no_rewrite


@pytest.mark.parametrize(
    ("before", "after", "free", "kept"),
    [
        ("character varying(20)", "character varying(40)", True, True),
        ("character varying(20)", "character varying(10)", False, False),
        ("character varying(20)", "text", True, True),
        ("text", "character varying", True, True),
        ("text", "character varying(100)", False, False),
        ("character(5)", "text", False, False),
        ("numeric(10,2)", "numeric(12,2)", True, True),
        ("numeric(10,2)", "numeric", True, True),
        ("numeric(10,2)", "numeric(12,4)", False, False),
        ("numeric", "numeric(10,2)", False, False),
        ("timestamp(3) with time zone", "timestamp with time zone", True, True),
        ("timestamp without time zone", "timestamp with time zone", False, False),
        ("cidr", "inet", True, True),
        ("json", "jsonb", False, False),
        ("integer", "bigint", False, True),
        ("bigint", "integer", False, False),
        ("text[]", "character varying[]", False, False),
    ],
)
def test_cost_and_loss(before: str, after: str, free: bool, kept: bool) -> None:
    assert needs_no_rewrite(before, after) is free
    assert keeps_values(before, after) is kept


@pytest.mark.parametrize(
    ("before", "after", "using"),
    [
        ("character varying(40)", "character varying(10)", None),
        ("integer", "bigint", None),
        ("integer", "text", None),
        ("text", "integer", "c::text::integer"),
        ("text", "public.mood", "c::text::public.mood"),
        ("public.a", "public.b", "c::text::public.b"),
        ("timestamp without time zone", "timestamp with time zone", "c AT TIME ZONE 'UTC'"),
    ],
)
def test_using_is_written_only_where_it_must(before: str, after: str, using: str | None) -> None:
    assert conversion("c", before, after) == using
