"""What the columns of a move demand of the values that go there. Unclear where a row that is there could break it."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft
from database_developer.design.fillings.terms import Unclear
from database_developer.design.moving.pairs import Moving, payload
from database_developer.model.design import Side
from database_developer.model.names import QualifiedName
from database_developer.model.request import AttributeAsk
from database_developer.model.schema import Column, ConstraintKind, NotNull, Table

_INCOMPARABLE = ("json", "xml", "point", "polygon", "box", "line", "path", "circle", "lseg")
_TEXTS = ("text", "character varying")


def make_fit(draft: Draft, found: Moving) -> None:
    """Give the new columns the types and demands of the old ones, and refuse what does not fit."""
    if draft.is_new(found.target):
        _take_types(draft, found)
    for new, name in found.pairs:
        column, old = draft.tables[found.target].column(new), draft.live.tables[found.source].column(name)
        if column is not None and old is not None:
            _check_pair(draft, found, column, old)
    if draft.is_new(found.target):
        _check_the_rest(draft, found)
        _check_uniqueness(draft, found)
    elif len(found.pairs) != 1:
        raise Unclear(f'it is not clear by which column the row of "{found.target}" is found', "name that column")


def _take_types(draft: Draft, found: Moving) -> None:
    """A new column has the old one's type, and is required as that was, unless the ticket says otherwise."""
    for new, name in found.pairs:
        column, old = draft.tables[found.target].column(new), draft.live.tables[found.source].column(name)
        if column is None or old is None:
            continue
        told = _told(draft, found.target, new)
        is_free = told is None or (told.type is None and told.max_length is None)
        column = replace(column, type=old.type) if is_free else column
        if (told is None or told.required is None) and (old.is_required or _is_alone(found, name)):
            column = replace(column, not_null=NotNull())
        draft.add_column(found.target, column)


def _is_alone(found: Moving, name: str) -> bool:
    """Whether a row is made only where this old column has a value."""
    return found.telling == (name,)


def _told(draft: Draft, table: QualifiedName, column: str) -> AttributeAsk | None:
    asks = (it for it in draft.request.asks if isinstance(it, AttributeAsk) and draft.table_of(it.entity) == table)
    return next((it for it in asks if draft.attributes.get((it.entity, it.attribute)) == column), None)


def _check_pair(draft: Draft, found: Moving, column: Column, old: Column) -> None:
    if old.type.startswith(_INCOMPARABLE) and old.type != "jsonb":
        raise Unclear(f'values of "{old.name}" cannot be compared')
    if not (column.type == old.type or (not draft.is_new(found.target) and _are_texts(column, old))):
        raise Unclear(f'"{column.name}" is {column.type}, and "{old.name}" is {old.type}', "keep the type")
    may_lack = draft.is_new(found.target) and column.is_required and not old.is_required
    if may_lack and not _is_alone(found, old.name):
        text = f'"{column.name}" is required, and "{old.name}" may be empty'
        raise Unclear(text, f'make "{column.name}" optional')


def _are_texts(*columns: Column) -> bool:
    return all(column.type.split("(")[0] in _TEXTS for column in columns)


def _check_the_rest(draft: Draft, found: Moving) -> None:
    """A required column of the new table that takes nothing."""
    taken = dict(found.pairs)
    for column in payload(draft.tables[found.target], is_new=True):
        if column.is_required and column.name not in taken:
            raise Unclear(f'it is not told what "{column.name}" of "{found.target}" gets', "say what it gets")


def _check_uniqueness(draft: Draft, found: Moving) -> None:
    """A rule that two of the new rows could break."""
    moved = {new for new, _ in found.pairs}
    own = {found.reference} if found.side is Side.NEW else set()
    for rule in _unique_sets(draft.tables[found.target]):
        is_safe = bool(rule & own) if found.side is Side.NEW else moved <= rule
        if rule & (moved | own) and not is_safe:
            raise Unclear(f"two rows may come to the same {', '.join(sorted(rule))}", "say what happens then")


def _unique_sets(table: Table) -> list[set[str]]:
    kinds = (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY)
    rules = [set(it.columns) for it in table.constraints_of(*kinds)]
    return rules + [{key.text for key in it.keys} for it in table.indexes if it.unique]
