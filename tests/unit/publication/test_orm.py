from __future__ import annotations

import ast
import sys
import types
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table, View
from database_developer.publication.orm.naming import attribute, names_of
from database_developer.publication.orm.python import sql_body, string
from database_developer.publication.orm.sqlalchemy import models
from unit.publication.sample import AFTER, NASTY, TEAMS, column, foreign, primary, public

GOLDEN = Path(__file__).parent / "golden" / "sqlalchemy_models.py"


def load(source: str) -> types.ModuleType:
    """The models, imported and configured with every warning an error."""
    module = types.ModuleType("models_under_test")
    sys.modules[module.__name__] = module
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(source, "models.py", "exec"), module.__dict__)  # noqa: S102
        module.Base.registry.configure()
    return module


def test_the_text_is_the_golden_one() -> None:
    assert models(AFTER) == GOLDEN.read_text()


def test_the_golden_text_is_good_python() -> None:
    module = load(GOLDEN.read_text())
    assert {mapper.class_.__name__ for mapper in module.Base.registry.mappers} == {
        "AnalyticsDailySummary",
        "AnalyticsEvent",
        "Badge",
        "Membership",
        "Team",
        "User",
    }


def test_relationships_have_readable_names() -> None:
    names = names_of(AFTER)
    users = [side.name for side in names.sides[public("users")]]
    assert users == [
        "analytics_daily_summaries",
        "analytics_events",
        "memberships",
        "teams_as_creator",
        "teams_as_owner",
        "referred_by",
        "users_as_referred_by",
    ]
    assert [side.name for side in names.sides[public("memberships")]] == ["badge", "team", "user"]


def test_words_that_python_and_sqlalchemy_keep_for_themselves_are_left_to_them() -> None:
    words = ("class", "metadata", "registry", "sa", "None", "1st", "Mixed Case", "a-b", "a b", "_x", "__y__", "é")
    columns = tuple(column(word, "integer") for word in words)
    table = Table(name=public("class"), columns=columns, constraints=(primary("class", "class"),))
    module = load(models(Schema(tables={table.name: table})))
    assert [one.name for one in module.Class.__table__.columns] == list(words)
    assert attribute("class") == "class_"


def test_equal_names_in_two_namespaces_become_two_classes() -> None:
    tables = [
        Table(
            name=QualifiedName(schema, "users"),
            columns=(column("id", "integer"),),
            constraints=(primary("users", "id"),),
        )
        for schema in ("public", "app", "Base")
    ]
    module = load(models(Schema(tables={table.name: table for table in tables})))
    assert len(module.Base.registry.mappers) == 3


def test_hostile_comments_and_defaults_stay_texts() -> None:
    columns = tuple(replace(one, comment=NASTY, default=f"'{NASTY}'::text") for one in TEAMS.columns[1:2])
    table = Table(name=public("t"), columns=columns, comment=NASTY, constraints=(primary("t", "name"),))
    module = load(models(Schema(tables={table.name: table})))
    assert module.T.__table__.comment == NASTY
    assert module.T.__table__.columns["name"].comment == NASTY


def test_what_is_not_in_the_models_is_told() -> None:
    view = View(name=public("seen"), definition=" SELECT 1")
    bare = Table(name=public("bare"), columns=(column("a", "point"),))
    text = models(Schema(tables={bare.name: bare}, views={view.name: view}))
    assert "- view seen" in text
    assert "- table bare: has no primary key, so rows are told apart by other columns" in text
    assert 'OtherType("point")' in text
    load(text)


def test_two_keys_that_share_a_column_make_no_warning() -> None:
    both = (
        foreign("t", ("tenant", "a"), "p", ("tenant", "id")),
        foreign("t", ("tenant", "b"), "p", ("tenant", "id")),
    )
    parent = Table(
        name=public("p"),
        columns=(column("tenant", "integer"), column("id", "integer")),
        constraints=(primary("p", "tenant", "id"),),
    )
    child = Table(
        name=public("t"),
        columns=tuple(column(name, "integer") for name in ("id", "tenant", "a", "b")),
        constraints=(primary("t", "id"), *both),
    )
    load(models(Schema(tables={one.name: one for one in (parent, child)})))


@pytest.mark.parametrize(
    "text", ["'x'::text", "now()", "'12:30'::time", "' :name'", "a[1:2]", "'\\:x'", "'\\: '", "':$a'", ":: :a ::b"]
)
def test_colons_in_sql_are_no_parameters(text: str) -> None:
    compiled = sa.text(sql_body(text)).compile()
    assert not compiled.params
    assert str(compiled).replace("%%", "%") == text


@pytest.mark.parametrize("text", ["", '"', "'", "\\", "a\nb", '"""', "\\\"'", "\u2028", "é", "\\'"])
def test_strings_are_read_back_the_same(text: str) -> None:
    assert ast.literal_eval(string(text)) == text
    assert "\n" not in string(text)
