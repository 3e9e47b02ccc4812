"""What a change of a partitioned table does to its partitions, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from database_developer.diff.default_names import default_name
from database_developer.migration.ddl.quoting import qualified
from database_developer.migration.partition_tree import IDENTITY_BELOW_SINCE, has_partitions, partitions
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Index,
    NotNull,
    Schema,
    Table,
    Trigger,
)

NAMED_NOT_NULL_SINCE = 18
COPIED = ("type", "collation", "default", "generated", "storage", "statistics")


def followed(before: Schema, after: Schema, version: int) -> Schema:
    """The schema ``after`` a change, with what the server does to the partitions of what changed."""
    if not (has_partitions(before) and has_partitions(after)):
        return after
    tables = dict(after.tables)
    for old, new in _pairs(before, after):
        if new.partitioning is not None and old.partitioning is not None and old != new:
            _follow(tables, after, old, new, version)
    return replace(after, tables=tables) if tables != after.tables else after


def _pairs(before: Schema, after: Schema) -> Iterator[tuple[Table, Table]]:
    """Each table as it was and as it is; one that got another name keeps its place."""
    if len(before.tables) == len(after.tables):
        yield from zip(before.tables.values(), after.tables.values(), strict=True)
    else:
        yield from ((before.tables[name], new) for name, new in after.tables.items() if name in before.tables)


def _follow(tables: dict[QualifiedName, Table], schema: Schema, old: Table, new: Table, version: int) -> None:
    for part in partitions(new.name, schema):
        was = tables[part.name]
        now = _changed(was, old, new, version)
        if now != was:
            tables[part.name] = now
            if now.partitioning is not None:
                _follow(tables, schema, was, now, version)


def _changed(part: Table, old: Table, new: Table, version: int) -> Table:
    if old == new:
        return part
    return replace(
        part,
        columns=_columns(part, old, new, version),
        constraints=_constraints(part, old, new),
        indexes=_indexes(part, old, new),
        triggers=_triggers(part, old, new),
    )


def _columns(part: Table, old: Table, new: Table, version: int) -> tuple[Column, ...]:
    stays = {it.name for it in new.columns}
    gone = {it.name for it in old.columns} - stays
    found = [_column(it, part, old, new, version) for it in part.columns if not (it.name in gone and it.inherited)]
    there = {it.name for it in found}
    added = (it for it in new.columns if old.column(it.name) is None and it.name not in there)
    return (*found, *(_as_inherited(it, part, new, version) for it in added))


def _as_inherited(column: Column, part: Table, parent: Table, version: int) -> Column:
    return replace(
        column,
        inherited=True,
        comment=None,
        grants=(),
        options=(),
        compression=None,
        identity=column.identity if version >= IDENTITY_BELOW_SINCE else None,
        not_null=_not_null(column.not_null, column.name, part, parent, version),
    )


def _not_null(demand: NotNull | None, column: str, part: Table, parent: Table, version: int) -> NotNull | None:
    """The NOT NULL that the server makes below: since 18 under the name it has above."""
    if demand is None or version < NAMED_NOT_NULL_SINCE:
        return demand
    name = demand.name or default_name(parent.name.name, column, "not_null")
    return replace(demand, name=None if name == default_name(part.name.name, column, "not_null") else name)


def _column(column: Column, part: Table, old: Table, new: Table, version: int) -> Column:
    now = new.column(column.name)
    was = old.column(column.name) if now is None else _as_it_was(now, old, new)
    if was is None or now is None or (was == now and old.name == new.name):
        return column
    if was.name != now.name or old.name != new.name:
        return replace(column, not_null=_renamed_not_null(column, (was, now), part, (old, new), version))
    fields: dict[str, Any] = {name: getattr(now, name) for name in COPIED if getattr(was, name) != getattr(now, name)}
    if was.identity != now.identity and version >= IDENTITY_BELOW_SINCE:
        fields["identity"] = now.identity
    if was.not_null != now.not_null:
        fields["not_null"] = _changed_not_null(column, (was, now), part, new, version)
    return replace(column, **fields)


def _as_it_was(now: Column, old: Table, new: Table) -> Column | None:
    """The column as it was, under another name where it was renamed."""
    there = old.column(now.name)
    if there is not None or len(old.columns) != len(new.columns):
        return there
    return old.columns[new.columns.index(now)]


def _renamed_not_null(
    column: Column, ends: tuple[Column, Column], part: Table, tables: tuple[Table, Table], version: int
) -> NotNull | None:
    """NOT NULL under the name that the server gives it where the one above is named after what has another name."""
    was, now = ends
    if column.not_null is None or was.not_null is None or version < NAMED_NOT_NULL_SINCE:
        return column.not_null
    above = was.not_null.name or default_name(tables[0].name.name, was.name, "not_null")
    own = column.not_null.name or default_name(part.name.name, was.name, "not_null")
    return _not_null(now.not_null, now.name, part, tables[1], version) if own == above else column.not_null


def _changed_not_null(
    column: Column, pair: tuple[Column, Column], part: Table, parent: Table, version: int
) -> NotNull | None:
    was, now = pair[0].not_null, pair[1].not_null
    if column.not_null is None or was is None or now is None or was.name != now.name:
        there = column.not_null if was is None and now is not None else None
        return there or _not_null(now, column.name, part, parent, version)
    return replace(column.not_null, validated=now.validated, no_inherit=now.no_inherit)


def _constraints(part: Table, old: Table, new: Table) -> tuple[Constraint, ...]:
    """Checks come and go by name; keys go by what they say, for each partition has its own names for them."""
    kept = {it.name: it for it in part.constraints}
    for gone in old.constraints:
        if new.constraint(gone.name) is None and not _has_twin(gone, new.constraints):
            there = _same(gone, tuple(kept.values()))
            if there is not None:
                del kept[there.name]
    for made in new.constraints:
        if made.kind is ConstraintKind.CHECK and not made.no_inherit and made != old.constraint(made.name):
            comment = kept[made.name].comment if made.name in kept else None
            kept[made.name] = replace(made, inherited=True, comment=comment)
        elif made.kind is ConstraintKind.FOREIGN_KEY and (was := old.constraint(made.name)) is not None:
            _validate(kept, was, made)
    return tuple(sorted(kept.values(), key=lambda it: it.name))


def _validate(kept: dict[str, Constraint], was: Constraint, now: Constraint) -> None:
    there = _same(was, tuple(kept.values()))
    if was.validated != now.validated and there is not None:
        kept[there.name] = replace(there, validated=now.validated, definition=now.definition)


def _has_twin(thing: Constraint | Index, others: tuple[Any, ...]) -> bool:
    """Whether another one is the same but for the name: then it was renamed, which partitions do not follow."""
    if isinstance(thing, Constraint) and thing.kind is ConstraintKind.CHECK:
        return False
    return any(it.definition == thing.definition for it in others)


def _same(thing: Constraint | Index, others: tuple[Any, ...]) -> Any:
    """The part of a partition that comes from this one."""
    if isinstance(thing, Constraint) and thing.kind is ConstraintKind.CHECK:
        return next((it for it in others if it.inherited and it.name == thing.name), None)
    return next((it for it in others if it.inherited and it.definition == thing.definition), None)


def _indexes(part: Table, old: Table, new: Table) -> tuple[Index, ...]:
    kept, names = list(part.indexes), {it.name for it in new.indexes}
    for gone in old.indexes:
        if gone.name not in names and not _has_twin(gone, new.indexes):
            there = _same(gone, tuple(kept))
            if there is not None:
                kept.remove(there)
    return tuple(kept)


def _triggers(part: Table, old: Table, new: Table) -> tuple[Trigger, ...]:
    before, after = ({it.name: it for it in table.triggers} for table in (old, new))
    kept = {it.name: it for it in part.triggers if not (it.inherited and it.name in before and it.name not in after)}
    for name, trigger in after.items():
        if trigger != before.get(name) and fires_for_rows(trigger):
            kept[name] = clone(trigger, new.name, part.name)
    return tuple(kept[name] for name in sorted(kept))


def fires_for_rows(trigger: Trigger) -> bool:
    """Whether partitions have it too."""
    return " FOR EACH ROW " in trigger.definition


def clone(trigger: Trigger, parent: QualifiedName, part: QualifiedName) -> Trigger:
    """The trigger as the server makes it on a partition."""
    definition = trigger.definition.replace(f" ON {qualified(parent)} ", f" ON {qualified(part)} ", 1)
    return replace(trigger, definition=definition, inherited=True, comment=None)
