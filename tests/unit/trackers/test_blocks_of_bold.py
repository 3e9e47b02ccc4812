"""What people write for headings: a line in bold, or Jira's own mark within Markdown."""

from __future__ import annotations

import pytest

from database_developer.model.ticket import Heading, Paragraph
from database_developer.trackers.blocks import blocks_of


@pytest.mark.parametrize("text", ["**What we need**", "**What we need:**", "__What we need__", "**`jobs`**"])
def test_a_line_in_bold_is_a_heading(text: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Heading)
    assert block.text in {"What we need", "`jobs`"}


@pytest.mark.parametrize(
    "text", ["**Never delete rows.**", "**A** and **B**", "Say **this**", "**one\ntwo**", "**a b c d e f g h i**"]
)
def test_what_is_only_emphasized_is_a_paragraph(text: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)


def test_headings_of_wiki_markup_are_headings_but_not_in_code() -> None:
    assert blocks_of("h3. readings\n\ntext")[0] == Heading(text="readings", level=3, line=1)
    (code,) = blocks_of("{code}\nh3. readings\n{code}")
    assert getattr(code, "text", "").strip() == "h3. readings"
