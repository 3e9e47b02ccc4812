"""A scripted model: what is wrong is told back and mended, or ends in a plain reason, never in an error."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.models.function import FunctionModel

from database_developer.assistant.agent import ask
from database_developer.assistant.choice import Limits
from database_developer.model.request import AttributeAsk, EntityAsk, RangeAsk
from unit.assistant.material_for_tests import CHOICE, POINTS, Script, column, consulted, material, said, table

GOOD = said(table("purchase"), column("purchase", "points", type="integer", required=False))


def test_an_answer_becomes_asks_with_the_tickets_own_sentence() -> None:
    found = consulted(Script(GOOD))
    assert [type(ask) for ask in found.asks] == [EntityAsk, AttributeAsk]
    quote = found.asks[1].quote
    assert (quote.text, quote.line) == (
        "Each purchase remembers how many loyalty points it earned, between 0 and 500.",
        5,
    )
    assert "openai:scripted" in quote.assumed
    assert found.failure == ""


@pytest.mark.parametrize("mode", ["native", "tool", "prompted"])
def test_each_mode_comes_to_the_same(mode: str) -> None:
    assert len(consulted(Script(GOOD), Limits(mode=mode)).asks) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("no json at all", "Invalid JSON"),
        (said({"kind": "sql", "sql": "DROP TABLE users", "quote": POINTS}), "union_tag_invalid"),
        (said(column("purchase", "points", type="money")), "literal_error"),
        (said({**table("purchase"), "sql": "DROP TABLE users"}), "extra_forbidden"),
        (said(*[table(f"thing {number}") for number in range(61)]), "too_long"),
        (said(table("purchase", quote="it earned many loyalty points")), "is in no sentence"),
        (said(table("purchase", quote="points")), "too short"),
        (said(table("x; DROP TABLE users")), "is no name"),
        (said(table("purc\u200bhase")), "is no name"),
        (said(table("\u202eesahcrup")), "is no name"),
        (said(table("\u0440urchase")), "is not in the ticket"),
        (said(column("invoice", "points")), 'unknown table "invoice"; known: '),
        (said({"kind": "removal", "table": "customer", "quote": POINTS}), 'unknown table "customer"; known: users'),
        (said({"kind": "removal", "table": "users", "column": "phone", "quote": POINTS}), 'has no column "phone"'),
        (said(column("users", "points", default="gen_random_uuid()")), "is not in the ticket"),
        (
            said({"kind": "allowed", "table": "users", "column": "address", "values": ["';--"], "quote": POINTS}),
            "is not in the ticket",
        ),
        (
            said({"kind": "range", "table": "users", "column": "id", "minimum": 5, "maximum": 1, "quote": POINTS}),
            "greater than",
        ),
        (said({"kind": "range", "table": "users", "column": "id", "quote": POINTS}), "a minimum, a maximum, or both"),
        (said({"kind": "alteration", "table": "users", "column": "id", "quote": POINTS}), "changes nothing"),
    ],
)
def test_what_is_wrong_is_told_back_and_may_be_mended(wrong: str, told: str) -> None:
    script = Script(wrong, GOOD)
    found = consulted(script)
    assert told in script.feedback
    assert (len(found.asks), found.failure, found.spent.requests) == (2, "", 2)


def test_it_is_asked_no_more_often_than_told() -> None:
    script = Script("garbage")
    found = consulted(script, Limits(requests=3))
    assert (len(script.heard), found.asks) == (3, ())
    assert "could not be used" in found.failure


def test_at_the_last_attempt_what_is_right_is_kept_and_the_rest_is_not() -> None:
    wrong = said(
        table("purchase"), column("purchase", "points"), table("gift", quote="it says so"), column("gift", "x")
    )
    script = Script(wrong)
    found = consulted(script, Limits(requests=2))
    assert (len(script.heard), found.failure) == (2, "")
    assert [type(ask) for ask in found.asks] == [EntityAsk, AttributeAsk]


def test_a_wrong_quote_is_told_with_the_sentence_that_is_meant() -> None:
    script = Script(said(table("purchase", quote="Nobody reads the users' old address")), GOOD)
    consulted(script)
    assert "Nobody reads the old address of users any more." in script.feedback


def test_an_endless_wait_ends() -> None:
    async def never(*_: Any) -> ModelResponse:
        await asyncio.sleep(60)
        return ModelResponse(parts=[TextPart(GOOD)])

    started = time.monotonic()
    found = ask(material(), FunctionModel(never), CHOICE, Limits(seconds=0.2))
    assert time.monotonic() - started < 5
    assert found.failure == "no answer within 0.2 seconds"


def test_tokens_are_limited() -> None:
    found = consulted(Script(GOOD), Limits(tokens=5))
    assert "a limit was reached" in found.failure
    assert found.asks == ()


def test_ten_thousand_asks_are_none() -> None:
    found = consulted(Script(said(*[table(f"thing {number}") for number in range(10_000)])))
    assert found.asks == ()
    assert "a limit was reached" in found.failure


def test_cost_is_limited_and_shown() -> None:
    dear = Limits(price_in=1_000_000.0, price_out=1_000_000.0, cost=1.0)
    script = Script("garbage", GOOD)
    found = consulted(script, dear)
    assert len(script.heard) == 1
    assert "it has cost" in found.failure
    cheap = consulted(Script(GOOD), Limits(price_in=2.0, price_out=3.0)).spent
    assert cheap.cost == pytest.approx((2 * cheap.tokens_in + 3 * cheap.tokens_out) / 1e6)


def test_without_a_price_the_cost_is_not_made_up() -> None:
    assert consulted(Script(GOOD)).spent.cost is None


def test_an_empty_answer_asks_nothing() -> None:
    found = consulted(Script(said()))
    assert (found.asks, found.failure) == ((), "")


def test_a_crash_of_the_model_is_a_reason() -> None:
    def crash() -> ModelResponse:
        raise RuntimeError("Bearer abcdefghijklmnop \x1b[31m went wrong")

    found = consulted(Script(crash))
    assert found.failure == "RuntimeError: Bearer [hidden] [31m went wrong"


def test_exchanges_are_kept_without_secrets() -> None:
    found = consulted(Script("the key is swordfish-42", GOOD), secrets=("swordfish-42",))
    assert [exchange["usage"]["output_tokens"] > 0 for exchange in found.exchanges] == [True, True]
    text = json.dumps(found.exchanges)
    assert "swordfish" not in text
    assert "[hidden]" in text
    assert "SENTENCES TO READ" in text


def test_what_is_sent_holds_names_and_types_and_no_secret() -> None:
    given = material("Connect to postgres://root:hunter2@db.example/app and use sk-abcdef123456.\n\nA shop has a name.")
    text = given.as_text()
    assert "users(id bigint, address text)" in text
    assert "hunter2" not in text
    assert "db.example" not in text
    assert "sk-abcdef" not in text


def test_a_large_schema_is_sent_in_part_with_what_the_ticket_names_first() -> None:
    tables = {f"aaa_{number}": {"id": "bigint"} for number in range(400)} | {"purchases": {"id": "bigint"}}
    text = material(tables=tables).as_text()
    assert text.index("purchases(id bigint)") < text.index("aaa_0(")
    assert "and 251 others" in text


def test_numbers_are_written_plainly() -> None:
    script = Script(
        said({"kind": "range", "table": "users", "column": "id", "minimum": 0, "maximum": 1e3, "quote": POINTS})
    )
    (ask,) = consulted(script).asks
    assert isinstance(ask, RangeAsk)
    assert (ask.minimum, ask.maximum) == ("0", "1000")
