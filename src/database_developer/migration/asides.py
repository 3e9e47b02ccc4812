"""How a column is set aside so that rows can be written without it, and how it comes back with its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration import online, whole
from database_developer.migration.ddl import aside, columns, comments, guards
from database_developer.migration.ddl.aside import Named
from database_developer.migration.ddl.quoting import literal
from database_developer.migration.defaults import domain_of, is_volatile
from database_developer.migration.family import family, on_family
from database_developer.migration.leaning import Lost, calls_functions, leans
from database_developer.migration.mentions import KEYS, mentioned, names_in
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.migration.returning import Filling, Way, filled, filling
from database_developer.migration.types import shape_of
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, ConstraintKind, Schema

NO_VALUE = "NULL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What a column was: a part of a key, a reference; and whether its default can stay while it is hidden."""

    is_key: bool = False
    refers: bool = False
    keeps_default: bool = False


def role_of(owner: QualifiedName, column: Column, lost: Lost, before: Schema) -> Role:
    """The role of the column in its table, as it is before anything is dropped."""
    table, name = before.tables[owner], column.name
    of_keys = any(name in it.columns for it in table.constraints_of(*KEYS))
    of_indexes = any(it.unique and name in names_in(it.definition) for it in table.indexes)
    is_key = of_keys or of_indexes
    return Role(
        is_key=is_key,
        refers=any(name in it.columns for it in table.constraints_of(ConstraintKind.FOREIGN_KEY)),
        keeps_default=_default_can_stay(column.default, lost, before, is_key=is_key),
    )


def _default_can_stay(default: str | None, lost: Lost, before: Schema, *, is_key: bool) -> bool:
    """Whether rows can go on taking the default: it leans on nothing that may go, and repeats no key."""
    if default is None or default.startswith(NO_VALUE):
        return False
    if calls_functions(default, before) or leans(default, lost, before):
        return False
    if any(address.name in before.sequences for address in mentioned(default)):
        return False  # the sequence may be set aside and purged, too
    return not is_key or is_volatile(default, before)


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnAside:
    """A column that leaves its table for a while, with what it was to others and the schema it leaves.

    ``certain`` says that nothing is renamed in the same migration: a rollback finds things under their names.
    """

    table: QualifiedName
    column: Column
    role: Role
    before: Schema
    facts: Facts
    certain: bool = True

    def forward(self) -> Statement:
        """The column under a hidden name, with nothing left that would refuse rows written without it."""
        first = tuple(self._let_go())
        return on_family(aside.column(self.table, self.column.name, first=first, named=self._named()), self.before)

    def reverse(self) -> Reversal:
        """The column as and where it was, with all its values."""
        how, then = self._filling(), tuple(self._taken_up())
        back = aside.column_back(self.table, self.column.name, then=then, named=self._named(), certain=self.certain)
        statements = (back, *self._demands(how))
        return Reversal(
            statements=tuple(on_family(it, self.before) for it in statements),
            note=how.told(self.table, self.column.name),
        )

    def _is_free(self) -> bool:
        """Whether rows get a value by themselves, so that NOT NULL can stay."""
        return self.column.identity is not None or self.role.keeps_default

    def _named(self) -> Named:
        """What has the column's name in its own, and stays."""
        column, counter = self.column, None
        if column.identity is not None:
            usual = self.table.renamed(default_name(self.table.name, column.name, "seq"))
            counter = column.identity.sequence_name or usual
        stays = self._is_free() and self.facts.server_version >= NAMED_NOT_NULL_SINCE
        demand = online.not_null_name(self.table, column.name, column.not_null) if column.not_null and stays else None
        return Named(counter=counter, demand=demand)

    def _members(self) -> Iterator[tuple[QualifiedName, Column]]:
        """The column in the table and in those that inherit it."""
        yield self.table, self.column
        for name in family(self.table, self.before)[1:]:
            own = self.before.tables[name].column(self.column.name)
            if own is not None:
                yield name, own

    def _let_go(self) -> Iterator[Statement]:
        if self._is_free():
            return
        for name, own in self._members():
            if own.not_null is not None:
                yield columns.drop_not_null(name, own.name)
            if own.default is not None:
                yield columns.set_default(name, own.name, None)
        if plain := _refuses_null(self.column.type, self.before):
            untyped = replace(self.column, type=plain, collation=None)
            yield columns.set_type(self.table, untyped, None, rewrites=False)

    def _taken_up(self) -> Iterator[Statement]:
        yield comments.comment(address_of(self.column, self.table), self.column, self.column.comment)
        if self._is_free():
            return
        for name, own in self._members():
            if own.default is not None or self.column.default is not None:
                yield columns.set_default(name, own.name, own.default)

    def _filling(self) -> Filling:
        demand = self.column.not_null
        is_demanded = demand is not None and demand.validated
        if self._is_free() or not (is_demanded or _refuses_null(self.column.type, self.before)):
            return Filling(way=Way.NOT_NEEDED)
        return filling(self.column, self.before, is_key=self.role.is_key, refers=self.role.refers)

    def _demands(self, how: Filling) -> Iterator[Statement]:
        """Values for the rows written since, then the type and NOT NULL that ask for them."""
        if self._is_free():
            return
        if how.way is not Way.NOT_NEEDED:
            yield filled(self.table, self.column.name, how, self._is_open())
        if _refuses_null(self.column.type, self.before):
            yield from self._typed()
        for name, own in self._members():
            if own.not_null is not None and own.not_null.validated:
                yield from online.demand_value(name, own, self.before, self.facts, guarded=True)
            yield from whole.unvalidated_not_null(name, own)

    def _typed(self) -> Iterator[Statement]:
        """The domain again; how values lie is forgotten with the type."""
        typed = columns.set_type(self.table, replace(self.column, default=None), None, rewrites=True)
        yield guards.only_if(self._is_open(), typed)
        there = guards.column_exists(self.table, self.column.name)
        yield from (guards.only_if(there, it) for it in whole.column_settings(self.table, self.column))

    def _is_open(self) -> str:
        """The condition that the column is there and not yet as strict as it was."""
        if _refuses_null(self.column.type, self.before) is None:
            return guards.column_exists(self.table, self.column.name, "NOT attnotnull")
        is_other = f"atttypid <> pg_catalog.to_regtype({literal(self.column.type)})"
        return guards.column_exists(self.table, self.column.name, is_other)


UNSIZED_NAMES = {"character": "bpchar", "bit": '"bit"'}  # without a size these mean a size of 1


def _refuses_null(type_: str, schema: Schema) -> str | None:
    """The type beneath a domain that may refuse NULL, without a size, so that no row is written; None for others."""
    found, strict = domain_of(shape_of(type_).base, schema), False
    if found is None or shape_of(type_).array:
        return None
    while found is not None:
        if found.default is not None:
            return None
        strict = strict or bool(found.not_null or found.constraints)
        type_, found = found.type, domain_of(found.type, schema)
    shape = shape_of(type_)
    plain = UNSIZED_NAMES.get(shape.base, shape.base) if shape.sizes and not shape.array else type_
    return plain if strict else None
