"""Rule "indexed-references": where the ticket wants every foreign key to be indexed, those that stand get theirs."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_index
from database_developer.design.naming import part_name
from database_developer.design.spelling import index
from database_developer.model.names import QualifiedName
from database_developer.model.request import IndexReferencesAsk
from database_developer.model.schema import ConstraintKind, IndexKey, Table

RULE = "indexed-references"


def apply(draft: Draft) -> None:
    """Give each reference of the tables that are meant its index, unless one begins with its columns."""
    for ask in draft.request.asks:
        if isinstance(ask, IndexReferencesAsk):
            meant = draft.table_of(ask.entity) if ask.entity else None
            for name in list(draft.tables):
                if meant in (None, name):
                    _index_references(draft, ask, name)


def _index_references(draft: Draft, ask: IndexReferencesAsk, name: QualifiedName) -> None:
    for key in draft.tables[name].foreign_keys:
        if _is_covered(draft.tables[name], key.columns):
            continue
        made = index(_free_name(draft, name, key.columns), tuple(IndexKey(text=column) for column in key.columns))
        draft.add_index(name, made)
        why = f"the ticket wants foreign keys to be indexed: {key.name}"
        draft.decide(at_index(name, made.name), made.definition, why, RULE, quote=ask.quote)


def _is_covered(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether a full index or a key begins with these columns."""
    keys = table.constraints_of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    if any(key.columns[: len(columns)] == columns for key in keys):
        return True
    full = (one for one in table.indexes if one.predicate is None and one.method == "btree")
    return any(tuple(key.text for key in one.keys[: len(columns)]) == columns for one in full)


def _free_name(draft: Draft, table: QualifiedName, columns: tuple[str, ...]) -> str:
    taken = draft.taken_names(table.schema)
    name, number = part_name(table.name, columns, "idx"), 0
    while name in taken:
        number += 1
        name = part_name(table.name, columns, f"idx{number}")
    return name
