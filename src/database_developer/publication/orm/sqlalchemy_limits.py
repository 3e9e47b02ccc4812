"""What the models leave to the migrations, told at the top of the file rather than dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Column, Domain, Enum, Schema, Sequence, Table
from database_developer.publication.orm.sqlalchemy_types import is_sayable, spellings
from database_developer.publication.relations import shown_tables


def limits(schema: Schema) -> tuple[str, ...]:
    """A line for each thing in the schema that the models do not hold."""
    return tuple(_found(schema))


def _found(schema: Schema) -> Iterator[str]:
    for namespace in schema.namespaces.values():
        if namespace.name != "public" and (namespace.comment or namespace.grants):
            yield f"namespace {namespace.name}: comment and privileges"
    things: list[Enum | Domain | Sequence] = [*schema.enums.values(), *schema.domains.values()]
    for thing in [*things, *schema.sequences.values()]:
        if thing.comment:
            yield f"comment on {thing.name}"
    yield from (f"view {name}" for name in sorted(schema.views))
    yield from (f"function {name}" for name in sorted(schema.functions))
    yield from (f"composite type {name}" for name in sorted(schema.composites))
    yield from _domains(schema)
    for table in sorted(schema.tables.values(), key=lambda one: one.name):
        if table.partition_of is not None:
            yield from _partition(table)
    for table in shown_tables(schema):
        yield from (f"table {table.name}: {what}" for what in _table(table))


def _domains(schema: Schema) -> Iterator[str]:
    for name, domain in sorted(schema.domains.items()):
        yield from (f"domain {name}: {one.name} is not validated" for one in domain.constraints if not one.validated)
        yield from (f"domain {name}: comment on {one.name}" for one in domain.constraints if one.comment)
        if domain.not_null is not None and domain.not_null.name is not None:
            yield f"domain {name}: the name of NOT NULL, {domain.not_null.name}"
        if len(domain.constraints) > 1 and not is_spelled_out(schema, domain):
            yield f"domain {name}: all checks but the first"


def is_spelled_out(schema: Schema, domain: Domain) -> bool:
    """Whether the domain is made by DDL of its own, because ``pg.DOMAIN`` would say it differently."""
    own = {spelling for name in (*schema.enums, *schema.domains) for spelling in spellings(name)}
    is_rich = len(domain.constraints) > 1 or (bool(domain.constraints) and domain.not_null is not None)
    return is_rich and domain.type.removesuffix("[]") not in own


def _partition(table: Table) -> Iterator[str]:
    own = [index.name for index in table.indexes if not index.inherited]
    own += [constraint.name for constraint in table.constraints if not constraint.inherited]
    own += [f"column {column.name}" for column in table.columns if not column.inherited or column.default is not None]
    own += [f"trigger {trigger.name}" for trigger in table.triggers if not trigger.inherited]
    own += ["privileges"] if table.grants else []
    yield from (f"partition {table.name}: its own {name}" for name in own)


def _table(table: Table) -> Iterator[str]:
    if not table.columns:
        yield "has no columns, and so no model"
    elif table.primary_key is None:
        yield "has no primary key, so rows are told apart by other columns"
    yield from (f"trigger {trigger.name}" for trigger in table.triggers)
    yield from (f"policy {policy.name}" for policy in table.policies)
    yield from (f"statistics {one.name}" for one in table.statistics)
    if table.row_security:
        yield "row security"
    if table.grants or any(column.grants for column in table.columns):
        yield "privileges"
    if table.inherits:
        yield "inheritance"
    if table.replica_identity != "default":
        yield "replica identity"
    if table.unlogged or table.options:
        yield "storage options"
    yield from (f"comment on index {index.name}" for index in table.indexes if index.comment)
    yield from (f"comment on constraint {key.name}" for key in table.foreign_keys if key.comment)
    yield from (f"index {index.name}, which is invalid" for index in table.indexes if not index.valid)
    yield from (f"constraint {one.name} is not validated" for one in table.constraints if not one.validated)
    for column in table.columns:
        yield from (f"column {column.name}: {what}" for what in _column(column))


def _column(column: Column) -> Iterator[str]:
    if column.storage or column.compression or column.statistics is not None or column.options:
        yield "storage, compression or statistics"
    if column.not_null is not None and column.not_null.name is not None:
        yield f"the name of NOT NULL, {column.not_null.name}"
    if column.not_null is not None and (not column.not_null.validated or column.not_null.no_inherit):
        yield "NOT NULL that is not validated or not inherited"
    if column.identity is not None and column.identity.sequence_name is not None:
        yield f"the sequence's name, {column.identity.sequence_name}"
    texts = ("character", "text", "citext", "public.citext")
    if column.collation is not None and not (column.type.startswith(texts) and is_sayable(column.collation)):
        yield f"collation {column.collation}"
