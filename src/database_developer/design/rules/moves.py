"""Rule "moves": columns that go to a table of their own take their values with them, where it is clear how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_table
from database_developer.design.fillings.terms import Unclear
from database_developer.design.moving.demands import make_fit
from database_developer.design.moving.pairs import Moving, moving, payload, referred_by_value
from database_developer.design.rules.renames import remove_column
from database_developer.model.design import RowMove, Side
from database_developer.model.request import MoveAsk, RemovalAsk
from database_developer.model.schema import NotNull

RULE = "moves"


def apply(draft: Draft) -> None:
    """Move what is clear; the rest is asked, and nothing of it is removed."""
    for ask in draft.request.asks:
        if isinstance(ask, MoveAsk):
            start = dict(draft.tables), len(draft.decisions), len(draft.moves), len(draft.fillings)
            try:
                _move(draft, ask)
            except Unclear as unclear:
                draft.tables = start[0]
                del draft.decisions[start[1] :], draft.moves[start[2] :], draft.fillings[start[3] :]
                _ask(draft, ask, unclear)


def _ask(draft: Draft, ask: MoveAsk, unclear: Unclear) -> None:
    """What is left to do; it stops the work where nothing else is asked."""
    to = f'"{ask.target}"' if ask.target else "the new table"
    text = f'the rows of "{ask.source}" are not moved to {to} by this migration, so nothing of them is removed yet'
    draft.ask(
        f"move-{ask.source}-{ask.target}",
        f"{text}: {unclear.why}",
        *unclear.proposals,
        "move the rows, then ask for the removal in a ticket of its own",
        quote=ask.quote,
        blocking=ask.is_link or all(isinstance(one, MoveAsk) for one in draft.request.asks),
    )


def _move(draft: Draft, ask: MoveAsk) -> None:
    found = moving(draft, ask)
    make_fit(draft, found)
    if draft.is_new(found.target):
        _make_rows(draft, ask, found)
    if found.side is Side.OLD:
        draft.fillings.append(referred_by_value(found, ask, is_new=draft.is_new(found.target)))
        _require(draft, ask, found)
    _remove(draft, ask, found)


def _make_rows(draft: Draft, ask: MoveAsk, found: Moving) -> None:
    columns = found.pairs if found.side is Side.OLD else ((found.reference, found.key), *found.pairs)
    move = RowMove(
        source=found.source,
        target=found.target,
        side=found.side,
        columns=columns,
        telling=found.telling,
        reference=found.reference,
        key=found.key,
        quote=ask.quote,
        is_pair=ask.is_link,
    )
    draft.moves.append(move)
    each = (
        "each row with a value gives one" if found.side is Side.NEW else "rows with the same values give one together"
    )
    what = f"rows made from those of {found.source}"
    draft.decide(at_table(found.target), what, f"the ticket moves them; {each}", RULE, quote=ask.quote)
    for column in payload(draft.tables[found.target], is_new=True):
        if column.name not in dict(found.pairs):
            why = "the ticket does not say what it gets"
            empty = f"{column.name} is empty in the rows that are made"
            draft.decide(at_column(found.target, column.name), empty, why, RULE, is_assumption=True)


def _require(draft: Draft, ask: MoveAsk, found: Moving) -> None:
    """The reference is required where the ticket says so, or (of rows made for all) where the old columns were."""
    table = draft.tables[found.source]
    column = table.column(found.reference)
    if column is None:
        return
    is_whole = draft.is_new(found.target) and found.is_required
    if ask.required and draft.is_new(found.target) and not found.is_required:
        raise Unclear(f'"{found.reference}" is required, and rows may have no value to refer by')
    required = ask.required is not False and (is_whole or bool(ask.required))
    draft.add_column(found.source, replace(column, not_null=NotNull() if required else None))
    if not required and not draft.is_new(found.target):
        _tell_orphans(draft, ask, found)


def _tell_orphans(draft: Draft, ask: MoveAsk, found: Moving) -> None:
    """Rows whose value is nobody's stay without a reference, until somebody says otherwise."""
    values = ", ".join(f'"{old}"' for _, old in found.pairs)
    text = f'rows of "{found.source}" whose {values} is not in "{found.target}" keep an empty "{found.reference}"'
    identifier = f"orphans-{found.source.name}-{found.reference}"
    draft.ask(
        identifier, text, f'"{found.reference}" is required: every value is there', quote=ask.quote, blocking=False
    )


def _remove(draft: Draft, ask: MoveAsk, found: Moving) -> None:
    """The old columns go, where the ticket moves or removes them by name; else they stay, and that is told."""
    for name in found.leaving:
        gone = RemovalAsk(entity=ask.source, attribute=name, quote=ask.quote)
        remove_column(draft, gone, found.source, name)
    for name in _staying(found):
        why = "the ticket does not say that it goes"
        draft.decide(at_column(found.source, name), f"{name} stays", why, RULE, is_assumption=True)


def _staying(found: Moving) -> Iterator[str]:
    return (name for name in found.telling if name not in found.leaving)
