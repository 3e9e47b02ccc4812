"""What a design adds, changes or removes without a reason, and reasons for what is nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.compare import compare
from database_developer.model.design import Design, Ground
from database_developer.model.differences import Renaming
from database_developer.model.names import Address, part_of
from database_developer.model.schema import Schema


def without_reason(live: Schema, design: Design) -> list[str]:
    """The objects that differ from the live ones, columns of new tables among them, and that no decision names."""
    given = {decision.address for decision in design.decisions if decision.why and decision.rule}
    found = {*_differing(live, design.target, design.renamings), *(one.after for one in design.renamings)}
    return sorted(str(address) for address in found - given)


def without_object(live: Schema, design: Design) -> list[str]:
    """What decisions speak of and that stands neither in the target nor in the live schema."""
    moved = _differing(live, design.target, design.renamings)
    there = {*_differing(Schema(), design.target), *_differing(Schema(), live), *moved}
    return sorted({str(decision.address) for decision in design.decisions} - {str(address) for address in there})


def without_ground(design: Design) -> list[str]:
    """Decisions that are said to rest on the ticket and do not quote it."""
    return [str(it.address) for it in design.decisions if it.ground is Ground.TICKET and it.quote is None]


def _differing(before: Schema, after: Schema, renamings: tuple[Renaming, ...] = ()) -> Iterator[Address]:
    for item in compare(before, after, renamings).items:
        yield item.address
        if item.address.kind == "table" and item.is_addition:
            table = after.tables[item.address.name]
            yield from (part_of("column", table.name, column.name) for column in table.columns)
