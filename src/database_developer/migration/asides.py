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
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, ConstraintKind, Schema

NO_VALUE = "NULL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What a column was: a part of a key, a reference; and whether its default can stay while it is hidden."""

    is_key: bool = False
    refers: bool = False
    keeps_default: bool = True


def role_of(was: Address, column: Column, lost: Lost, before: Schema) -> Role:
    """The role of the column at that address, before anything is dropped or renamed."""
    table, name = before.tables[was.owner or was.name], was.name.name
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


def column(table: QualifiedName, gone: Column, role: Role, before: Schema, facts: Facts) -> Statement:
    """The column under a hidden name, with nothing left that would refuse rows written without it."""
    first = tuple(_let_go(table, gone, role, before))
    return on_family(aside.column(table, gone.name, first=first, named=_named(table, gone, role, facts)), before)


def column_back(table: QualifiedName, gone: Column, role: Role, before: Schema, facts: Facts) -> Reversal:
    """The column as and where it was, with all its values."""
    how = _filling(gone, role, before)
    back = aside.column_back(
        table, gone.name, then=tuple(_taken_up(table, gone, role, before)), named=_named(table, gone, role, facts)
    )
    statements = (back, *_demands(table, gone, role, how, before, facts))
    return Reversal(statements=tuple(on_family(it, before) for it in statements), note=how.told(table, gone.name))


def _is_free(gone: Column, role: Role) -> bool:
    """Whether rows get a value by themselves, so that NOT NULL can stay."""
    return gone.identity is not None or role.keeps_default


def _named(table: QualifiedName, gone: Column, role: Role, facts: Facts) -> Named:
    """What has the column's name in its own, and stays."""
    counter = None
    if gone.identity is not None:
        counter = gone.identity.sequence_name or table.renamed(default_name(table.name, gone.name, "seq"))
    stays = _is_free(gone, role) and facts.server_version >= NAMED_NOT_NULL_SINCE
    demand = online.not_null_name(table, gone.name, gone.not_null) if gone.not_null and stays else None
    return Named(counter=counter, demand=demand)


def _members(table: QualifiedName, gone: Column, before: Schema) -> Iterator[tuple[QualifiedName, Column]]:
    """The column in the table and in those that inherit it."""
    yield table, gone
    for name in family(table, before)[1:]:
        own = before.tables[name].column(gone.name)
        if own is not None:
            yield name, own


def _let_go(table: QualifiedName, gone: Column, role: Role, before: Schema) -> Iterator[Statement]:
    if _is_free(gone, role):
        return
    for name, own in _members(table, gone, before):
        if own.not_null is not None:
            yield columns.drop_not_null(name, own.name)
        if own.default is not None:
            yield columns.set_default(name, own.name, None)
    if plain := _refuses_null(gone.type, before):
        yield columns.set_type(table, replace(gone, type=plain, collation=None), None, rewrites=False)


def _taken_up(table: QualifiedName, gone: Column, role: Role, before: Schema) -> Iterator[Statement]:
    yield comments.comment(address_of(gone, table), gone, gone.comment)
    if _is_free(gone, role):
        return
    for name, own in _members(table, gone, before):
        if own.default is not None or gone.default is not None:
            yield columns.set_default(name, own.name, own.default)


def _filling(gone: Column, role: Role, before: Schema) -> Filling:
    is_demanded = gone.not_null is not None and gone.not_null.validated
    if _is_free(gone, role) or not (is_demanded or _refuses_null(gone.type, before)):
        return Filling(way=Way.NOT_NEEDED)
    return filling(gone, before, is_key=role.is_key, refers=role.refers)


def _demands(
    table: QualifiedName, gone: Column, role: Role, how: Filling, before: Schema, facts: Facts
) -> Iterator[Statement]:
    """Values for the rows written since, then the type and NOT NULL that ask for them."""
    if _is_free(gone, role):
        return
    plain = _refuses_null(gone.type, before)
    if how.way is not Way.NOT_NEEDED:
        yield filled(table, gone.name, how, _waits(table, gone, plain))
    if plain:
        typed = columns.set_type(table, replace(gone, default=None), None, rewrites=True)
        yield guards.only_if(_waits(table, gone, plain), typed)
        settings = whole.column_settings(table, gone)
        yield from (guards.only_if(guards.column_exists(table, gone.name), it) for it in settings)
    for name, own in _members(table, gone, before):
        if own.not_null is not None and own.not_null.validated:
            yield from online.demand_value(name, own, before, facts, guarded=True)
        yield from whole.unvalidated_not_null(name, own)


def _waits(table: QualifiedName, gone: Column, plain: str | None) -> str:
    """Whether the column is there and not yet as strict as it was."""
    if plain is None:
        return guards.column_exists(table, gone.name, "NOT attnotnull")
    is_other = f"atttypid <> pg_catalog.to_regtype({literal(gone.type)})"
    return guards.column_exists(table, gone.name, is_other)


def _refuses_null(type_: str, schema: Schema) -> str | None:
    """The type beneath a domain that may refuse NULL; None for any other type."""
    found, strict = domain_of(shape_of(type_).base, schema), False
    if found is None or shape_of(type_).array:
        return None
    while found is not None:
        if found.default is not None:
            return None
        strict = strict or bool(found.not_null or found.constraints)
        type_, found = found.type, domain_of(found.type, schema)
    return type_ if strict else None
