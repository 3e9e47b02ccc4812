"""Rule "definitions": what the ticket's own DDL made on a shadow is taken as it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pglast
from pglast import ast, enums

from database_developer.design.draft import Draft
from database_developer.diff.compare import compare
from database_developer.model.differences import Difference, Renaming
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.request import DefinitionAsk, Quote
from database_developer.model.schema import Schema

RULE = "definitions"


def record(draft: Draft, declared: Schema) -> None:
    """Give each object that the ticket's DDL added or changed its reason."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, DefinitionAsk)]
    if not asks:
        return
    draft.renamings += [one for ask in asks for one in _renamings(ask, draft.live, declared)]
    for renaming in draft.renamings:
        draft.decide(renaming.after, f"named {renaming.before.name} before", "the ticket's own SQL says so", RULE)
    for item in compare(draft.live, declared, tuple(draft.renamings)).items:
        word = "added" if item.is_addition else "removed" if item.is_removal else "changed"
        draft.decide(item.address, word, "the ticket's own SQL says so", RULE, quote=_source(asks, item))


def _renamings(ask: DefinitionAsk, live: Schema, declared: Schema) -> Iterator[Renaming]:
    """The names that the statement changes of what is there: what the outcome of a change does not show."""
    for raw in pglast.parse_sql(ask.sql):
        statement = raw.stmt
        if isinstance(statement, ast.RenameStmt) and statement.relation is not None and statement.newname is not None:
            place = QualifiedName(statement.relation.schemaname or "public", statement.relation.relname or "")
            found = _renaming(statement.renameType, place, statement.subname or "", statement.newname)
            if found is not None and _stands(found.before, live) and _stands(found.after, declared):
                yield found


def _renaming(kind: object, place: QualifiedName, old: str, new: str) -> Renaming | None:
    if kind == enums.ObjectType.OBJECT_COLUMN:
        return Renaming(before=part_of("column", place, old), after=part_of("column", place, new))
    if kind == enums.ObjectType.OBJECT_TABLE:
        return Renaming(before=of("table", place), after=of("table", place.renamed(new)))
    return None


def _stands(address: Address, schema: Schema) -> bool:
    table = schema.tables.get(address.owner or address.name)
    return table is not None and (address.owner is None or table.column(address.name.name) is not None)


def _source(asks: list[DefinitionAsk], item: Difference) -> Quote:
    """The statement that names the object, or the table it belongs to; else the first."""
    names = [item.address.name.name.partition("(")[0], item.address.owner.name if item.address.owner else ""]
    for name in filter(None, names):
        for ask in asks:
            if name in ask.sql:
                return ask.quote
    return asks[0].quote
