"""How a table becomes a partition while others use it, and how it stops being one.

What takes long is done beside the others: a CHECK of the bounds on the new partition, and one on the DEFAULT
partition that it has none of those rows, are validated while everybody reads and writes; then ATTACH PARTITION reads
nothing. What the table above has, keys, indexes, foreign keys, is made on the new partition first, and taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from database_developer.migration import online, partitioned, whole
from database_developer.migration.ddl import constraints, guards, hidden_columns, partitions
from database_developer.migration.ddl.locks import exclusive, locks, strongest
from database_developer.migration.partition_bounds import condition, own_condition
from database_developer.migration.partition_following import clone, fires_for_rows
from database_developer.migration.partition_tree import (
    default_of,
    is_small,
    leaves,
    names_below,
    referring,
)
from database_developer.model.differences import Differences, Thing
from database_developer.model.migration import Facts, Lock, LockMode, Statement
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Identity,
    Index,
    PartitionOf,
    Schema,
    Table,
    Trigger,
)


@dataclass(frozen=True, kw_only=True)
class Inherited:
    """What a partition has by way of the table above, under the names it has there."""

    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    counted: Mapping[str, Identity] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Attaching:
    """One partition to be: what it inherits, and whether each statement looks first whether its work is done."""

    child: QualifiedName
    place: PartitionOf
    inherited: Inherited = Inherited()
    guarded: bool = False

    def statements(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """All that it takes, in order."""
        return (
            *self.parts(before, facts),
            *self.proofs(before, facts),
            hidden_columns.add_missing(self.place.parent, self.child, below=names_below(self.child, before)),
            self.attach(before, facts),
            *self.clear(before, facts),
        )

    def parts(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """What the table above has and the partition not yet, each in the form that its size asks for."""
        table = before.tables[self.child]
        for constraint in self.inherited.constraints:
            if table.constraint(constraint.name) is None and not self._is_cloned(constraint, before, facts):
                own = replace(constraint, inherited=False)
                yield from online.add_constraint(self.child, own, before, facts, guarded=self.guarded)
                yield from whole.notes(own, facts, self.child)
        names = {it.name for it in table.indexes}
        for index in self.inherited.indexes:
            if index.name not in names:
                yield from online.add_index(self.child, index, before, facts, guarded=self.guarded)
                yield from whole.notes(index, facts, self.child)

    def unmake_parts(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """What undoes ``parts``."""
        table = before.tables.get(self.child)
        there: tuple[Constraint | Index, ...] = (*table.indexes, *table.constraints) if table else ()
        names = {it.name for it in there}
        for index in self.inherited.indexes:
            if index.name not in names:
                yield from online.drop_index(self.child, index, before, facts, ())
        for constraint in self.inherited.constraints:
            if constraint.name not in names:
                yield from online.drop_constraint(self.child, constraint, before, facts, ())

    def _is_cloned(self, constraint: Constraint, before: Schema, facts: Facts) -> bool:
        """Whether the server had better make it: a foreign key of no or few rows, under the name it has above."""
        parent = before.tables[self.place.parent]
        is_foreign = constraint.kind is ConstraintKind.FOREIGN_KEY
        has_same_name = parent.constraint(constraint.name) is not None
        return is_foreign and has_same_name and is_small(self.child, before, facts)

    def proofs(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """The CHECKs, validated while others go on, by which ATTACH need not read."""
        for table, check in self._checks(before, facts):
            added = constraints.add(table, check, later=True)
            added = replace(added, why=f"{added.why}; rows that break it are refused from now on")
            if self.guarded:
                wanted = guards.all_of(self._is_apart(), f"NOT {guards.constraint_exists(table, check.name)}")
                added = guards.only_if(wanted, added)
            yield added
            yield self._validated(table, check)

    def _validated(self, table: QualifiedName, check: Constraint) -> Statement:
        statement = online.validate_constraint(table, check, guarded=self.guarded)
        if table == self.child:
            return replace(statement, why=f'look whether the rows of "{table}" fit {self.place.bound}')
        why = f'look whether "{table}" has rows that belong to "{self.child}": they have to be moved or deleted first'
        return replace(statement, why=why)

    def attach(self, before: Schema, facts: Facts) -> Statement:
        """ATTACH PARTITION, reading what no CHECK proves."""
        proven = {table for table, _ in self._checks(before, facts)}
        default = default_of(self.place.parent, before)
        read = [self.child, *((default.name,) if default is not None else ())]
        scans = [leaf for it in read if it not in proven for leaf in leaves(it, before)]
        held = strongest(self._held(before, facts))
        statement = partitions.attach(self.place.parent, self.child, self.place.bound, others=held, scans=scans)
        statement = replace(statement, locks=strongest(statement.locks))
        return guards.only_if(self._is_apart(), statement) if self.guarded else statement

    def clear(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """The CHECKs have served."""
        for table, check in self._checks(before, facts):
            yield constraints.drop(table, check, guarded=True)

    def apply(self, before: Schema) -> Schema:
        """The schema with the partition in its place."""
        schema = self._with_parts(before)
        table, parent = schema.tables[self.child], schema.tables[self.place.parent]
        inherited = replace(self.inherited, triggers=self._triggers(parent))
        now = with_inherited(table, inherited, self.place)
        return replace(schema, tables={**schema.tables, self.child: now})

    def _with_parts(self, schema: Schema) -> Schema:
        """The schema once the partition to be, and its own partitions, have all that the table above has."""
        things: tuple[Constraint | Index, ...] = (*self.inherited.constraints, *self.inherited.indexes)
        for thing in things:
            table = schema.tables[self.child]
            there: tuple[Constraint | Index, ...] = (*table.constraints, *table.indexes)
            if not any(it.name == thing.name and isinstance(it, type(thing)) for it in there):
                names = partitioned.names_for(schema, self.child, thing, ())
                schema = partitioned.with_parts(schema, self.child, thing, names)
        return schema

    def _triggers(self, parent: Table) -> tuple[Trigger, ...]:
        return tuple(clone(it, parent.name, self.child) for it in parent.triggers if fires_for_rows(it))

    def _is_apart(self) -> str:
        return f"NOT {partitions.is_part(self.place.parent, self.child)}"

    def _checks(self, before: Schema, facts: Facts) -> Iterator[tuple[QualifiedName, Constraint]]:
        """The CHECKs that are worth their while, with their tables."""
        table = before.tables.get(self.child) or Table(name=self.child)
        part = replace(table, partition_of=self.place)
        schema = replace(before, tables={**before.tables, self.child: part})
        demand = condition(part, schema)
        if demand and not is_small(self.child, before, facts):
            yield self.child, _check(f"{self.child.name}_fits_{self.place.parent.name}", demand)
        default, own = default_of(self.place.parent, before), own_condition(part, schema)
        if own and default is not None and default.name != self.child and not is_small(default.name, before, facts):
            yield default.name, _check(f"no_rows_of_{self.child.name}", f"NOT ({own})")

    def _held(self, before: Schema, facts: Facts) -> Iterator[Lock]:
        """The locks on other tables: the parts of the partition, the DEFAULT one, and at both ends of foreign keys."""
        yield from exclusive(*names_below(self.child, before))
        default = default_of(self.place.parent, before)
        if default is not None and default.name != self.child:
            yield from exclusive(default.name, *names_below(default.name, before))
        for key in before.tables[self.place.parent].foreign_keys:
            if key.reference is not None:
                cloned = self._is_cloned(_named_below(key, self.inherited), before, facts)
                mode = LockMode.SHARE_ROW_EXCLUSIVE if cloned else LockMode.ACCESS_EXCLUSIVE
                yield from locks(mode, key.reference.table, *names_below(key.reference.table, before))
        for table, _ in referring(self.place.parent, before):
            yield from locks(LockMode.SHARE_ROW_EXCLUSIVE, table)


def with_inherited(table: Table, inherited: Inherited, place: PartitionOf) -> Table:
    """The table as a partition."""
    counted = inherited.counted
    columns = (replace(it, inherited=True, identity=counted.get(it.name, it.identity)) for it in table.columns)
    rules, indexes = ({it.name for it in found} for found in (inherited.constraints, inherited.indexes))
    triggers = {it.name: it for it in table.triggers} | {it.name: it for it in inherited.triggers}
    return replace(
        table,
        columns=tuple(columns),
        constraints=tuple(replace(it, inherited=it.inherited or it.name in rules) for it in table.constraints),
        indexes=tuple(replace(it, inherited=it.inherited or it.name in indexes) for it in table.indexes),
        triggers=tuple(triggers[name] for name in sorted(triggers)),
        partition_of=place,
    )


def inherited_by(table: Table) -> Inherited:
    """What a partition has from above."""
    parts: tuple[Column | Constraint | Index | Trigger, ...] = (
        *table.columns,
        *table.constraints,
        *table.indexes,
        *table.triggers,
    )
    return _inherited(it for it in parts if it.inherited)


def inherited_in(differences: Differences, name: QualifiedName) -> Inherited:
    """What a table has from above afterwards."""
    items = (*differences.items, *differences.followed)
    tables = (it.after for it in items if it.address.name == name and it.before is None)
    new = next((it for it in tables if isinstance(it, Table)), Table(name=name))
    parts = (it.after for it in differences.followed if it.address.owner == name)
    return _inherited((*new.columns, *(it for it in parts if it is not None)))


def _inherited(parts: Iterable[Thing]) -> Inherited:
    found = tuple(parts)
    return Inherited(
        constraints=tuple(it for it in found if isinstance(it, Constraint)),
        indexes=tuple(it for it in found if isinstance(it, Index)),
        triggers=tuple(it for it in found if isinstance(it, Trigger)),
        counted={it.name: it.identity for it in found if isinstance(it, Column) and it.inherited and it.identity},
    )


def _named_below(key: Constraint, inherited: Inherited) -> Constraint:
    """The foreign key as the partition has it."""
    return next((it for it in inherited.constraints if it.definition == key.definition), key)


def _check(name: str, demand: str) -> Constraint:
    definition = f"CHECK ({demand})"
    return Constraint(name=shortened(name), kind=ConstraintKind.CHECK, definition=definition, expression=demand)
