"""What a later sentence adds to an earlier one: a description without a name, columns for indexes announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from database_developer.model.recipe import After, Attribute, Before, Formula, Recipe, Step
from database_developer.model.request import AttributeAsk, BackfillAsk, IndexKeysAsk, OrderBy, RelationAsk, RemovalAsk
from database_developer.reading.grammar.findings import (
    ColumnNamed,
    CutTold,
    Described,
    Finding,
    IndexesAnnounced,
    SplitTold,
)


def completed(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with every addition as an ask of its own; one that belongs to nothing is dropped."""
    return tuple(_completed(tuple(found)))


def _completed(found: tuple[Finding, ...]) -> Iterator[Finding]:
    last: AttributeAsk | RelationAsk | None = None
    announced: IndexesAnnounced | None = None
    for item in found:
        match item:
            case Described():
                if last is not None:
                    yield _described(last, item)
            case IndexesAnnounced():
                announced = item
            case SplitTold():
                yield from _split(item, found)
            case CutTold():
                continue
            case ColumnNamed():
                if announced is not None and item.entity in (announced.entities or (item.entity,)):
                    yield IndexKeysAsk(entity=item.entity, keys=(OrderBy(attribute=item.attribute),), quote=item.quote)
            case _:
                last = item if isinstance(item, AttributeAsk | RelationAsk) else last
                yield item


def _described(last: AttributeAsk | RelationAsk, said: Described) -> AttributeAsk | RelationAsk:
    if isinstance(last, RelationAsk):
        return replace(last, required=said.required, quote=said.quote)
    return replace(
        AttributeAsk(entity=last.entity, attribute=last.attribute, quote=said.quote),
        type=said.type,
        max_length=said.max_length,
        required=said.required,
        default=said.default,
    )


def _split(told: SplitTold, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Two attributes for one, each with its part of the values; how they are cut may be told anywhere."""
    cut: SplitTold | CutTold = (
        next((item for item in found if isinstance(item, CutTold)), told) if not told.mark else told
    )
    steps: tuple[Step, ...] = (Before(mark=cut.mark, last=cut.last), After(mark=cut.mark, last=cut.last))
    for half, step in zip(told.halves, steps, strict=False):
        recipe = Recipe(formula=Formula(source=Attribute(name=told.whole), steps=(step,))) if cut.mark else None
        yield AttributeAsk(entity=told.entity, attribute=half, quote=told.quote)
        yield BackfillAsk(
            entity=told.entity,
            attribute=half,
            rule=told.quote.text,
            recipe=recipe,
            quote=cut.quote,
            unclear="" if cut.mark else told.quote.text,
        )
    yield RemovalAsk(entity=told.entity, attribute=told.whole, quote=told.quote)
