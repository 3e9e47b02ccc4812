"""A column gets another type beside itself: a second column is filled, follows, and takes its place in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from database_developer.diff.renaming import renamed
from database_developer.diff.rewriting import with_column
from database_developer.errors import NoPlan
from database_developer.migration.defaults import domain_of
from database_developer.migration.editing import put_column
from database_developer.migration.mentions import names_in, needs
from database_developer.migration.phases.pairs import Pair, can_stand_twice, named
from database_developer.migration.types import needs_no_rewrite
from database_developer.model.design import Filling
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Hazard
from database_developer.model.names import QualifiedName, part_of, shortened
from database_developer.model.schema import Column, Schema, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """``old`` as the column is before and ``new`` as it is afterwards, of the same name."""

    table: QualifiedName
    old: Column
    new: Column
    rule: str = ""
    """The new value over the row ``t`` of before, where it is told."""

    @property
    def coming(self) -> str:
        """The new column's name until it takes the old one's place."""
        return f"{shortened(self.old.name, 55)}_dbd_new"

    @property
    def going(self) -> str:
        """The old column's name once it gave up its place."""
        return f"{shortened(self.old.name, 55)}_dbd_old"

    def before_it(self) -> Pair:
        """The two columns until they change places: the new one follows."""
        return Pair(table=self.table, old=self.old, new=named(self.new, self.coming), rule=self.rule)

    def after_it(self) -> Pair:
        """The two columns once they changed places: the old one follows."""
        rule = with_column(self.rule, self.old.name, self.going, frozenset({"t"})) if self.rule else ""
        return Pair(table=self.table, old=named(self.old, self.going), new=self.new, rule=rule)

    def given_up(self) -> Renaming:
        """The old column gives up its name."""
        return _renaming("column", self.table, self.old.name, self.going)


def swaps_of(current: Schema, after: Schema, facts: Facts, told: tuple[Filling, ...] = ()) -> tuple[Swap, ...]:
    """The columns of large tables whose change of type would write the whole table anew under a lock.

    So do all those whose values are ``told``, wherever they are. NoPlan where such a one cannot be swapped.
    """
    rules = tuple(_told_swap(current, after, it) for it in told)
    if Hazard.REWRITE in facts.allowed:
        return rules
    known = {(it.table, it.old.name) for it in rules}
    return (*rules, *(it for it in _swaps(current, after, facts) if (it.table, it.old.name) not in known))


def converted(before: Schema, after: Schema, fillings: Iterable[Filling]) -> tuple[Filling, ...]:
    """The fillings of columns that keep their name and get another type."""
    return tuple(it for it in fillings if _changes_type(before, after, it))


def _changes_type(before: Schema, after: Schema, filling: Filling) -> bool:
    tables = before.tables.get(filling.table), after.tables.get(filling.table)
    old, new = (table.column(filling.column) if table is not None else None for table in tables)
    return old is not None and new is not None and old.type != new.type


def _told_swap(current: Schema, after: Schema, filling: Filling) -> Swap:
    table = current.tables[filling.table]
    old, new = table.column(filling.column), after.tables[filling.table].column(filling.column)
    if old is None or new is None or not can_swap(current, after, table, old):
        raise NoPlan(
            f'"{filling.column}" of "{filling.table}" cannot get its new values beside the old ones',
            where=str(filling.table),
            hint="views, policies, triggers, keys or other tables lean on it: make a column under another name",
        )
    rule = f"CASE WHEN {filling.condition} THEN {filling.expression} END" if filling.condition else filling.expression
    return Swap(table=filling.table, old=old, new=new, rule=rule)


def _swaps(current: Schema, after: Schema, facts: Facts) -> Iterator[Swap]:
    for name, table in after.tables.items():
        before = current.tables.get(name)
        if before is None or before.columns == table.columns or facts.is_small(name):
            continue
        for new in table.columns:
            old = before.column(new.name)
            if old is not None and is_rewritten(old, new, current) and can_swap(current, after, before, old):
                yield Swap(table=name, old=old, new=new)


def is_rewritten(old: Column, new: Column, schema: Schema) -> bool:
    """Whether the change of type writes every row anew."""
    domain = domain_of(old.type, schema)
    return old.type != new.type and not needs_no_rewrite(domain.type if domain else old.type, new.type)


def can_swap(current: Schema, after: Schema, table: Table, column: Column) -> bool:
    """Whether nothing would keep looking at the old column: views, policies and triggers do."""
    if not can_stand_twice(current, table, column):
        return False
    for schema in (current, after):
        place = part_of("column", table.name, column.name)
        readers = [view for view in schema.views.values() if table.name in view.depends_on]
        if any(place in needs(view) or "*" in names_in(view.definition) for view in readers):
            return False
        own = schema.tables[table.name]
        leaning = [needs(it, table.name) for it in own.policies] + [needs(it, table.name) for it in own.triggers]
        if any(place in it for it in leaning):
            return False
    return True


def trading_places(schema: Schema, swaps: Iterable[Swap]) -> tuple[Renaming, ...]:
    """The renamings of the moment; ``schema`` is the one after it."""
    found: list[Renaming] = []
    for swap in swaps:
        found += [swap.given_up(), _renaming("column", swap.table, swap.coming, swap.new.name)]
        table = schema.tables[swap.table]
        for kind, name, columns in _parts(table):
            if swap.going in columns and name.endswith("_old"):
                found.append(_renaming(kind, swap.table, name.removesuffix("_old"), name))
            elif swap.new.name in columns:
                found.append(_renaming(kind, swap.table, f"{shortened(name, 59)}_new", name))
    return tuple(found)


def _parts(table: Table) -> Iterator[tuple[str, str, set[str]]]:
    for constraint in table.constraints:
        yield "constraint", constraint.name, _columns_of(constraint, table.name)
    for index in table.indexes:
        yield "index", index.name, _columns_of(index, table.name)


def _columns_of(part: Any, table: QualifiedName) -> set[str]:
    return {it.name.name for it in needs(part, table) if it.kind == "column" and it.owner == table}


def undone(schema: Schema, swaps: tuple[Swap, ...], trades: tuple[Renaming, ...]) -> Schema:
    """The schema before the columns change places: the old ones are as they were, the new ones count for nobody."""
    back = tuple(_reversed(it) for it in trades if _stands(schema, it))
    schema = renamed(schema, back)
    for swap in swaps:
        schema = put_column(schema, swap.table, swap.old)
        coming = schema.tables[swap.table].column(swap.coming)
        if coming is not None:
            demand = coming.not_null and replace(coming.not_null, name=None)
            schema = put_column(schema, swap.table, replace(coming, default=None, not_null=demand))
    return schema


def _stands(schema: Schema, renaming: Renaming) -> bool:
    table = schema.tables[renaming.after.owner or renaming.after.name]
    names = {
        "column": {it.name for it in table.columns},
        "constraint": {it.name for it in table.constraints},
        "index": {it.name for it in table.indexes},
    }
    return renaming.after.name.name in names[renaming.after.kind]


def _reversed(renaming: Renaming) -> Renaming:
    return Renaming(before=renaming.after, after=renaming.before)


def _renaming(kind: str, table: QualifiedName, old: str, new: str) -> Renaming:
    return Renaming(before=part_of(kind, table, old), after=part_of(kind, table, new))
