"""A plain table and a partitioned one of the same name trade places, and the rows stay where they are.

Either way is one statement, so that nobody ever meets half of it; no row is read, for what had to be read was read
before, and foreign keys from elsewhere are validated afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.diff.default_names import default_name
from database_developer.migration import online, whole
from database_developer.migration.ddl import columns as column_ddl
from database_developer.migration.ddl import (
    constraints,
    guards,
    hidden_columns,
    indexes,
    partitions,
    sequences,
    tables,
)
from database_developer.migration.ddl.locks import exclusive, strongest
from database_developer.migration.ddl.quoting import literal, qualified
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.migration.partition_bounds import condition
from database_developer.migration.partition_swap import Ends, Swap, as_part, as_plain, is_own, names_below
from database_developer.migration.partition_ties import fasten, loosen, referring_to, said_otherwise, views_over
from database_developer.migration.partition_tree import is_partitioned, is_small
from database_developer.model.migration import Facts, Lock, Statement
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Schema,
    Sequence,
    Table,
)


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
        *loosen(swap, ends.plain),
        *_step_aside(swap, ends, facts),
        *_take_place(swap, ends, facts),
        *fasten(swap, ends.plain, ends.cut, facts),
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
        *loosen(swap, ends.cut),
        *_fall_apart(swap, ends, facts),
        *_come_back(swap, ends, facts),
        *fasten(swap, ends.cut, ends.plain, facts),
    )
    why = f'"{swap.part.name}" is all of "{swap.name}" and takes its name'
    return _at_once(swap, is_cut, statements, why)


def finish(swap: Swap, now: Schema, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """What is done afterwards: what refers to the table is validated, and shown again."""
    for table, key in referring_to(swap, now):
        if table == swap.name:
            yield from online.add_constraint(table, key, now, facts, guarded=True)
        elif key.validated and not is_partitioned(table, now):
            yield online.validate_constraint(table, key, guarded=guarded)
    for view in views_over(swap, now):
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


def _step_aside(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The plain table and its parts take the names that they have as a partition."""
    old, part = ends.plain.tables[swap.name], swap.part.name
    yield tables.rename(swap.name, part.name)
    yield from _renamed(part, names_below(swap, old), old)
    for was, will in _not_nulls(swap, old, facts):
        yield constraints.rename(part, was, will)
    for column in _counting(old):
        yield sequences.rename(_sequence(swap.name, column), _aside(part, column).name)


def _take_place(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The partitioned table, made anew, with the old one and its siblings as its partitions."""
    above, part = ends.cut.tables[swap.name], swap.part.name
    foreign = tuple(it for it in above.foreign_keys if not is_own(it, swap))
    inline = tuple(it for it in above.constraints if it not in above.foreign_keys)
    bare = replace(above, constraints=inline, columns=tuple(_named(it, swap.name) for it in above.columns))
    yield from whole.table(bare, facts)
    yield hidden_columns.add_missing(part, swap.name)
    yield hidden_columns.move_notes(part, swap.name)
    yield from _count_on(swap, ends)
    for key in foreign:
        yield replace(constraints.add(swap.name, key), scans=())
        yield from whole.notes(key, facts, swap.name)
    for index in above.indexes:
        yield replace(indexes.create(swap.name, index), scans=())
        yield from whole.notes(index, facts, swap.name)
    for sibling in swap.siblings:
        yield hidden_columns.add_missing(swap.name, sibling.child)
        yield replace(sibling.attach(ends.plain, facts), scans=())
    held = exclusive(*(it.reference.table for it in foreign if it.reference is not None))
    yield partitions.attach(swap.name, part, swap.place.bound, others=held)
    yield from said_otherwise(as_part(swap, ends.plain.tables[swap.name]), ends.cut.tables[part], facts)
    yield from whole.parts_of_table(above, ends.cut, facts)
    yield from whole.table_settings(above)


def _named(column: Column, table: QualifiedName) -> Column:
    """The column with its NOT NULL called as usual: the server would avoid the name that the old table still has."""
    if column.not_null is None:
        return column
    name = column.not_null.name or default_name(table.name, column.name, "not_null")
    return replace(column, not_null=replace(column.not_null, name=name))


def _fall_apart(swap: Swap, ends: Ends, facts: Facts) -> Iterator[Statement]:
    """The partitions stand alone, and the partitioned table, which has no others, goes."""
    above, part = ends.cut.tables[swap.name], swap.part.name
    for sibling in swap.siblings:
        yield _only_partition(swap.name, sibling.child)
    yield partitions.detach(swap.name, part, others=exclusive(*_referred(above)))
    yield _none_is_left(swap.name)
    yield hidden_columns.move_notes(swap.name, part)
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
    names = {new: old for old, new in names_below(swap, plain).items()}
    yield from _renamed(swap.name, names, ends.cut.tables[part])
    for was, will in _not_nulls(swap, plain, facts):
        yield constraints.rename(swap.name, will, was)
    for column in _counting(plain):
        aside = _aside(part, column)
        yield sequences.rename(aside, _sequence(swap.name, column).name)
    yield from _rows_back(swap, plain)
    above = ends.cut.tables[swap.name]
    yield from said_otherwise(as_plain(swap, ends.cut), plain, facts)
    yield from whole.parts_of_table(replace(plain, triggers=above.triggers), ends.plain, facts)


def _rows_back(swap: Swap, plain: Table) -> Iterator[Statement]:
    """The rows of the siblings, where no trigger and no policy meets them."""
    is_forced = plain.row_security_forced and bool(swap.siblings)
    if is_forced:
        yield tables.force_row_security(swap.name, forced=False)
    for sibling in swap.siblings:
        written = [it.name for it in plain.columns if it.generated is None]
        moved = partitions.move_rows(sibling.child, swap.name, written)
        yield _if(guards.relation_exists(sibling.child), moved)
    if is_forced:
        yield tables.force_row_security(swap.name, forced=True)


def _referred(table: Table) -> Iterator[QualifiedName]:
    return (it.reference.table for it in table.foreign_keys if it.reference is not None)


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
