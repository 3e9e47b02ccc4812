"""A plain table and a partitioned one of the same name trade places: the rows stay where they are.

The plain table is renamed and becomes a partition of a new one that takes its name, with all that is said of
it: keys, indexes, foreign keys at both ends, triggers, policies, privileges, comments, counters. Or the other way
round. Either is one statement, so that nobody ever meets half of it; no row is read, for what had to be read was
read before, and foreign keys from elsewhere are validated afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration import online, whole
from database_developer.migration.attaching import Attaching
from database_developer.migration.ddl import columns as column_ddl
from database_developer.migration.ddl import (
    comments,
    constraints,
    grants,
    guards,
    indexes,
    partitions,
    policies,
    sequences,
    tables,
    triggers,
    views,
)
from database_developer.migration.ddl.locks import exclusive, strongest
from database_developer.migration.ddl.quoting import literal, qualified
from database_developer.migration.in_the_way import Obstacles, blocked_views
from database_developer.migration.mentions import tables_in
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.migration.partition_bounds import condition
from database_developer.migration.partition_following import clone, fires_for_rows
from database_developer.migration.partition_tree import is_partitioned, is_small
from database_developer.model.migration import Facts, Lock, Statement
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Index,
    Partitioning,
    PartitionOf,
    Policy,
    Schema,
    Sequence,
    Table,
    TableKind,
    Trigger,
    View,
)

T = TypeVar("T", Constraint, Index, Trigger)
Noted = Table | Column | Constraint | Index
Placed = tuple[QualifiedName, Constraint]


@dataclass(frozen=True, kw_only=True)
class Swap:
    """What it is about: the name of both, how the partitioned one is cut, and its partition with the rows.

    ``part`` is that partition as it is or is to be: its place, and what it has from above under its names there.
    ``siblings`` are the other partitions, which have no rows of before.
    """

    name: QualifiedName
    key: str
    part: Table
    siblings: tuple[Attaching, ...] = ()

    @property
    def place(self) -> PartitionOf:
        """Where the partition with the rows goes."""
        assert self.part.partition_of is not None  # noqa: S101 - it is a partition
        return self.part.partition_of


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The schema with the plain table and the one with the partitioned table; all else is the same in both."""

    plain: Schema
    cut: Schema


def cut(swap: Swap, plain: Schema) -> Schema:
    """The schema once the plain table is a partition of the one that has its name."""
    old = plain.tables[swap.name]
    above = replace(
        old, kind=TableKind.PARTITIONED, partitioning=Partitioning(key=swap.key), options=(), unlogged=False
    )
    found = {swap.name: above, swap.part.name: _as_part(swap, old)}
    schema = replace(plain, tables={**plain.tables, **found})
    for sibling in swap.siblings:
        schema = sibling.apply(schema)
    return schema


def mended(swap: Swap, whole_schema: Schema) -> Schema:
    """The schema once the partition with the rows has the name of the table that it was a part of."""
    above = whole_schema.tables[swap.name]
    plain = _as_said(_as_plain(swap, whole_schema), above)
    kept = {name: it for name, it in whole_schema.tables.items() if name != swap.part.name}
    return replace(whole_schema, tables={**kept, swap.name: plain})


def _as_plain(swap: Swap, whole_schema: Schema) -> Table:
    """The partition under the name of the table, with all that acts on that; its own comments and privileges."""
    above, part = whole_schema.tables[swap.name], whole_schema.tables[swap.part.name]
    names = {new: old for old, new in _names(swap, above).items()}
    return replace(
        part,
        name=swap.name,
        columns=tuple(_as_own(it, above) for it in part.columns),
        constraints=_by_name(_named_constraint(it, names) for it in part.constraints),
        indexes=_by_name(_named_index(it, names) for it in part.indexes),
        triggers=_by_name((*(it for it in part.triggers if not it.inherited), *above.triggers)),
        policies=above.policies,
        partition_of=None,
    )


def _as_said(table: Table, above: Table) -> Table:
    """The table with the comments, privileges and row security of the one whose name it takes."""
    parts: tuple[Constraint | Index, ...] = (*above.constraints, *above.indexes)
    said = {it.name: it.comment for it in parts}
    return replace(
        table,
        columns=tuple(_noted(it, above.column(it.name)) for it in table.columns),
        constraints=tuple(replace(it, comment=said.get(it.name, it.comment)) for it in table.constraints),
        indexes=tuple(replace(it, comment=said.get(it.name, it.comment)) for it in table.indexes),
        comment=above.comment,
        grants=above.grants,
        row_security=above.row_security,
        row_security_forced=above.row_security_forced,
    )


def _noted(column: Column, above: Column | None) -> Column:
    return column if above is None else replace(column, comment=above.comment, grants=above.grants)


def proof(swap: Swap, ends: Ends, facts: Facts) -> Constraint | None:
    """The CHECK on the plain table by which no row has to be read when it becomes a partition."""
    demand = condition(ends.cut.tables[swap.part.name], ends.cut)
    if not demand or is_small(swap.name, ends.plain, facts) or swap.key.startswith("HASH"):
        return None  # the function that tells a hash wants to see the partitioned table
    name = shortened(f"{swap.part.name.name}_fits_{swap.name.name}")
    return Constraint(name=name, kind=ConstraintKind.CHECK, definition=f"CHECK ({demand})", expression=demand)


def prepare(swap: Swap, ends: Ends, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """What is done beforehand, while everybody reads and writes."""
    for sibling in swap.siblings:
        yield from sibling.parts(ends.plain, facts)
    check = proof(swap, ends, facts)
    if check is None:
        return
    added, validated = constraints.add(swap.name, check, later=True), online.validate_constraint(swap.name, check)
    if not guarded:
        yield from (added, validated)
        return
    wanted = guards.all_of(partitions.is_kind(swap.name, "r"), f"NOT {guards.constraint_exists(swap.name, check.name)}")
    yield guards.only_if(wanted, added)
    yield guards.only_if(online.constraints_waiting(swap.name, check.name), validated)


def take_cut(swap: Swap, ends: Ends, facts: Facts) -> Statement:
    """The plain table becomes a partition of a new one of its name: one statement."""
    statements = (
        *_loosen(swap, ends.plain),
        *_step_aside(swap, ends, facts),
        *_take_place(swap, ends, facts),
        *_fasten(swap, ends.plain, ends.cut, facts),
    )
    why = f'cut "{swap.name}": its rows stay where they are, in a partition called "{swap.part.name}"'
    block = _at_once(swap, partitions.is_kind(swap.name, "r"), statements, why)
    demand = condition(ends.cut.tables[swap.part.name], ends.cut)
    is_read = demand != "" and proof(swap, ends, facts) is None
    return replace(block, scans=(*block.scans, swap.name)) if is_read else block


def take_mend(swap: Swap, ends: Ends, facts: Facts) -> Statement:
    """The partition takes the name of the table that it was a part of: one statement."""
    is_cut = guards.all_of(partitions.is_kind(swap.name, "p"), partitions.is_part(swap.name, swap.part.name))
    statements = (
        *_loosen(swap, ends.cut),
        *_fall_apart(swap, ends, facts),
        *_come_back(swap, ends, facts),
        *_fasten(swap, ends.cut, ends.plain, facts),
    )
    why = f'"{swap.part.name}" is all of "{swap.name}" and takes its name'
    return _at_once(swap, is_cut, statements, why)


def finish(swap: Swap, now: Schema, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """What is done afterwards: what refers to the table is validated, and shown again."""
    for table, key in _referring(swap, now):
        if table == swap.name:
            yield from online.add_constraint(table, key, now, facts, guarded=True)
        elif key.validated and not is_partitioned(table, now):
            yield online.validate_constraint(table, key, guarded=guarded)
    for view in _views(swap, now):
        if view.materialized:
            yield from whole.view(view, now, facts, guarded=True)


def clear(swap: Swap, ends: Ends, facts: Facts, table: QualifiedName) -> Iterator[Statement]:
    """The CHECK has served; ``table`` has the rows by then."""
    check = proof(swap, ends, facts)
    if check is not None:
        yield constraints.drop(table, check, guarded=True)


def _at_once(swap: Swap, condition: str, statements: tuple[Statement, ...], why: str) -> Statement:
    """One block; what it does to a table that it makes itself holds nobody up."""
    block = guards.only_if(condition, *statements)
    standing: tuple[Lock, ...] = (*exclusive(swap.name, swap.part.name), *block.locks)
    scans = tuple(dict.fromkeys(it for it in block.scans if it not in (swap.name, swap.part.name)))
    return replace(block, why=why, table=swap.name, locks=strongest(standing), scans=scans)


def _loosen(swap: Swap, now: Schema) -> Iterator[Statement]:
    """Everything that holds on to the table itself and not to its name."""
    yield from (views.drop(view, guarded=view.materialized) for view in reversed(_views(swap, now)))
    for table, policy in _foreign_policies(swap, now):
        yield policies.drop(table, policy.name)
    for table, key in _referring(swap, now):
        yield constraints.drop(table, key, guarded=True)
        if table == swap.name and swap.part.name in now.tables:  # where it was made on the partition alone
            yield constraints.drop(swap.part.name, key, guarded=True)
    for trigger in now.tables[swap.name].triggers:
        yield triggers.drop(swap.name, trigger.name)
    for policy in now.tables[swap.name].policies:
        yield policies.drop(swap.name, policy.name)


def _step_aside(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The plain table and its parts take the names that they have as a partition."""
    old, part = ends.plain.tables[swap.name], swap.part.name
    yield tables.rename(swap.name, part.name)
    yield from _renamed(part, _names(swap, old), old)
    for was, will in _not_nulls(swap, old, facts):
        yield constraints.rename(part, was, will)
    for column in _counting(old):
        yield sequences.rename(_sequence(swap.name, column), _aside(part, column).name)


def _take_place(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The partitioned table, made anew, with the old one and its siblings as its partitions."""
    above, part = ends.cut.tables[swap.name], swap.part.name
    foreign = tuple(it for it in above.foreign_keys if not _is_own(it, swap))
    inline = tuple(it for it in above.constraints if it not in above.foreign_keys)
    bare = replace(above, constraints=inline, columns=tuple(_named(it, swap.name) for it in above.columns))
    yield from whole.table(bare, facts)
    yield from _count_on(swap, ends)
    for key in foreign:
        yield replace(constraints.add(swap.name, key), scans=())
        yield from whole.notes(key, facts, swap.name)
    for index in above.indexes:
        yield replace(indexes.create(swap.name, index), scans=())
        yield from whole.notes(index, facts, swap.name)
    for sibling in swap.siblings:
        yield partitions.add_hidden_columns(swap.name, sibling.child)
        yield replace(sibling.attach(ends.plain, facts), scans=())
    held = exclusive(*(it.reference.table for it in foreign if it.reference is not None))
    yield partitions.attach(swap.name, part, swap.place.bound, others=held)
    yield from _said_otherwise(_as_part(swap, ends.plain.tables[swap.name]), ends.cut.tables[part], facts)
    yield from whole.parts_of_table(above, ends.cut, facts)
    yield from whole.table_settings(above)


def _named(column: Column, table: QualifiedName) -> Column:
    """The column with its NOT NULL called as usual: the server would avoid the name that the old table still has."""
    if column.not_null is None:
        return column
    name = column.not_null.name or default_name(table.name, column.name, "not_null")
    return replace(column, not_null=replace(column.not_null, name=name))


def _said_otherwise(was: Table, now: Table, facts: Facts) -> Iterator[Statement]:
    """Comments, privileges and row security, where they are not as they should be."""
    if was.row_security != now.row_security:
        yield tables.set_row_security(now.name, enabled=now.row_security)
    if was.row_security_forced != now.row_security_forced:
        yield tables.force_row_security(now.name, forced=now.row_security_forced)
    for old, new in _pairs(was, now):
        address = address_of(new, None if isinstance(new, Table) else now.name)
        if old.comment != new.comment:
            yield comments.comment(address, new, new.comment)
        if isinstance(new, Table | Column):
            yield from grants.change(address, new, getattr(old, "grants", ()), new.grants, facts.server_version)


def _pairs(was: Table, now: Table) -> Iterator[tuple[Noted, Noted]]:
    yield was, now
    for attribute in ("columns", "constraints", "indexes"):
        there = {it.name: it for it in getattr(was, attribute)}
        yield from ((there[it.name], it) for it in getattr(now, attribute) if it.name in there)


def _fall_apart(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The partitions stand alone, and the partitioned table, which has no others, goes."""
    above, part = ends.cut.tables[swap.name], swap.part.name
    for sibling in swap.siblings:
        yield _only_partition(swap.name, sibling.child)
    yield partitions.detach(swap.name, part, others=exclusive(*_referred(above)))
    yield _none_is_left(swap.name)
    for column in _counting(above):
        counted = replace(column.identity, sequence_name=_aside(part, column)) if column.identity else None
        if counted is not None:
            yield column_ddl.add_identity(part, column.name, counted)
            yield _taken_over(_aside(part, column), _sequence(swap.name, column))
    for sequence in _owned(swap.name, ends.cut):
        yield sequences.set_owner(sequence.name, (part, sequence.owned_by[1]) if sequence.owned_by else None)
    yield tables.drop(swap.name)


def _come_back(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The partition and its parts take the names of the table; rows that went elsewhere since come too."""
    plain, part = ends.plain.tables[swap.name], swap.part.name
    yield tables.rename(part, swap.name.name)
    names = {new: old for old, new in _names(swap, plain).items()}
    yield from _renamed(swap.name, names, ends.cut.tables[part])
    for was, will in _not_nulls(swap, plain, facts):
        yield constraints.rename(swap.name, will, was)
    for column in _counting(plain):
        aside = _aside(part, column)
        yield sequences.rename(aside, _sequence(swap.name, column).name)
    for sibling in swap.siblings:
        there = guards.relation_exists(sibling.child)
        written = [it.name for it in plain.columns if it.generated is None]
        yield _if(there, partitions.move_rows(sibling.child, swap.name, written))
    above = ends.cut.tables[swap.name]
    yield from _said_otherwise(_as_plain(swap, ends.cut), plain, facts)
    yield from whole.parts_of_table(replace(plain, triggers=above.triggers), ends.plain, facts)


def _fasten(swap: Swap, before: Schema, after: Schema, facts: Facts) -> Iterator[Statement]:
    """Everything holds on to what has the name now."""
    for table, key in _referring(swap, before):
        if table != swap.name:
            later = constraints.can_be_validated_later(key) and not is_partitioned(table, after)
            yield constraints.add(table, key, later=later)
            yield from whole.notes(key, facts, table)
    for table, policy in _foreign_policies(swap, before):
        yield from whole.policy(table, policy, after, facts)
    for view in _views(swap, before):
        if not view.materialized and not any(it in _materialized(swap, before) for it in view.depends_on):
            yield from whole.view(view, after, facts)


def _views(swap: Swap, schema: Schema) -> tuple[View, ...]:
    """The views over the table, and those over these; each after what it is over."""
    return tuple(blocked_views(schema, Obstacles(views=frozenset({swap.name})), changed=()))


def _materialized(swap: Swap, schema: Schema) -> frozenset[QualifiedName]:
    return frozenset(it.name for it in _views(swap, schema) if it.materialized)


def _foreign_policies(swap: Swap, schema: Schema) -> Iterator[tuple[QualifiedName, Policy]]:
    """The policies of other tables that look into this one."""
    for table in schema.tables.values():
        for policy in table.policies if table.name != swap.name else ():
            if swap.name in tables_in(f"{policy.using or ''} {policy.check or ''}", schema):
                yield table.name, policy


def _referring(swap: Swap, schema: Schema) -> tuple[Placed, ...]:
    """The foreign keys that refer to the table, its own to itself too."""
    return tuple(
        (table.name, key)
        for table in schema.tables.values()
        for key in table.foreign_keys
        if key.reference is not None and key.reference.table == swap.name and not key.inherited
    )


def _is_own(key: Constraint, swap: Swap) -> bool:
    return key.reference is not None and key.reference.table == swap.name


def _referred(table: Table) -> Iterator[QualifiedName]:
    return (it.reference.table for it in table.foreign_keys if it.reference is not None)


def _as_part(swap: Swap, old: Table) -> Table:
    names = _names(swap, old)
    wished = {it.name: it for it in swap.part.columns}
    rows = tuple(clone(it, swap.name, swap.part.name) for it in old.triggers if fires_for_rows(it))
    found = tuple(_named_constraint(it, names) for it in old.constraints)
    return replace(
        old,
        name=swap.part.name,
        columns=tuple(_as_inherited(it, wished.get(it.name)) for it in old.columns),
        constraints=_by_name(replace(it, inherited=True, comment=_said(it, swap, old)) for it in found),
        indexes=_by_name(replace(_named_index(it, names), inherited=True) for it in old.indexes),
        triggers=rows,
        policies=(),
        partition_of=swap.place,
    )


def _said(constraint: Constraint, swap: Swap, old: Table) -> str | None:
    """The comment that a constraint keeps: a foreign key to the table itself is made anew."""
    return None if _is_own(constraint, swap) else constraint.comment


def _as_inherited(column: Column, wished: Column | None) -> Column:
    if wished is None:
        return replace(column, inherited=True, identity=None)
    return replace(column, inherited=True, identity=wished.identity, not_null=wished.not_null or column.not_null)


def _as_own(column: Column, above: Table) -> Column:
    there = above.column(column.name)
    identity, not_null = (there.identity, there.not_null) if there is not None else (None, column.not_null)
    return replace(column, inherited=False, identity=identity, not_null=not_null if column.not_null else None)


def _named_constraint(constraint: Constraint, names: dict[str, str]) -> Constraint:
    return replace(constraint, name=names.get(constraint.name, constraint.name), inherited=False)


def _named_index(index: Index, names: dict[str, str]) -> Index:
    return replace(index, name=names.get(index.name, index.name), inherited=False)


def _by_name(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(found, key=lambda it: it.name))


def _names(swap: Swap, table: Table) -> dict[str, str]:
    """What the parts of the table are called on the partition, checks excepted, which have one name on both."""
    found: dict[str, str] = {}
    things: tuple[Constraint | Index, ...] = (*table.constraints, *table.indexes)
    theirs: list[Constraint | Index] = [*swap.part.constraints, *swap.part.indexes]
    for thing in things:
        if isinstance(thing, Constraint) and (thing.kind is ConstraintKind.CHECK or _is_own(thing, swap)):
            continue
        own = next((it for it in theirs if type(it) is type(thing) and it.definition == thing.definition), None)
        if own is not None:
            theirs.remove(own)
        found[thing.name] = own.name if own is not None else _usual(thing, swap.part.name)
    return found


def _usual(thing: Constraint | Index, part: QualifiedName) -> str:
    if isinstance(thing, Constraint) and thing.kind is ConstraintKind.FOREIGN_KEY:
        return thing.name
    return shortened(f"{part.name}_{thing.name}")


def _renamed(table: QualifiedName, names: dict[str, str], was: Table) -> Iterator[Statement]:
    for constraint in was.constraints:
        if names.get(constraint.name, constraint.name) != constraint.name:
            yield constraints.rename(table, constraint.name, names[constraint.name])
    for index in was.indexes:
        if names.get(index.name, index.name) != index.name:
            yield indexes.rename(table, index.name, names[index.name])


def _not_nulls(swap: Swap, old: Table, facts: Facts) -> Iterator[tuple[str, str]]:
    """NOT NULL constraints (18 and later) that are called otherwise on the partition."""
    wished = {it.name: it for it in swap.part.columns}
    for column in old.columns if facts.server_version >= NAMED_NOT_NULL_SINCE else ():
        there = wished.get(column.name)
        if column.not_null is not None and there is not None and there.not_null is not None:
            was = column.not_null.name or default_name(swap.name.name, column.name, "not_null")
            will = there.not_null.name or default_name(swap.part.name.name, column.name, "not_null")
            if was != will:
                yield was, will


def _counting(table: Table) -> Iterator[Column]:
    return (it for it in table.columns if it.identity is not None)


def _sequence(table: QualifiedName, column: Column) -> QualifiedName:
    named = column.identity.sequence_name if column.identity else None
    return named or table.renamed(default_name(table.name, column.name, "seq"))


def _aside(part: QualifiedName, column: Column) -> QualifiedName:
    """What the counter is called while there are two of them."""
    return _sequence(part, column).renamed(default_name(part.name, column.name, "counter"))


def _owned(table: QualifiedName, schema: Schema) -> Iterator[Sequence]:
    return (it for it in schema.sequences.values() if it.owned_by is not None and it.owned_by[0] == table)


def _count_on(swap: Swap, ends: Ends) -> Iterator[Statement]:
    """The new table counts on from where the old one is; the old one no longer counts."""
    part = swap.part.name
    for column in _counting(ends.plain.tables[swap.name]):
        yield _taken_over(_sequence(swap.name, column), _aside(part, column))
        yield column_ddl.drop_identity(part, column.name)
    for sequence in _owned(swap.name, ends.plain):
        yield sequences.set_owner(sequence.name, sequence.owned_by)


def _taken_over(new: QualifiedName, old: QualifiedName) -> Statement:
    place = literal(qualified(new))
    return Statement(
        sql=f"SELECT pg_catalog.setval({place}, last_value, is_called) FROM {qualified(old)}",
        why=f'"{new}" counts on from where "{old}" is',
    )


def _only_partition(parent: QualifiedName, child: QualifiedName) -> Statement:
    return _if(partitions.is_part(parent, child), partitions.detach(parent, child))


def _none_is_left(table: QualifiedName) -> Statement:
    """The table would take its partitions along, with their rows: stop where somebody made more of them."""
    more = f"EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = {literal(qualified(table))}::regclass)"
    message = literal(f"{table} has other partitions by now: detach them first")
    return Statement(sql=f"IF {more} THEN\n    RAISE EXCEPTION '%', {message};\nEND IF", why="keep all rows")


def _if(condition: str, statement: Statement) -> Statement:
    """The statement within a block, where the condition holds."""
    return replace(statement, sql=f"IF {condition} THEN\n    {statement.sql};\nEND IF")
