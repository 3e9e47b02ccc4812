"""Columns that keep their name and get another type by a rule, and those that take another one's place."""

from __future__ import annotations

from database_developer.design import design
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.recipe import Attribute, Before, Formula, Mapping, Recipe
from database_developer.model.request import AlterAsk, Ask, AttributeAsk, BackfillAsk, RemovalAsk
from database_developer.model.schema import Column
from support.asks import request
from support.live import column, key, schema, table
from unit.reading.tickets import Q

TICKETS = QualifiedName("public", "tickets")


def designed(*asks: Ask) -> Design:
    people = table("people", key(), column("name", "text", required=True))
    rooms = table("rooms", key(), column("code", "text", required=True))
    live = schema(
        people,
        rooms,
        table(
            "tickets",
            key(),
            column("title", "text", required=True),
            column("paid", "character(1)", required=True, default="'N'::bpchar"),
            column("level", "text"),
        ),
    )
    return design(request(*asks), live)


def of(found: Design, name: str) -> Column:
    column = found.target.tables[TICKETS].column(name)
    assert column is not None
    return column


def mapped(name: str, *pairs: tuple[str, str]) -> Recipe:
    return Recipe(formula=Formula(source=Attribute(name=name), steps=(Mapping(pairs=pairs),)))


def test_the_values_of_a_column_of_another_type_are_read_as_they_are_today() -> None:
    change = AlterAsk(entity="ticket", attribute="paid", type="boolean", quote=Q)
    rule = mapped("paid", ("Y", "true"), ("N", "false"))
    filling = BackfillAsk(entity="ticket", attribute="paid", rule="Y is true", recipe=rule, quote=Q)
    found = designed(change, filling)
    [made] = found.fillings
    assert "(t.paid)::text WHEN 'Y' THEN 'true'" in made.expression
    assert made.known == ("paid", ("Y", "N"))
    assert (of(found, "paid").type, of(found, "paid").default) == ("boolean", "false")
    assert [(one.id, one.blocking) for one in found.questions] == [("writers-tickets-paid", False)]


def test_a_value_that_is_not_told_is_not_made_up() -> None:
    change = AlterAsk(entity="ticket", attribute="paid", type="boolean", quote=Q)
    rule = mapped("paid", ("Y", "true"))
    filling = BackfillAsk(entity="ticket", attribute="paid", rule="Y is true", recipe=rule, quote=Q)
    found = designed(change, filling)
    assert "coalesce" not in found.fillings[0].expression
    assert any("the migration stops at them" in one.what for one in found.decisions)
    assert of(found, "paid").default is None


def test_what_takes_the_place_of_a_required_column_is_required() -> None:
    column_ask = AttributeAsk(entity="ticket", attribute="headline", column="headline", type="text", quote=Q)
    rule = Recipe(formula=Formula(source=Attribute(name="title"), steps=(Before(mark=" "),)))
    filling = BackfillAsk(entity="ticket", attribute="headline", rule="r", recipe=rule, replaces="title", quote=Q)
    found = designed(column_ask, filling, RemovalAsk(entity="ticket", attribute="title", quote=Q))
    assert of(found, "headline").is_required
    optional = AttributeAsk(entity="ticket", attribute="step", column="step", type="text", quote=Q)
    rule = Recipe(formula=Formula(source=Attribute(name="level")))
    filling = BackfillAsk(entity="ticket", attribute="step", rule="r", recipe=rule, replaces="level", quote=Q)
    found = designed(optional, filling, RemovalAsk(entity="ticket", attribute="level", quote=Q))
    assert not of(found, "step").is_required


def test_where_the_rest_is_told_a_required_flag_leaves_nothing_open() -> None:
    flag = AttributeAsk(entity="ticket", attribute="is_high", column="is_high", type="boolean", required=True, quote=Q)
    rule = Recipe(
        formula=Formula(source=Attribute(name="level"), steps=(Mapping(pairs=(("H", "true"),), otherwise="false"),))
    )
    filling = BackfillAsk(
        entity="ticket", attribute="is_high", rule="H is true", recipe=rule, replaces="level", quote=Q
    )
    found = designed(flag, filling)
    assert of(found, "is_high").is_required
    assert not any(one.blocking for one in found.questions)


def test_where_the_rest_is_not_told_a_required_flag_is_asked_about() -> None:
    flag = AttributeAsk(entity="ticket", attribute="is_high", column="is_high", type="boolean", required=True, quote=Q)
    rule = mapped("level", ("H", "true"))
    filling = BackfillAsk(
        entity="ticket", attribute="is_high", rule="H is true", recipe=rule, replaces="level", quote=Q
    )
    assert any(one.blocking for one in designed(flag, filling).questions)
