"""A column as it stands right after its type was changed."""

from __future__ import annotations

from dataclasses import replace

from database_developer.migration.ddl.sequences import LARGEST
from database_developer.model.schema import Column, Identity, SequenceOptions


def changes_type(before: Column, after: Column) -> bool:
    """Whether the column gets another type or collation."""
    return (before.type, before.collation) != (after.type, after.collation)


def retyped(before: Column, after: Column) -> Column:
    """The column with the new type and default; the server forgets storage and compression, and its counter follows."""
    if not changes_type(before, after):
        return before
    identity = before.identity and _counter(before.identity, after.type)
    return replace(
        before,
        type=after.type,
        collation=after.collation,
        default=after.default,
        storage=None,
        compression=None,
        identity=identity,
    )


def _counter(identity: Identity, type_: str) -> Identity:
    """An identity's sequence takes the column's type; bounds that were the type's are so again."""
    old = identity.options
    if old.type == type_ or type_ not in LARGEST:
        return identity
    was, is_ = LARGEST[old.type], LARGEST[type_]
    options = SequenceOptions(
        type=type_,
        start=old.start,
        increment=old.increment,
        minimum=-is_ - 1 if old.minimum == -was - 1 else old.minimum,
        maximum=is_ if old.maximum == was else old.maximum,
        cache=old.cache,
        cycle=old.cycle,
    )
    return replace(identity, options=options)
