"""Rule "live-columns": what the ticket tells of a column that stands is compared with it, and a clash is asked."""

from __future__ import annotations

import re

from database_developer.design.draft import Draft, at_column
from database_developer.design.house_style import CREATED_NAMES, UPDATED_NAMES
from database_developer.design.naming import column_name, snake
from database_developer.design.rules.types import choose_type, plain_type
from database_developer.model.likeness import ALIKE_WORD, ENDING, SAME, Likeness, column_likeness
from database_developer.model.names import QualifiedName
from database_developer.model.request import AlterAsk, AttributeAsk
from database_developer.model.schema import Column

RULE = "live-columns"
_MOMENTS = {"created": CREATED_NAMES, "updated": UPDATED_NAMES}
_DEMANDED = re.compile(r"\b(required|mandatory|compulsory|obligatory|must|never empty|not null|non-null)\b", re.I)
_PARTS = re.compile(r"[,;:\n]| and ", re.I)
Found = list[tuple[Likeness, str]]


def live_column(draft: Draft, ask: AttributeAsk, table: QualifiedName) -> str | None:
    """The column of a live table that an attribute means by another word; asked where several may be meant."""
    live = draft.live.tables.get(table)
    if live is None or ask.column or live.column(column_name(ask.attribute)):
        return None
    if ask.moment:
        return next((name for name in _MOMENTS.get(ask.moment, ()) if live.column(name)), None)
    stays = draft.tables[table]  # what the ticket removes is not meant by what it adds
    found = _like(ask.attribute, [column.name for column in live.columns if stays.column(column.name)])
    sure = [name for likeness, name in found if likeness.score >= ALIKE_WORD]
    if len(sure) == 1:
        _tell(draft, ask, table, *found[0])
        return sure[0]
    if sure or (found and _is_described(draft, ask)):
        _ask_which(draft, ask, table, found)
    return None


def keep(draft: Draft, ask: AttributeAsk, table: QualifiedName, name: str) -> None:
    """The column stands already: it is not added twice; where the ticket says otherwise of it, that is asked."""
    column = draft.tables[table].column(name)
    if column is None or draft.is_new(table):
        return
    orders = [it for it in draft.request.asks if isinstance(it, AlterAsk) and _is_about(draft, it, table, name)]
    if not any(order.type for order in orders):
        _compare_type(draft, ask, table, column)
    if not any(order.required is not None for order in orders):
        _compare_required(draft, ask, table, column)


def _like(attribute: str, names: list[str]) -> Found:
    """The columns that the attribute may mean, the most like first; those less like than the best left out."""
    wanted = tuple(snake(attribute).split("_"))
    found = [(column_likeness(wanted, tuple(snake(name).split("_"))), name) for name in names]
    best = max((likeness.score for likeness, _ in found), default=0.0)
    return [(likeness, name) for likeness, name in found if likeness.score == best >= ENDING]


def _tell(draft: Draft, ask: AttributeAsk, table: QualifiedName, likeness: Likeness, name: str) -> None:
    if likeness.score < SAME:
        why = f'"{ask.attribute}" is the live column {name}: {likeness.why} (score {likeness.score:.2f})'
        draft.decide(at_column(table, name), "as it is", why, RULE, quote=ask.quote)


def _is_described(draft: Draft, ask: AttributeAsk) -> bool:
    """Whether the table was found by another word: then its columns may go by other words too."""
    return any(match.entity == ask.entity and match.by_columns for match in draft.request.matches)


def _ask_which(draft: Draft, ask: AttributeAsk, table: QualifiedName, found: Found) -> None:
    names = [name for _, name in found]
    draft.ask(
        f"column-{table}-{snake(ask.attribute)}",
        f'which column of "{table}" does the ticket mean by "{ask.attribute}" of "{ask.entity}"?',
        *(f"the live column {name}: {likeness.why}, score {likeness.score:.2f}" for likeness, name in found),
        "a new column",
        meanings=(
            *(f'"{ask.attribute}" of "{ask.entity}" means the live column {name}.' for name in names),
            f'"{ask.attribute}" of "{ask.entity}" is a new column.',
        ),
        quote=ask.quote,
    )


def _is_about(draft: Draft, order: AlterAsk, table: QualifiedName, name: str) -> bool:
    return draft.table_of(order.entity) == table and draft.column_of(order.entity, order.attribute) == name


def _compare_type(draft: Draft, ask: AttributeAsk, table: QualifiedName, column: Column) -> None:
    chosen = choose_type(ask, draft.style) if ask.type else None
    if chosen is None or plain_type(chosen.type) == plain_type(column.type):
        return
    draft.ask(
        f"type-{table}-{column.name}",
        f'"{table}.{column.name}" is {column.type}, and the ticket says {chosen.type}; which shall it be?',
        f"keep the live type {column.type}",
        f"change it to {chosen.type}",
        meanings=("", f"The type of `{table}.{column.name}` becomes {chosen.type}."),
        quote=ask.quote,
    )


def _is_demanded(ask: AttributeAsk) -> bool:
    """Whether its own words demand a value: that a thing has something is said of optional ones too."""
    last = ask.attribute.rpartition(" ")[2].lower()
    return any(last in part.lower() and _DEMANDED.search(part) for part in _PARTS.split(ask.quote.text))


def _compare_required(draft: Draft, ask: AttributeAsk, table: QualifiedName, column: Column) -> None:
    if not ask.required or column.is_required or not _is_demanded(ask):
        return
    draft.ask(
        f"required-{table}-{column.name}",
        f'"{table}.{column.name}" may be empty today, and the ticket says that it is required; which shall it be?',
        "keep it as it is: rows without a value stay allowed",
        "make it required: the change fails where rows without a value are left",
        meanings=("", f"Make `{table}.{column.name}` required."),
        quote=ask.quote,
    )
