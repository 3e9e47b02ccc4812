"""Tables of columns that say what each refers to, what a deletion does, how long it is and which values it takes."""

from __future__ import annotations

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, DeletionAsk, RelationAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import asks

LIVE = Vocabulary(tables={"accounts": ("id",), "games": ("id", "code")})


def of(kind: type, text: str) -> list[object]:
    return [ask for ask in asks(text, LIVE) if isinstance(ask, kind)]


@pytest.mark.parametrize("cell", ["accounts.id", "accounts(id)", "FK accounts.id", "-> accounts.id", "`accounts.id`"])
def test_a_reference_keeps_its_own_name(cell: str) -> None:
    head = "| table | column | type | ref | on delete |\n|---|---|---|---|---|\n"
    text = f"{head}| solves | user_id | uuid | {cell} | cascade |\n"
    [relation] = of(RelationAsk, text)
    assert isinstance(relation, RelationAsk)
    assert (relation.child, relation.parent, relation.columns, relation.target) == (
        "solve",
        "account",
        ("user_id",),
        ("id",),
    )
    [column] = of(AttributeAsk, text)
    assert isinstance(column, AttributeAsk)
    assert (column.attribute, column.type) == ("user_id", "uuid")
    [deletion] = of(DeletionAsk, text)
    assert isinstance(deletion, DeletionAsk)
    assert (deletion.parent, deletion.action) == ("account", "cascade")


@pytest.mark.parametrize("cell", ["", "-", "PK", "yes", "x"])
def test_what_names_no_table_refers_to_nothing(cell: str) -> None:
    text = f"| table | column | type | FK |\n|---|---|---|---|\n| solves | points | int | {cell} |\n"
    assert of(RelationAsk, text) == []


def test_length_and_values() -> None:
    text = (
        "| table | column | type | length | values |\n|---|---|---|---|---|\n"
        "| solves | title | varchar | 40 | |\n| solves | state | text | | open, shut |\n"
    )
    lengths = {ask.attribute: ask.max_length for ask in of(AttributeAsk, text) if isinstance(ask, AttributeAsk)}
    assert lengths["title"] == 40
    [allowed] = of(AllowedAsk, text)
    assert isinstance(allowed, AllowedAsk)
    assert allowed.values == ("open", "shut")
