"""From rules for existing rows to fillings, with what is assumed and what is asked."""

from __future__ import annotations

import pytest

from database_developer.design import design
from database_developer.design.spelling import foreign_key
from database_developer.model.design import Clash, Design, Filling, Liveness
from database_developer.model.names import QualifiedName
from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Before,
    Branch,
    Characters,
    Comparison,
    Condition,
    Constant,
    Formula,
    Letters,
    Lower,
    Mapping,
    OnClash,
    Operator,
    Recipe,
    Relation,
    ReplaceCharacters,
    Step,
)
from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    EntityAsk,
    LivenessAsk,
    Question,
    RangeAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.model.schema import Reference
from support.asks import request, said
from support.live import USERS, column, key, schema, table, users
from unit.reading.tickets import example

ORDERS = table(
    "orders",
    key(),
    column("user_id", "integer", required=True),
    column("checked_by", "integer"),
    column("total", "numeric(12,2)", required=True),
    column("note"),
    constraints=(
        foreign_key("orders_user_id_fkey", ("user_id",), Reference(table=USERS, columns=("id",))),
        foreign_key("orders_checked_by_fkey", ("checked_by",), Reference(table=USERS, columns=("id",))),
    ),
)
LIVE = schema(users(), ORDERS)
ID = OnClash(separator="_", attribute=Attribute(name="id"))
EMAIL = Attribute(name="email")


def of(name: str, *steps: Step, clash: OnClash | None = None) -> Recipe:
    return Recipe(formula=Formula(source=Attribute(name=name), steps=steps), clash=clash)


def value(text: str | None) -> Recipe:
    return Recipe(formula=Formula(source=Constant(text=text)))


def backfill(attribute: str, recipe: Recipe | None, *, entity: str = "user", unclear: str = "") -> BackfillAsk:
    return BackfillAsk(
        entity=entity, attribute=attribute, rule="the rule", recipe=recipe, unclear=unclear, quote=said("Existing rows")
    )


def new(attribute: str, type_name: str, *, entity: str = "user", required: bool = True, **more: str) -> AttributeAsk:
    quote = said(attribute)
    return AttributeAsk(entity=entity, attribute=attribute, type=type_name, required=required, quote=quote, **more)  # type: ignore[arg-type]


def designed(*asks: Ask) -> Design:
    return design(request(*asks), LIVE)


def filled(*asks: Ask) -> Filling:
    result = designed(*asks)
    assert not result.questions, result.questions
    (found,) = result.fillings
    return found


def asked(*asks: Ask) -> Question:
    result = designed(*asks)
    assert not result.fillings
    (question,) = result.questions
    assert question.blocking
    assert question.quote is not None
    assert question.proposals
    return question


def assumed(result: Design) -> list[str]:
    return [decision.what for decision in result.decisions if decision.is_assumption and decision.rule == "backfills"]


def test_the_example() -> None:
    result = design(example("KAN-37"), schema(users()))
    assert not result.questions
    (found,) = result.fillings
    assert (found.table, found.column, found.condition) == (USERS, "handle", "")
    assert found.expression == (
        "coalesce(nullif(left(regexp_replace(lower(split_part(t.email, '@', 1)), '[^a-z0-9_]', '_', 'g'), 30), ''), "
        "'user')"
    )
    assert found.clash == Clash(separator="_", column="id", max_length=30)
    assert found.is_immutable
    assert [str(address) for address in found.reads] == ["column users.email"]
    assert assumed(result) == [
        "existing rows: cut to 30 characters",
        "existing rows: 'user' where the rule gives nothing",
    ]


def test_the_example_s_target() -> None:
    result = design(example("KAN-37"), schema(users()))
    target = result.target.tables[USERS]
    columns = {one.name: (one.type, one.is_required, one.default) for one in target.columns}
    assert columns["handle"] == ("varchar(30)", True, None)
    assert columns["locale"] == ("varchar(10)", True, "'en'")
    assert "display_name" not in columns
    assert {constraint.definition for constraint in target.constraints} >= {
        "UNIQUE (handle)",
        "CHECK (handle ~ '^[a-z0-9_]+$')",
    }
    assert [(str(one.before), str(one.after)) for one in result.renamings] == [
        ("column users.display_name", "column users.full_name")
    ]


def test_what_must_go_on_comes_with_its_words() -> None:
    found = design(example("KAN-37"), schema(users())).liveness
    assert found is not None
    assert (found.max_block_ms, found.keep_old_version, found.is_busy) == (1000, True, True)
    assert "for more than a second" in found.quotes[0].text
    first = LivenessAsk(max_block_ms=500, quote=said("a"))
    second = LivenessAsk(max_block_ms=200, is_busy=True, quote=said("b"))
    assert designed(first, second).liveness == Liveness(quotes=(said("a"), said("b")), max_block_ms=200, is_busy=True)
    assert designed().liveness is None


def test_a_renamed_column_is_known_by_both_names() -> None:
    rename = RenameAsk(entity="user", attribute="display_name", new_name="full_name", quote=said("rename"))
    for name in ("display_name", "full_name", "display name"):
        found = filled(rename, new("nick", "text", required=False), backfill("nick", of(name)))
        assert found.expression == "t.full_name"


def test_a_column_that_goes_away_is_still_read() -> None:
    removal = RemovalAsk(entity="user", attribute="display_name", quote=said("drop it"))
    found = filled(removal, new("nick", "text", required=False), backfill("nick", of("display_name")))
    assert found.expression == "t.display_name"


def test_a_value_too_long_is_cut_and_told_but_a_constant_is_asked() -> None:
    result = designed(new("nick", "varchar(5)", required=False), backfill("nick", of("display_name")))
    assert result.fillings[0].expression == "left(t.display_name, 5)"
    assert assumed(result) == ["existing rows: cut to 5 characters"]
    question = asked(new("nick", "varchar(5)"), backfill("nick", value("unknown")))
    assert "longer than the 5 characters" in question.text


def test_a_required_text_gets_a_word_and_a_required_number_is_asked() -> None:
    found = filled(new("nick", "text"), backfill("nick", of("display_name")))
    assert found.expression == "coalesce(t.display_name, 'unknown')"
    question = asked(new("size", "integer"), backfill("size", of("display_name")))
    assert "gives some rows no value" in question.text


def test_the_default_is_what_rows_fall_back_on() -> None:
    found = filled(new("nick", "text", default="nobody"), backfill("nick", of("display_name")))
    assert found.expression == "coalesce(t.display_name, 'nobody')"
    assert filled(new("size", "integer", default="3"), backfill("size", of("display_name"))).expression.endswith(", 3)")


def test_an_optional_column_stays_without_a_value() -> None:
    assert (
        filled(new("nick", "text", required=False), backfill("nick", of("display_name"))).expression == "t.display_name"
    )
    result = designed(new("nick", "text", required=False), backfill("nick", value(None)))
    assert not result.fillings
    assert not result.questions
    assert any(decision.what == "existing rows: no value" for decision in result.decisions)
    assert "cannot stay empty" in asked(new("nick", "text"), backfill("nick", value(None))).text


def test_a_unique_column_needs_to_be_told_what_happens_on_a_clash() -> None:
    unique = UniqueAsk(entity="user", attributes=("nick",), quote=said("unique"))
    question = asked(new("nick", "text"), unique, backfill("nick", of("email", Lower())))
    assert "two rows the same value" in question.text
    assert any('add "_" and the id' in proposal for proposal in question.proposals)
    assert filled(new("nick", "text"), unique, backfill("nick", of("email"))).clash is None  # it is unique already
    assert filled(new("nick", "text"), unique, backfill("nick", of("email", Lower(), clash=ID))).clash is not None


def test_only_rows_that_share_the_rest_of_the_key_clash() -> None:
    unique = UniqueAsk(entity="order", attributes=("user_id", "label"), quote=said("unique per user"))
    found = filled(
        new("label", "varchar(40)", entity="order"), unique, backfill("label", of("note", clash=ID), entity="order")
    )
    assert found.clash == Clash(separator="_", column="id", max_length=40, within=("user_id",))


def test_no_value_clashes_where_the_rest_of_the_key_is_unique_today() -> None:
    unique = UniqueAsk(entity="user", attributes=("country", "email"), quote=said("unique per country"))
    released = UnconstrainAsk(entity="user", kind="unique", attributes=("email",), quote=said("not alone"))
    found = filled(new("country", "text"), unique, released, backfill("country", value("DE")))
    assert found.clash is None


def gap(attribute: str, filled_with: str, *, of_another: str | None = None) -> Recipe:
    comparison = Comparison(attribute=Attribute(name=of_another or attribute), relation=Relation.MISSING)
    formula = Formula(source=Constant(text=filled_with))
    return Recipe(branches=(Branch(condition=Condition(comparisons=(comparison,)), formula=formula),))


def test_where_all_gaps_are_filled_the_others_have_their_value() -> None:
    required = AlterAsk(entity="order", attribute="note", required=True, quote=said("required"))
    found = filled(required, backfill("note", gap("note", "none"), entity="order"))
    assert "note" in found.condition


def test_a_gap_of_another_column_leaves_the_others_open() -> None:
    required = AlterAsk(entity="order", attribute="note", required=True, quote=said("required"))
    rule = gap("note", "none", of_another="checked_by")
    assert "the other rows" in asked(required, backfill("note", rule, entity="order")).text


def test_a_running_number_has_no_column() -> None:
    unique = UniqueAsk(entity="user", attributes=("nick",), quote=said("unique"))
    found = filled(new("nick", "text"), unique, backfill("nick", of("display_name", clash=OnClash(separator="-"))))
    assert found.clash == Clash(separator="-", column=None)


@pytest.mark.parametrize(
    ("clash", "type_name", "words"),
    [
        (OnClash(separator="-", attribute=Attribute(name="id")), "varchar(30)", "may not have the form"),
        (OnClash(separator="_", attribute=Attribute(name="display name")), "varchar(30)", "may not have the form"),
        (OnClash(separator="_", attribute=Attribute(name="id")), "varchar(8)", "leave no room"),
        (OnClash(separator="_", attribute=Attribute(name="no such")), "varchar(30)", 'no column for "no such"'),
    ],
)
def test_what_is_added_must_fit_the_column(clash: OnClash, type_name: str, words: str) -> None:
    steps = (
        Lower(),
        ReplaceCharacters(characters=Characters(sorts=(Letters.ANY,)), new="_", others=True),
    )
    column_ask = new("nick", type_name, pattern="^[a-z0-9_]+$")
    assert words in asked(column_ask, backfill("nick", of("email", *steps, clash=clash))).text


def test_a_format_that_the_rule_cannot_promise_is_checked_row_by_row() -> None:
    result = designed(new("nick", "text", pattern="^[a-z0-9_]+$"), backfill("nick", of("display_name", Lower())))
    assert result.fillings[0].expression == (
        "coalesce(CASE WHEN lower(t.display_name) ~ '^[a-z0-9_]+$' THEN lower(t.display_name) END, 'user')"
    )
    assert len(assumed(result)) == 2


def test_values_that_are_told_must_be_allowed() -> None:
    allowed = AllowedAsk(entity="user", attribute="standing", values=("active", "gone"), quote=said("one of"))
    right = of("display_name", Mapping(pairs=(("A", "active"), ("I", "gone")), otherwise="gone"))
    assert filled(new("standing", "text"), allowed, backfill("standing", right)).expression.startswith("CASE ")
    wrong = of("display_name", Mapping(pairs=(("A", "activ"),), otherwise="gone"))
    question = asked(new("standing", "text"), allowed, backfill("standing", wrong))
    assert '"activ" is none of the allowed values' in question.text
    open_end = of("display_name", Mapping(pairs=(("A", "active"),)))
    assert "gives some rows no value" in asked(new("standing", "text"), allowed, backfill("standing", open_end)).text


def test_a_number_out_of_bounds_is_asked() -> None:
    bounds = RangeAsk(entity="user", attribute="level", minimum="1", maximum="5", quote=said("1 to 5"))
    assert filled(new("level", "integer"), bounds, backfill("level", value("3"))).expression == "3"
    assert "out of the column's bounds" in asked(new("level", "integer"), bounds, backfill("level", value("9"))).text


def test_a_number_that_surely_fits_needs_no_fallback() -> None:
    cents = of("total", Arithmetic(operator=Operator.TIMES, number="100"))
    found = filled(new("total_cents", "bigint", entity="order"), backfill("total_cents", cents, entity="order"))
    assert "coalesce" not in found.expression
    assert (
        "gives some rows no value"
        in asked(new("total_cents", "integer", entity="order"), backfill("total_cents", cents, entity="order")).text
    )


OLD = Condition(
    comparisons=(Comparison(attribute=Attribute(name="created"), relation=Relation.LESS, values=("2020",)),)
)


def test_one_case_alone_is_a_condition() -> None:
    recipe = Recipe(branches=(Branch(condition=OLD, formula=Formula(source=Constant(text="old"))),))
    found = filled(new("era", "text", required=False), backfill("era", recipe))
    assert found.expression == "'old'::text"
    assert found.condition == "t.created_at < TIMESTAMPTZ '2020-01-01 00:00:00+00'"
    assert "what the other rows get" in asked(new("era", "text"), backfill("era", recipe)).text
    assert filled(new("era", "text", default="new"), backfill("era", recipe)).condition


def test_cases_with_a_rest_are_one_expression_for_all_rows() -> None:
    recipe = Recipe(
        formula=Formula(source=Constant(text="new")),
        branches=(Branch(condition=OLD, formula=Formula(source=Constant(text="old"))),),
    )
    found = filled(new("era", "text"), backfill("era", recipe))
    assert found.condition == ""
    assert found.expression == (
        "CASE WHEN t.created_at < TIMESTAMPTZ '2020-01-01 00:00:00+00' THEN 'old'::text ELSE 'new'::text END"
    )
    assert [str(address) for address in found.reads] == ["column users.created_at"]


def test_whose_value_is_meant_must_be_clear() -> None:
    label = new("label", "text", entity="order", required=False)
    by_role = Recipe(formula=Formula(source=Attribute(name="email", of="user")))
    found = filled(label, backfill("label", by_role, entity="order"))
    assert found.expression == "(SELECT p.email FROM public.users AS p WHERE p.id = t.user_id)"
    checker = Recipe(formula=Formula(source=Attribute(name="email", of="checked by")))
    assert "t.checked_by" in filled(label, backfill("label", checker, entity="order")).expression
    shop = Recipe(formula=Formula(source=Attribute(name="name", of="shop")))
    assert 'no reference to "shop"' in asked(label, backfill("label", shop, entity="order")).text


def test_names_that_need_quotation_marks_get_them() -> None:
    odd = table("odd", key(), column("E-Mail"), column("order"))
    result = design(
        request(new("nick", "text", entity="odd", required=False), backfill("nick", of("E-Mail"), entity="odd")),
        schema(odd),
    )
    assert result.fillings[0].expression == 't."E-Mail"'


def test_a_rule_that_is_not_understood_is_asked_with_its_words() -> None:
    question = asked(new("nick", "text"), backfill("nick", None, unclear="except on Sundays"))
    assert '"except on Sundays" is not understood' in question.text
    assert '"the rule"' in question.text
    assert len(question.proposals) >= 2
    assert "not clear which table" in asked(backfill("nick", None, entity="")).text


@pytest.mark.parametrize(
    "recipe",
    [
        of("no such thing"),
        of("created_at"),
        of("email", Before(mark="@"), Arithmetic(operator=Operator.DIVIDED, number="0")),
    ],
)
def test_what_cannot_be_built_is_asked(recipe: Recipe) -> None:
    asked(new("nick", "text"), backfill("nick", recipe))


def test_a_column_nobody_asked_for_is_asked_about() -> None:
    assert 'no column for "nick"' in asked(backfill("nick", value("x"))).text


def test_a_new_table_has_no_rows_to_fill() -> None:
    shop = EntityAsk(entity="shop", quote=said("a shop"))
    name = new("name", "text", entity="shop")
    result = designed(shop, name, backfill("name", value("x"), entity="shop"))
    assert not result.fillings
    assert not any("get a value" in question.text for question in result.questions)
    assert any(decision.what == "nothing to fill" for decision in result.decisions)


def test_values_that_are_replaced_are_told() -> None:
    result = designed(backfill("email", of("email", Lower(), clash=ID)))
    assert result.fillings[0].table == QualifiedName("public", "users")
    assert any(decision.what == "existing values are replaced" for decision in result.decisions)
