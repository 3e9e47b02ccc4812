"""Reads a ticket's sentences together for values that move or take another form; the rest is read one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from database_developer.model.request import BackfillAsk, MoveAsk, Question, RelationAsk, Request
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.transfers import duplicates, forms, tables
from database_developer.reading.transfers.lines import lines_of
from database_developer.reading.transfers.told import Told

KINDS = (duplicates.read, tables.read, forms.read)  # the first that knows the ticket has it
Places = dict[tuple[str, int], tuple[Finding, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfers:
    """What sentences tell together, by their words and lines: each finding with its own; and what must be asked."""

    places: Places = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


def read(summary: str, passages: Iterable[Passage], scene: Scene) -> Transfers:
    """What the ticket tells of values that move or change."""
    lines = lines_of(summary, passages) if scene.standing else ()
    told = next((found for kind in KINDS if lines and (found := kind(lines, scene)) is not None), None)
    if told is None or not told.lines:
        return Transfers()
    return Transfers(places=_by_place(told), questions=told.questions)


def _by_place(told: Told) -> Places:
    places = [(line.quote.text, line.quote.line) for line in told.lines]
    kept: Places = dict.fromkeys(places, ())
    for finding in told.findings:
        place = (finding.quote.text, finding.quote.line)
        place = place if place in kept else places[0]
        kept[place] = (*kept[place], finding)
    return kept


def is_told(together: Transfers, plain: Request) -> bool:
    """Whether the sentences, read one by one, tell of the same moves and of all the same values."""
    wanted = [one for told in together.places.values() for one in told]
    moves = [one for one in wanted if isinstance(one, MoveAsk)]
    values = [one for one in wanted if isinstance(one, BackfillAsk)]
    if together.questions or not (moves or values):
        return False
    return all(_is_moved(one, plain) for one in moves) and all(_is_filled(one, plain) for one in values)


def _is_moved(move: MoveAsk, plain: Request) -> bool:
    ends = {move.source, move.target}
    tied = any(isinstance(it, RelationAsk) and {it.child, it.parent} == ends for it in plain.asks)
    same = (it for it in plain.asks if isinstance(it, MoveAsk) and (it.source, it.target) == (move.source, move.target))
    return tied and any(it.columns or it.removed or it.given for it in same)


def _is_filled(filling: BackfillAsk, plain: Request) -> bool:
    place = filling.entity, filling.attribute
    same = (it for it in plain.asks if isinstance(it, BackfillAsk) and (it.entity, it.attribute) == place)
    return any(it.recipe is not None for it in same)
