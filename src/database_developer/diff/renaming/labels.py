"""A label of an enumerated type gets another name; the server prints it so wherever it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from database_developer.diff.renaming.columns import changed_policy
from database_developer.diff.renaming.refusals import ensure_free, missing
from database_developer.diff.rewriting import with_label
from database_developer.model.differences import Renaming
from database_developer.model.schema import Column, Index, Schema, Table

Change = Callable[[str], str]


def rename_label(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a label was renamed; ``renaming.after.owner`` is the type."""
    enum = schema.enums.get(renaming.after.owner) if renaming.after.owner else None
    if enum is None:
        raise missing(renaming)
    ensure_free(renaming, enum.labels)
    name, old, new = enum.name, renaming.before.name.name, renaming.after.name.name

    def change(text: str) -> str:
        return with_label(text, name, old, new)

    labels = tuple(new if label == old else label for label in enum.labels)
    return replace(
        schema,
        enums={**schema.enums, name: replace(enum, labels=labels)},
        tables={key: _table(table, change) for key, table in schema.tables.items()},
        views={key: replace(view, definition=change(view.definition)) for key, view in schema.views.items()},
        domains={
            key: replace(domain, default=domain.default and change(domain.default))
            for key, domain in schema.domains.items()
        },
    )


def _table(table: Table, change: Change) -> Table:
    return replace(
        table,
        columns=tuple(_column(it, change) for it in table.columns),
        constraints=tuple(
            replace(it, definition=change(it.definition), expression=it.expression and change(it.expression))
            for it in table.constraints
        ),
        indexes=tuple(_index(it, change) for it in table.indexes),
        policies=tuple(changed_policy(it, change) for it in table.policies),
        triggers=tuple(replace(it, definition=change(it.definition)) for it in table.triggers),
        statistics=tuple(replace(it, definition=change(it.definition)) for it in table.statistics),
    )


def _column(column: Column, change: Change) -> Column:
    generated = column.generated and replace(column.generated, expression=change(column.generated.expression))
    return replace(column, default=column.default and change(column.default), generated=generated)


def _index(index: Index, change: Change) -> Index:
    keys = tuple(replace(key, text=change(key.text)) for key in index.keys)
    predicate = index.predicate and change(index.predicate)
    return replace(index, definition=change(index.definition), keys=keys, predicate=predicate)
