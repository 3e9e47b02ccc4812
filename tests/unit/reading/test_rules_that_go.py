"""Indexes and rules that go, by their names or as "it": the columns that they are over stay."""

from __future__ import annotations

import pytest

from database_developer.model.request import Ask, EntityAsk, RemovalAsk, UnconstrainAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

NURSERY = Vocabulary(
    tables={
        "plants": ("id", "label_code", "soil", "note"),
        "orders": ("id", "plant_id", "placed_at", "sort_index"),
    }
)


def named(name: str, kind: str = "index") -> UnconstrainAsk:
    return UnconstrainAsk(entity="", kind=kind, name=name, quote=Q)


def over(entity: str, *names: str) -> UnconstrainAsk:
    return UnconstrainAsk(entity=entity, kind="index", attributes=names, quote=Q)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drop `plants_note_idx`.", {named("plants_note_idx")}),
        ("- drop plants_note_idx (unused)", {named("plants_note_idx")}),
        ("Please get rid of idx_orders_placed, nobody uses it.", {named("idx_orders_placed")}),
        ("Remove idx_orders_placed and plants_note_idx.", {named("idx_orders_placed"), named("plants_note_idx")}),
        ("Drop plants_label_code_key, codes may come twice.", {named("plants_label_code_key", "unique")}),
        ("`plants_note_idx` has idx_scan = 0 since May. Drop it, the note itself stays.", {named("plants_note_idx")}),
        ("The index on plants.soil is useless, drop it. The column stays.", {over("plant", "soil")}),
        ("The index on plants.soil is never used. Drop it.", {over("plant", "soil")}),
    ],
)
def test_an_index_or_a_rule_goes(text: str, expected: set[Ask]) -> None:
    assert asks(text, NURSERY) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Remove plants.soil, the note stays.", "soil"),
        ("Drop `orders.sort_index`.", "sort_index"),
    ],
)
def test_a_column_goes_all_the_same(text: str, column: str) -> None:
    assert [ask.attribute for ask in asks(text, NURSERY) if isinstance(ask, RemovalAsk)] == [column]


@pytest.mark.parametrize(
    "text",
    [
        "plants_note_idx has 12 GB and a lot of bloat.",
        "The index on plants.soil is used every night.",
    ],
)
def test_an_index_that_is_told_of_is_no_thing(text: str) -> None:
    assert not [ask for ask in asks(text, NURSERY) if isinstance(ask, EntityAsk | RemovalAsk | UnconstrainAsk)]
