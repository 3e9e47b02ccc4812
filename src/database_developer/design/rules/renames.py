"""Rule "renames": an attribute or a thing that is told to have another name gets it; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint, at_index, at_table
from database_developer.design.naming import column_name, snake
from database_developer.diff.compare import compare
from database_developer.diff.renaming import renamed
from database_developer.model.design import Filling
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.quoting import identifier
from database_developer.model.request import Quote, RemovalAsk, RenameAsk
from database_developer.model.schema import ConstraintKind, Schema, Table

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
    if table is None or draft.is_new(table) or (ask.attribute and column is None):
        text = f'the ticket renames "{ask.attribute or ask.entity}", which does not exist'
        draft.ask(f"rename-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
    elif column is not None and ask.inverted:
        _invert_column(draft, ask, table, column)
    elif column is not None:
        _rename_column(draft, ask, table, column)
    else:
        _rename_table(draft, ask, table)


def _rename_column(draft: Draft, ask: RenameAsk, table: QualifiedName, column: str) -> None:
    new = column_name(ask.new_name)
    draft.rename(Renaming(before=part_of("column", table, column), after=part_of("column", table, new)))
    draft.decide(at_column(table, new), f"{column} is now {new}", "the ticket renames it", RULE, quote=ask.quote)


def _invert_column(draft: Draft, ask: RenameAsk, table: QualifiedName, name: str) -> None:
    """A column that means the contrary is another column: it takes the place of the old one, filled from it."""
    new, old = column_name(ask.new_name), draft.tables[table].column(name)
    if old is None or old.type != "boolean" or _is_tested(draft.tables[table], name):
        text = f'"{table}.{name}" is no plain yes or no, so it is not clear what its contrary is'
        draft.ask(
            f"invert-{ask.entity}-{name}", text, "change what stands on it in a ticket of its own", quote=ask.quote
        )
        return
    turned = Renaming(before=part_of("column", table, name), after=part_of("column", table, new))
    draft.tables = dict(renamed(draft.as_schema(), (turned,)).tables)
    default = {"true": "false", "false": "true"}.get(old.default or "", old.default)
    draft.add_column(table, replace(old, name=new, default=default))
    draft.fillings.append(_inverted(table, name, new, ask.quote))
    what = f"{name} is now {new}, and means the contrary"
    draft.decide(at_column(table, new), what, "the ticket renames it, with its values turned", RULE, quote=ask.quote)
    why = f"{new} takes its place"
    draft.decide(at_column(table, name), "removed", why, RULE, quote=ask.quote)


def _is_tested(table: Table, name: str) -> bool:
    """Whether a check or a partial index depends on what the value means."""
    checks = table.constraints_of(ConstraintKind.CHECK)
    return any(name in it.columns for it in checks) or any(name in (it.predicate or "") for it in table.indexes)


def _inverted(table: QualifiedName, old: str, new: str, quote: Quote) -> Filling:
    return Filling(
        table=table, column=new, expression=f"(NOT t.{identifier(old)})", quote=quote, reads=(at_column(table, old),)
    )


def _rename_table(draft: Draft, ask: RenameAsk, table: QualifiedName) -> None:
    new = QualifiedName(table.schema, snake(ask.new_name))
    draft.rename(Renaming(before=of("table", table), after=of("table", new)))
    draft.entities[ask.new_name] = draft.entities[ask.entity] = new
    draft.decide(at_table(new), f"{table} is now {new}", "the ticket renames it", RULE, quote=ask.quote)


def _remove(draft: Draft, ask: RemovalAsk) -> None:
    table = draft.table_of(ask.entity)
    column = draft.column_of(ask.entity, ask.attribute) if ask.attribute else None
    if table is None or draft.is_new(table) or (ask.attribute and column is None):
        text = f'the ticket removes "{ask.attribute or ask.entity}", which does not exist'
        draft.ask(f"remove-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
    elif column is not None:
        remove_column(draft, ask, table, column)
    else:
        _remove_table(draft, ask, table)


def _remove_table(draft: Draft, ask: RemovalAsk, table: QualifiedName) -> None:
    """The table with its parts."""
    gone = Schema(tables={table: draft.tables.pop(table)})
    draft.entities = {entity: name for entity, name in draft.entities.items() if name != table}
    draft.decide(at_table(table), "removed", "the ticket removes it", RULE, quote=ask.quote)
    for item in compare(gone, Schema()).items:
        if item.address.owner is not None:
            draft.decide(item.address, "removed", f"{table} is removed, and it with it", RULE, quote=ask.quote)


def remove_column(draft: Draft, ask: RemovalAsk, table: QualifiedName, column: str) -> None:
    """The column, and what stands on it."""
    old = draft.tables[table]
    constraints = tuple(c for c in old.constraints if column in c.columns)
    indexes = tuple(i for i in old.indexes if column in [key.text for key in i.keys])
    draft.tables[table] = replace(
        old,
        columns=tuple(c for c in old.columns if c.name != column),
        constraints=tuple(c for c in old.constraints if c not in constraints),
        indexes=tuple(i for i in old.indexes if i not in indexes),
    )
    draft.decide(at_column(table, column), "removed", "the ticket removes it", RULE, quote=ask.quote)
    for address in (*(at_constraint(table, c.name) for c in constraints), *(at_index(table, i.name) for i in indexes)):
        draft.decide(address, "removed", f"it stands on {column}, which the ticket removes", RULE, quote=ask.quote)
