"""What is a number in SQL as it stands: nothing in it may begin a comment or be read as anything else."""

from __future__ import annotations

import pytest

from database_developer.design import design
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import is_number
from database_developer.model.request import AttributeAsk, EntityAsk, Request
from database_developer.model.schema import Schema
from support.asks import said


@pytest.mark.parametrize("text", ["0", "-1", "3.25", "-0.5", "12345678901234567890"])
def test_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "-", "--5", "---5", "1.2.3", ".5", "5.", "1e5", "²", "٣", "5; --", "0x10", "+5"])
def test_what_is_none(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(("default", "spelled"), [("5", "5"), ("--5", "'--5'"), ("²", "'²'")])
def test_a_default_cannot_begin_a_comment(default: str, spelled: str) -> None:
    asks = (
        EntityAsk(entity="thing", quote=said("things")),
        AttributeAsk(entity="thing", attribute="size", type="integer", default=default, quote=said("size")),
    )
    made = design(Request(ticket="T-1", asks=asks), Schema())
    column = made.target.tables[QualifiedName("public", "things")].column("size")
    assert column is not None
    assert column.default == spelled
