"""Each sentence of the ticket leads to the objects that it gave rise to, in the report and in the evidence."""

from __future__ import annotations

import json
from dataclasses import replace

from database_developer.design import design
from database_developer.model.request import EntityAsk, Fate, Request, Sentence, VolumeAsk
from database_developer.publication import evidence
from database_developer.publication.report.coverage import coverage
from database_developer.publication.tracing import traces
from support.asks import analytics, said
from support.live import schema, users
from unit.publication.sample import MATERIAL

MADE = said("a thing | is kept", 3)
MORE = said("there are many", 4)
LOST = said("something else", 5)
REQUEST = Request(
    ticket="T-1",
    asks=(EntityAsk(entity="thing", quote=MADE), VolumeAsk(entity="thing", rows=9, quote=MORE)),
    sentences=(
        Sentence(quote=MADE, fate=Fate.USED),
        Sentence(quote=MORE, fate=Fate.USED),
        Sentence(quote=said("it counts", 4), fate=Fate.USED),
        Sentence(quote=LOST, fate=Fate.NOT_UNDERSTOOD),
    ),
)
DESIGN = design(REQUEST, schema(users()))


def test_each_sentence_has_what_it_gave() -> None:
    found = traces(REQUEST, DESIGN)
    assert [one.gave for one in found] == [("table things",), ("how many rows are expected",), (), ()]
    assert [one.fate for one in found] == [one.fate for one in REQUEST.sentences]


def test_without_a_design_nothing_came_of_it() -> None:
    assert {one.gave for one in traces(REQUEST, None)} == {()}


def test_every_decision_with_a_quote_is_led_to() -> None:
    asked = analytics()
    made = design(asked, schema(users()))
    quotes = dict.fromkeys(ask.quote for ask in asked.asks)
    request = replace(asked, sentences=tuple(Sentence(quote=quote, fate=Fate.USED) for quote in quotes))
    led_to = {address for one in traces(request, made) for address in one.gave}
    assert {str(decision.address) for decision in made.decisions if decision.quote} <= led_to


def test_the_report_has_a_line_for_each_sentence() -> None:
    text = coverage(replace(MATERIAL, request=REQUEST, design=DESIGN))
    assert "| 3 | a thing \\| is kept | used | table things |" in text
    assert "| 4 | it counts | used | adds to what is told elsewhere |" in text
    assert "| 5 | something else | not understood |   |" in text


def test_the_evidence_has_them_all() -> None:
    document = json.loads(evidence.text(replace(MATERIAL, request=REQUEST, design=DESIGN)))
    assert document["sentences"][0] == {"line": 3, "text": MADE.text, "fate": "used", "gave": ["table things"]}
    assert len(document["sentences"]) == len(REQUEST.sentences)
