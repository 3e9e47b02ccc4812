"""Constraints and indexes spelled as drafts; the server's own spelling comes when the draft is settled."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.model.quoting import identifier, literal, qualified
from database_developer.model.schema import Constraint, ConstraintKind, Index, IndexKey, Reference


def primary_key(name: str, columns: Sequence[str]) -> Constraint:
    """A primary key."""
    return Constraint(
        name=name,
        kind=ConstraintKind.PRIMARY_KEY,
        columns=tuple(columns),
        definition=f"PRIMARY KEY ({_listed(columns)})",
    )


def unique(name: str, columns: Sequence[str], *, deferred: bool = False) -> Constraint:
    """A unique constraint; a deferred one is looked at when the transaction ends."""
    when = " DEFERRABLE INITIALLY DEFERRED" if deferred else ""
    return Constraint(
        name=name,
        kind=ConstraintKind.UNIQUE,
        columns=tuple(columns),
        definition=f"UNIQUE ({_listed(columns)}){when}",
        deferrable=deferred,
        deferred=deferred,
    )


def check(name: str, columns: Sequence[str], expression: str) -> Constraint:
    """A check; ``expression`` is SQL made of quoted identifiers and literals."""
    return Constraint(
        name=name,
        kind=ConstraintKind.CHECK,
        columns=tuple(columns),
        expression=expression,
        definition=f"CHECK ({expression})",
    )


def one_of(column: str, values: Sequence[str], *, is_limited: bool = False) -> str:
    """The expression that a column holds one of these texts.

    ``is_limited`` for text of limited length: compared as plain text, since the server prints the comparison of such
    a type in words that it reads back as others.
    """
    return f"{identifier(column)}{'::text' if is_limited else ''} IN ({', '.join(literal(value) for value in values)})"


def foreign_key(name: str, columns: Sequence[str], reference: Reference) -> Constraint:
    """A foreign key."""
    definition = f"FOREIGN KEY ({_listed(columns)}) REFERENCES {qualified(reference.table)}"
    definition += f"({_listed(reference.columns)})"
    if reference.on_delete != "no action":
        definition += f" ON DELETE {reference.on_delete.upper()}"
    return Constraint(
        name=name, kind=ConstraintKind.FOREIGN_KEY, columns=tuple(columns), reference=reference, definition=definition
    )


def index(
    name: str, keys: Sequence[IndexKey], *, method: str = "btree", unique: bool = False, predicate: str | None = None
) -> Index:
    """An index."""
    definition = f"{method} ({', '.join(_key(key) for key in keys)})"
    if predicate:
        definition += f" WHERE {predicate}"
    return Index(name=name, definition=definition, method=method, unique=unique, keys=tuple(keys), predicate=predicate)


def _key(key: IndexKey) -> str:
    text = key.text if key.is_expression else identifier(key.text)
    if key.opclass:
        text += f" {key.opclass}"
    return f"{text} DESC" if key.descending else text


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(identifier(column) for column in columns)
