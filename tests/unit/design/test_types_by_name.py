"""Types that the end of a name tells."""

from __future__ import annotations

import pytest

from database_developer.design import design
from database_developer.model.names import QualifiedName
from database_developer.model.request import AttributeAsk, EntityAsk, Quote, RangeAsk, Request
from database_developer.model.schema import Schema

SAID = Quote(text="x", line=1)


@pytest.mark.parametrize(
    ("name", "type_name"),
    [
        ("time zone", "text"),
        ("server ip address", "inet"),
        ("mac address", "macaddr"),
        ("opening time", "time without time zone"),
        ("file size", "bigint"),
        ("stripe customer id", "text"),
        ("external id", "text"),
        ("hired on", "date"),
        ("coordinates", "point"),
        ("start time", "timestamp with time zone"),
        ("latitude", "numeric(9,6)"),
        ("duration", "interval"),
        ("duration seconds", "integer"),
        ("interval minutes", "integer"),
        ("weight kg", "numeric"),
        ("opening hours", "text"),
    ],
)
def test_the_end_of_a_name_tells_its_type(name: str, type_name: str) -> None:
    asks = (EntityAsk(entity="thing", quote=SAID), AttributeAsk(entity="thing", attribute=name, quote=SAID))
    table = design(Request(ticket="T-1", asks=asks), Schema()).target.tables[QualifiedName("public", "things")]
    column = table.column(name.replace(" ", "_"))
    assert column is not None
    assert column.type == type_name


@pytest.mark.parametrize(
    ("low", "high", "type_name"), [("1", "5", "integer"), ("0.5", "2.5", "numeric"), ("-3", None, "integer")]
)
def test_what_lies_between_numbers_is_a_number(low: str, high: str | None, type_name: str) -> None:
    asks = (
        EntityAsk(entity="thing", quote=SAID),
        AttributeAsk(entity="thing", attribute="size", quote=SAID),
        RangeAsk(entity="thing", attribute="size", minimum=low, maximum=high, quote=SAID),
    )
    column = design(Request(ticket="T-1", asks=asks), Schema()).target.tables[QualifiedName("public", "things")]
    size = column.column("size")
    assert size is not None
    assert size.type == type_name
