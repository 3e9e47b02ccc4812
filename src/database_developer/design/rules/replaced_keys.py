"""Rule "replaced-keys": a key over fewer columns gives way where the ticket wants what it forbids."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.design.draft import Draft, at_constraint
from database_developer.model.names import QualifiedName
from database_developer.model.request import UniqueAsk
from database_developer.model.schema import Constraint, ConstraintKind

RULE = "replaced-keys"


def replace_narrower(draft: Draft, ask: UniqueAsk, table: QualifiedName, columns: tuple[str, ...]) -> None:
    """Take away what is unique over some of the columns alone: the wider key would say nothing beside it.

    That is an assumption; a key that others refer to stays.
    """
    for key in tuple(_narrower(draft, table, columns)):
        told = ", ".join(key.columns)
        draft.drop_constraint(table, key.name)
        why = f"unique ({', '.join(columns)}) would say nothing beside it, so it is taken to replace it"
        draft.decide(at_constraint(table, key.name), f"{key.definition} removed", why, RULE, quote=ask.quote)
        draft.assume(
            f"replaced-{table}-{'-'.join(key.columns)}",
            f'"{table}" may have two rows with the same {told} from now on: the ticket wants it unique with '
            f"{', '.join(name for name in columns if name not in key.columns)} only",
            (f"{told} alone is no longer unique", ""),
            (f"{told} alone stays unique too", f"`{table.name}.{key.columns[0]}` stays unique."),
            quote=ask.quote,
        )


def _narrower(draft: Draft, table: QualifiedName, columns: tuple[str, ...]) -> Iterator[Constraint]:
    live = draft.live.tables.get(table)
    for key in live.constraints_of(ConstraintKind.UNIQUE) if live is not None else ():
        is_there = any(one.name == key.name for one in draft.tables[table].constraints)
        if is_there and set(key.columns) < set(columns) and not _is_referred_to(draft, table, key):
            yield key


def _is_referred_to(draft: Draft, table: QualifiedName, key: Constraint) -> bool:
    references = (one.reference for other in draft.tables.values() for one in other.foreign_keys)
    return any(one is not None and one.table == table and set(one.columns) == set(key.columns) for one in references)
