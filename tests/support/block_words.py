"""All that was read, as one text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any


def text_of(blocks: Any) -> str:
    """Every text of the blocks, however deep, one to a line."""
    return "\n".join(_texts(blocks))


def missing(words: Iterable[str], text: str) -> list[str]:
    """The words that the text lacks, white space aside."""
    return sorted(word for word in set(words) if word not in text)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
