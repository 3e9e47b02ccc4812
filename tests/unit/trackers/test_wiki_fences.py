"""Jira's fences in a Markdown text."""

from __future__ import annotations

import pytest

from database_developer.model.ticket import Code, Paragraph
from database_developer.trackers.blocks import blocks_of


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("{code}", ""),
        ("{code:sql}", "sql"),
        ("{code:title=The table|sql}", "sql"),
        ("{code:language=ruby|title=x y}", "ruby"),
        ("  {noformat}", ""),
    ],
)
def test_a_fence_is_code(opening: str, language: str) -> None:
    kind = "noformat" if "noformat" in opening else "code"
    before, code, after = blocks_of(f"Words before:\n{opening}\nid int\n\n# no heading\n{{{kind}}}\nWords after.\n")
    assert code == Code(text="id int\n\n# no heading\n", line=3, language=language)
    assert isinstance(before, Paragraph)
    assert after == Paragraph(text="Words after.", line=7)


@pytest.mark.parametrize(
    "text", ["{code:sql}\nSELECT 1\n", "Use {code}x{code} here.\n", "{code} more words\nx\n{code}\n"]
)
def test_what_is_no_fence_stays_text(text: str) -> None:
    assert not [block for block in blocks_of(text) if isinstance(block, Code)]
