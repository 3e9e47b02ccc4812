"""Acceptance criteria: the lists of their section, and task lists anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Criterion, Fate, Quote
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import Scene


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """Each item, word by word; None where the passage is no such list."""
    block = passage.block
    in_section = passage.section is Section.CRITERIA
    if isinstance(block, ItemList) and (in_section or _has_boxes(block)):
        return _outcome(tuple(_criteria(block)))
    if isinstance(block, Paragraph) and in_section:
        return _outcome((_criterion(block.text, block.line),))
    return None


def _has_boxes(block: ItemList) -> bool:
    return any(item.checked is not None for item in block.items)


def _criteria(block: ItemList) -> Iterator[Criterion]:
    """The items and those under them, in order."""
    waiting: list[Item] = list(reversed(block.items))
    while waiting:
        item = waiting.pop()
        if item.text:
            yield _criterion(item.text, item.line, checked=bool(item.checked))
        below = [inner for nested in item.blocks if isinstance(nested, ItemList) for inner in nested.items]
        waiting.extend(reversed(below))


def _criterion(text: str, line: int, *, checked: bool = False) -> Criterion:
    return Criterion(text=text, quote=Quote(text=text, line=line), checked=checked)


def _outcome(criteria: tuple[Criterion, ...]) -> Outcome:
    sentences = tuple(ReadSentence(quote=criterion.quote, fate=Fate.USED) for criterion in criteria)
    return Outcome(criteria=criteria, sentences=sentences)
