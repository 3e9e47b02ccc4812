"""Sentences that taught nothing new: word for word, they tell the same again where the same is known."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from types import NoneType
from typing import Any

from database_developer.model.request import Quote
from database_developer.reading.grammar.findings import Findings

_PLAIN = (str, int, NoneType)
_MOST = 4096  # sentences; then it begins anew


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeated:
    """What a sentence told, and what was spoken of behind it."""

    quote: Quote
    findings: Findings
    topic: Any

    def said_at(self, quote: Quote) -> Findings:
        """The findings as the same words tell them elsewhere."""
        return tuple([_requoted(finding, self.quote, quote) for finding in self.findings])


class Repeats:
    """Each sentence by its words and all that was known then, so that pasted lines cost one reading."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Repeated] = {}

    def told(self, words: Hashable, intro: str, state: Hashable) -> Repeated | None:
        """What the words told when the same was known, whatever stood before them or where the same did."""
        return self._known.get((words, None, state)) or self._known.get((words, intro, state))

    def keep(self, words: Hashable, intro: str | None, state: Hashable, told: Repeated) -> None:
        """Keep in mind what they told; ``intro`` is None where what stands before did not matter."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[words, intro, state] = told


def _requoted(found: Any, old: Quote, new: Quote) -> Any:
    """The same with the new quote wherever the old one stood."""
    if isinstance(found, Quote):
        return new if found == old else found
    if isinstance(found, tuple):
        items = [_requoted(one, old, new) for one in found]
        return tuple(items) if any(one is not had for one, had in zip(items, found, strict=True)) else found
    if isinstance(found, _PLAIN) or not is_dataclass(found):
        return found
    had = [(field.name, getattr(found, field.name)) for field in fields(found) if field.init]
    more = {name: has for name, value in had if (has := _requoted(value, old, new)) is not value}
    return replace(found, **more) if more else found  # type: ignore[type-var]  # any of the findings
