"""Texts put one below the other keep a line for each block, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from database_developer.model.ticket import Block, ItemList, Quotation
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.jira.stacking import below, last_line

TEXTS = st.lists(
    st.sampled_from(
        [
            "a paragraph\n",
            "- one\n- two\n  - inner\n\n    ```sql\n    SELECT 1;\n    ```\n",
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
            "```sql\nSELECT 1;\nSELECT 2;\n```\n",
            "> quoted\n>\n> - more\n",
            "## heading\n",
        ]
    ),
    max_size=5,
).map("\n".join)


def lines(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        yield block.line
        if isinstance(block, ItemList):
            for item in block.items:
                yield from lines(item.blocks)
        elif isinstance(block, Quotation):
            yield from lines(block.blocks)


@given(TEXTS, TEXTS)
def test_what_is_below_begins_after_what_is_above(upper: str, lower: str) -> None:
    above, under = blocks_of(upper), blocks_of(lower)
    stacked = below(above, "Criteria", under)
    assert stacked[: len(above)] == above
    added = list(lines(stacked[len(above) :]))
    assert min(added) > last_line(above)
    moved = {new - old for new, old in zip(added[1:], lines(under), strict=True)}
    assert len(moved) <= 1
