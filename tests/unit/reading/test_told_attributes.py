"""Attributes are found by the words of their names, also where findings come, go and change."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, EntityAsk, Quote
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.told_attributes import ToldAttributes

from .tickets import NOTHING, request

QUOTE = Quote(text="A crate has a label.", line=1)


def attribute(name: str) -> AttributeAsk:
    return AttributeAsk(entity="crate", attribute=name, quote=QUOTE)


def names(told: ToldAttributes, name: str) -> list[tuple[int, str]]:
    return [(place, ask.attribute) for place, ask in told.named(name)]


def test_the_whole_name_comes_before_a_part_of_it() -> None:
    told = ToldAttributes([attribute("due date"), EntityAsk(entity="crate", quote=QUOTE), attribute("date")])
    assert names(told, "date") == [(2, "date")]
    assert names(told, "due") == [(0, "due date")]
    assert names(told, "dueDate") == [(0, "due date")]
    assert names(told, "date due") == [(0, "due date")]
    assert names(told, "due time") == []
    assert names(told, "") == []


def test_what_comes_later_is_found_too() -> None:
    findings: list[Finding] = [attribute("label")]
    told = ToldAttributes(findings)
    assert [place for place, _ in told.all()] == [0]
    findings.append(attribute("weight"))
    assert names(told, "weight") == [(1, "weight")]


def test_places_are_looked_for_anew_where_findings_went() -> None:
    findings: list[Finding] = [attribute("label"), attribute("weight")]
    told = ToldAttributes(findings)
    assert names(told, "weight") == [(1, "weight")]
    del findings[0]
    told.forget()
    assert names(told, "weight") == [(0, "weight")]
    assert names(told, "label") == []


def test_a_second_correction_means_what_it_says() -> None:
    told = request("A crate has a label, a weight and a colour.\n\nDrop the label.\n\nDrop the weight.", NOTHING)
    assert [ask.attribute for ask in told.asks if isinstance(ask, AttributeAsk)] == ["colour"]
