"""Rows that move to another table: what must not be done before they have, waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Ask, MoveAsk, Question, RelationAsk, RemovalAsk


def without_waiting(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The asks less the removals that would lose what is still to be moved; references to it may be empty till then."""
    sources = {ask.source for ask in asks if isinstance(ask, MoveAsk)}
    pairs = {(ask.source, ask.target) for ask in asks if isinstance(ask, MoveAsk)}
    kept = (ask for ask in asks if not (isinstance(ask, RemovalAsk) and ask.entity in sources))
    return tuple(
        replace(ask, required=False) if isinstance(ask, RelationAsk) and (ask.child, ask.parent) in pairs else ask
        for ask in kept
    )


def questions_about_moves(asks: tuple[Ask, ...]) -> Iterator[Question]:
    """What is left to do for each move; it stops the work where nothing else is asked."""
    is_all = all(isinstance(ask, MoveAsk) for ask in asks)
    for ask in asks:
        if isinstance(ask, MoveAsk):
            to = f'"{ask.target}"' if ask.target else "the new table"
            text = (
                f'the rows of "{ask.source}" are not moved to {to} by this migration, so nothing of them is removed yet'
            )
            yield Question(
                id=f"move-{ask.source}-{ask.target}",
                text=text,
                proposals=("move the rows, then ask for the removal in a ticket of its own",),
                blocking=is_all,
                quote=ask.quote,
            )
