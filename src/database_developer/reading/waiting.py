"""Rows that move to another table: what must not be done before they have, waits for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from database_developer.model.request import Ask, MoveAsk, RelationAsk, RemovalAsk


def without_waiting(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The asks less the removals that would lose what is still to be moved; references to it may be empty till then.

    The moves say what waits for them.
    """
    asks = _as_one(asks)
    sources = {ask.source for ask in asks if isinstance(ask, MoveAsk)}
    pairs = {(ask.source, ask.target) for ask in asks if isinstance(ask, MoveAsk)}
    kept = (ask for ask in asks if not (isinstance(ask, RemovalAsk) and ask.entity in sources))
    return tuple(
        _awaited(ask, asks)
        if isinstance(ask, MoveAsk)
        else replace(ask, required=False)
        if isinstance(ask, RelationAsk) and (ask.child, ask.parent) in pairs
        else ask
        for ask in kept
    )


def _as_one(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The asks with each move once: what does not say where it goes belongs to the only one of its table that does."""
    moves = [ask for ask in asks if isinstance(ask, MoveAsk)]
    kept: dict[tuple[str, str], MoveAsk] = {}
    for move in moves:
        targets = {one.target for one in moves if one.source == move.source and one.target}
        place = (move.source, next(iter(targets)) if not move.target and len(targets) == 1 else move.target)
        known = kept.get(place, move)
        columns = tuple(dict.fromkeys((*known.columns, *move.columns)))
        given = tuple(dict.fromkeys((*known.given, *move.given)))
        kept[place] = replace(known, target=place[1], columns=columns, given=given)
    return tuple(_once(asks, list(kept.values())))


def _once(asks: tuple[Ask, ...], moves: list[MoveAsk]) -> Iterator[Ask]:
    """Each move in the place of the first that it was made of."""
    waiting = {move.source: [one for one in moves if one.source == move.source] for move in moves}
    for ask in asks:
        if isinstance(ask, MoveAsk):
            yield from waiting.pop(ask.source, ())
        else:
            yield ask


def _awaited(move: MoveAsk, asks: Sequence[Ask]) -> MoveAsk:
    """The move with what is removed behind it, and whether the reference is required."""
    gone = [ask.attribute for ask in asks if isinstance(ask, RemovalAsk) and ask.entity == move.source]
    ties = [
        ask for ask in asks if isinstance(ask, RelationAsk) and (ask.child, ask.parent) == (move.source, move.target)
    ]
    return replace(
        move,
        removed=tuple(attribute for attribute in gone if attribute is not None),
        loses_table=None in gone,
        required=ties[0].required if ties else None,
    )
