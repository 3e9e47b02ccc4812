"""Acceptance criteria: the lists of their section, and task lists anywhere, which may also tell columns and orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Criterion, Fate, Quote
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section, section_of
from database_developer.reading.scene import Scene


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """Each item, word by word; None where the passage is no such list."""
    block = passage.block
    in_section = passage.section is Section.CRITERIA
    if isinstance(block, ItemList) and in_section:
        return _with_body(_outcome(tuple(_criteria(block))), passage, _without_boxes(block), scene)
    if isinstance(block, ItemList) and _has_boxes(block):
        return Outcome(criteria=tuple(_criteria(block)), inner=(replace(passage, block=_without_boxes(block)),))
    if isinstance(block, Paragraph) and in_section:
        return _with_body(_outcome((_criterion(block.text, block.line),)), passage, block, scene)
    return None


def _with_body(outcome: Outcome, passage: Passage, block: Paragraph | ItemList, scene: Scene) -> Outcome:
    """The criteria, which are read as orders too where nothing else of the ticket orders anything."""
    if not scene.reads_criteria:
        return outcome
    heading = "" if section_of(passage.heading) is not None else passage.heading
    inner = replace(passage, block=block, section=Section.BODY, heading=heading, intro="")
    return Outcome(criteria=outcome.criteria, inner=(inner,))


def _has_boxes(block: ItemList) -> bool:
    return any(item.checked is not None for item in block.items)


def _without_boxes(block: ItemList) -> ItemList:
    """The same as an ordinary list, whatever is ticked."""
    return replace(block, items=tuple(_without_box(item) for item in block.items))


def _without_box(item: Item) -> Item:
    below = tuple(_without_boxes(inner) if isinstance(inner, ItemList) else inner for inner in item.blocks)
    return replace(item, checked=None, blocks=below)


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
