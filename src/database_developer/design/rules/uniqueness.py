"""Rule "uniqueness": what no two rows may share, ignoring case where the ticket says so."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_constraint, at_index
from database_developer.design.naming import part_name
from database_developer.design.rules.replaced_keys import replace_narrower
from database_developer.design.spelling import index, unique
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.model.request import UniqueAsk
from database_developer.model.schema import ConstraintKind, IndexKey

RULE = "uniqueness"


def apply(draft: Draft) -> None:
    """Give each uniqueness its constraint, or its index over lower-cased text."""
    for ask in draft.request.asks:
        if isinstance(ask, UniqueAsk):
            _place(draft, ask)


def _place(draft: Draft, ask: UniqueAsk) -> None:
    table = draft.table_of(ask.entity)
    columns = tuple(draft.column_of(ask.entity, attribute) for attribute in ask.attributes)
    known = tuple(column for column in columns if column is not None)
    if table is None or len(known) != len(columns) or not known:
        text = f'the ticket wants "{", ".join(ask.attributes)}" of "{ask.entity}" to be unique, but not all is known'
        draft.ask(f"unique-{ask.entity}-{'-'.join(ask.attributes)}", text, quote=ask.quote)
    elif ask.ignoring_case:
        _ignoring_case(draft, ask, table, known)
    elif not _is_unique_already(draft, table, known):
        constraint = unique(part_name(table.name, known, "key"), known)
        constraint = draft.add_constraint(table, constraint)
        what = f"unique ({', '.join(known)})"
        why = "the ticket says that there is at most one"
        draft.decide(at_constraint(table, constraint.name), what, why, RULE, quote=ask.quote)
        replace_narrower(draft, ask, table, known)


def _is_unique_already(draft: Draft, table: QualifiedName, columns: tuple[str, ...]) -> bool:
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    return any(set(constraint.columns) == set(columns) for constraint in draft.tables[table].constraints_of(*kinds))


def _ignoring_case(draft: Draft, ask: UniqueAsk, table: QualifiedName, columns: tuple[str, ...]) -> None:
    """A unique index over ``lower(...)``: it needs no extension and no collation that a server may lack."""
    keys = tuple(_key(draft, table, column) for column in columns)
    name = part_name(
        table.name, tuple(f"{c}_lower" if k.is_expression else c for c, k in zip(columns, keys, strict=True)), "key"
    )
    draft.add_index(table, index(name, keys, unique=True))
    what = f"unique ({', '.join(key.text for key in keys)})"
    why = "unique without regard to case"
    draft.decide(at_index(table, name), what, why, RULE, quote=ask.quote)


def _key(draft: Draft, table: QualifiedName, column: str) -> IndexKey:
    found = draft.tables[table].column(column)
    is_text = found is not None and (found.type == "text" or found.type.startswith(("character varying", "varchar")))
    return IndexKey(text=f"lower({identifier(column)})", is_expression=True) if is_text else IndexKey(text=column)
