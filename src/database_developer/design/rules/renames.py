"""Rule "renames": an attribute or a thing that is told to have another name gets it; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_table
from database_developer.design.naming import column_name, snake
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.request import RemovalAsk, RenameAsk

RULE = "renames"


def apply(draft: Draft) -> None:
    """Rename, and remove, what the ticket says."""
    for ask in draft.request.asks:
        if isinstance(ask, RenameAsk):
            _rename(draft, ask)
        elif isinstance(ask, RemovalAsk):
            _remove(draft, ask)


def _rename(draft: Draft, ask: RenameAsk) -> None:
    table = draft.table_of(ask.entity)
    column = draft.column_of(ask.entity, ask.attribute) if ask.attribute else None
    if table is None or (ask.attribute and column is None):
        text = f'the ticket renames "{ask.attribute or ask.entity}", which does not exist'
        draft.ask(f"rename-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
    elif column is not None:
        _rename_column(draft, ask, table, column)
    else:
        _rename_table(draft, ask, table)


def _rename_column(draft: Draft, ask: RenameAsk, table: QualifiedName, column: str) -> None:
    new = column_name(ask.new_name)
    draft.rename(Renaming(before=part_of("column", table, column), after=part_of("column", table, new)))
    draft.decide(at_column(table, new), f"{column} is now {new}", "the ticket renames it", RULE, quote=ask.quote)


def _rename_table(draft: Draft, ask: RenameAsk, table: QualifiedName) -> None:
    new = QualifiedName(table.schema, snake(ask.new_name))
    draft.rename(Renaming(before=of("table", table), after=of("table", new)))
    draft.entities[ask.new_name] = new
    draft.decide(at_table(new), f"{table} is now {new}", "the ticket renames it", RULE, quote=ask.quote)


def _remove(draft: Draft, ask: RemovalAsk) -> None:
    table = draft.table_of(ask.entity)
    column = draft.column_of(ask.entity, ask.attribute) if ask.attribute else None
    if table is None or (ask.attribute and column is None):
        text = f'the ticket removes "{ask.attribute or ask.entity}", which does not exist'
        draft.ask(f"remove-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
    elif column is not None:
        old = draft.tables[table]
        draft.tables[table] = replace(
            old,
            columns=tuple(c for c in old.columns if c.name != column),
            constraints=tuple(c for c in old.constraints if column not in c.columns),
            indexes=tuple(i for i in old.indexes if column not in [key.text for key in i.keys]),
        )
        draft.decide(at_column(table, column), "removed", "the ticket removes it", RULE, quote=ask.quote)
    else:
        del draft.tables[table]
        draft.decide(at_table(table), "removed", "the ticket removes it", RULE, quote=ask.quote)
