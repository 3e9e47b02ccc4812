"""Tables of columns below titles of their own, and keys of which several columns are marked."""

from __future__ import annotations

from database_developer.model.request import AlterAsk, AttributeAsk, EntityAsk, RelationAsk
from database_developer.reading.vocabulary import Vocabulary
from unit.reading.tickets import request

SITES = Vocabulary(tables={"sites": ("id", "street")})
GRID = """
### kilns

| Column | Type | Key | Required |
|---|---|---|---|
| site_id | bigint | PK, FK sites | Y |
| no | integer | PK | Y |
| bought_on | date | | N |
"""


def test_a_table_of_columns_that_hangs_below_the_background_is_read() -> None:
    found = request(f"## Background\n\nThe paper lists get lost.\n{GRID}", SITES)
    assert {ask.attribute for ask in found.asks if isinstance(ask, AttributeAsk)} == {"no", "bought_on"}


def test_rows_shown_right_below_the_background_are_no_columns() -> None:
    found = request("## Background\n" + GRID.partition("\n\n")[2], SITES)
    assert not any(isinstance(ask, AttributeAsk | EntityAsk) for ask in found.asks)


def test_all_columns_marked_are_the_key_and_may_refer() -> None:
    found = request(GRID, SITES)
    (key,) = {ask.key for ask in found.asks if isinstance(ask, EntityAsk) and ask.entity == "kiln"}
    assert len(key) == 2
    assert [(ask.child, ask.parent) for ask in found.asks if isinstance(ask, RelationAsk)] == [("kiln", "site")]


def test_what_a_list_is_sorted_by_is_no_default() -> None:
    found = request("Sort by street by default.", SITES, summary="Show the sites")
    assert not any(isinstance(ask, AlterAsk) for ask in found.asks)
