"""Values that come to a live set, and new required columns of which the rows that are there would have no value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.design import design
from database_developer.design.spelling import check
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.recipe import Constant, Formula, Recipe
from database_developer.model.request import AllowedAsk, Ask, AttributeAsk, BackfillAsk
from database_developer.model.schema import Enum, Table
from support.asks import request, said
from support.live import column, key, schema, table

MOOD = QualifiedName("public", "mood")
PAUSED = AllowedAsk(entity="task", attribute="state", values=("paused",), is_further=True, quote=said("also paused"))
OWNER = AttributeAsk(entity="task", attribute="owner", required=True, quote=said("an owner, required"))


def tasks(type_name: str = "text", expression: str = "") -> Table:
    checks = (check("tasks_known", ("state",), expression),) if expression else ()
    return table("tasks", key(), column("state", type_name), constraints=checks)


def designed(live: Table, *asks: Ask, is_empty: bool = False) -> Design:
    enums = {MOOD: Enum(name=MOOD, labels=("new", "done"))}
    empty = frozenset({live.name}) if is_empty else frozenset()
    return design(request(*asks), replace(schema(live), enums=enums), empty=empty)


@pytest.mark.parametrize(
    ("type_name", "live", "wanted"),
    [
        ("text", "(state = ANY (ARRAY['new'::text, 'don''t'::text]))", "state IN ('new', 'don''t', 'paused')"),
        (
            "character varying(9)",
            "((state)::text = ANY ((ARRAY['new'::character varying, 'old'::character varying])::text[]))",
            "state::text IN ('new', 'old', 'paused')",
        ),
    ],
)
def test_a_check_allows_the_further_value_under_its_own_name(type_name: str, live: str, wanted: str) -> None:
    standing = tasks(type_name, live)
    (constraint,) = designed(standing, PAUSED).target.tables[standing.name].constraints
    assert (constraint.name, constraint.expression) == ("tasks_known", wanted)


def test_a_value_that_is_allowed_already_changes_nothing() -> None:
    standing = tasks("text", "(state = ANY (ARRAY['new'::text, 'paused'::text]))")
    assert designed(standing, PAUSED).target.tables[standing.name] == standing


def test_an_enum_gets_a_further_label() -> None:
    assert designed(tasks("mood"), PAUSED).target.enums[MOOD].labels == ("new", "done", "paused")


def test_a_check_of_another_kind_is_asked_about() -> None:
    standing = tasks("text", "(length(state) > 2)")
    result = designed(standing, PAUSED)
    assert result.target.tables[standing.name] == standing
    (question,) = result.questions
    assert question.blocking and "length(state)" in question.text


def test_where_no_rule_limits_the_values_none_is_added() -> None:
    result = designed(tasks(), PAUSED)
    assert result.target.tables[tasks().name] == tasks()
    assert not result.questions


def test_a_new_required_column_without_a_value_is_asked_about() -> None:
    (question,) = designed(tasks(), OWNER).questions
    assert question.blocking
    assert question.meanings[0] == "The `owner` of `tasks` may stay empty."
    assert question.quote == OWNER.quote


def test_nothing_is_asked_where_the_rows_get_a_value_or_there_are_none() -> None:
    recipe = Recipe(formula=Formula(source=Constant(text="nobody")))
    told = BackfillAsk(entity="task", attribute="owner", rule="nobody", recipe=recipe, quote=said("nobody"))
    assert not designed(tasks(), OWNER, told).questions
    assert not designed(tasks(), replace(OWNER, default="nobody")).questions
    assert not designed(tasks(), replace(OWNER, required=False)).questions
    assert not designed(tasks(), OWNER, is_empty=True).questions
