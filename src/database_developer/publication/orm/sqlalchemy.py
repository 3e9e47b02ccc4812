"""SQLAlchemy 2 models, typed and declarative, of a whole schema."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Domain, Enum, Schema, Sequence, Table
from database_developer.publication.orm.naming import Names, constant, mapped_tables, names_of, unused
from database_developer.publication.orm.python import WIDTH, call, comment, docstring, sql_body, string, strings
from database_developer.publication.orm.sqlalchemy_columns import column_line, sequence_options
from database_developer.publication.orm.sqlalchemy_keys import arguments, is_expressible, later, leftovers
from database_developer.publication.orm.sqlalchemy_limits import is_spelled_out, limits
from database_developer.publication.orm.sqlalchemy_relationships import relationship_lines
from database_developer.publication.orm.sqlalchemy_types import mapped_type, spellings, type_variable
from database_developer.publication.relations import keys_of

OTHER_TYPE = '''class OtherType(UserDefinedType[Any]):
    """A type that is known by its SQL name alone."""

    cache_ok = True

    def __init__(self, spelled: str) -> None:
        self.spelled = spelled

    def get_col_spec(self, **_: Any) -> str:
        """The type's name in DDL."""
        return self.spelled'''

LABELS = '''def labels(members: type[enum.Enum]) -> list[str]:
    """What the database stores for each member."""
    return [str(member.value) for member in members]'''

BASE = '''class Base(DeclarativeBase):
    """What all models share."""'''


def models(schema: Schema) -> str:
    """The file's text; the same schema gives the same text."""
    names = names_of(schema)
    before = [_before(sql) for sql in _preparations(schema)]
    blocks = [BASE, "\n".join(before)]
    blocks += [_enum(names, name, enum) for name, enum in sorted(schema.enums.items())]
    blocks += [_domain(schema, names, domain.name, domain) for domain in _in_order(schema)]
    blocks += ["\n".join(_sequence(sequence) for _, sequence in sorted(schema.sequences.items()))]
    blocks += [_model(schema, names, table) for table in mapped_tables(schema)]
    blocks += ["\n".join(_events(schema, names))]
    body = [block for block in blocks if block]
    if any("OtherType(" in block for block in body):
        body.insert(0, OTHER_TYPE)
    if schema.enums:
        body.insert(0, LABELS)
    return "\n\n\n".join([_head(schema, "\n".join(body)), *body]) + "\n"


def _head(schema: Schema, body: str) -> str:
    lost = [f"- {comment(line)}" for line in limits(schema)]
    told = ["Not in these models, but in the migrations:", "", *lost, '"""'] if lost else ['"""']
    summary = '"""Models of the database, made from its schema; changes belong into a migration.'
    head = [summary, "", *told] if lost else [summary + '"""']
    imports = [
        ("import datetime as dt", "dt." in body),
        ("import enum", "enum." in body),
        ("from decimal import Decimal", "Decimal" in body),
        ("from typing import Any", "Any]" in body or " Any" in body or "[Any" in body),
        ("from uuid import UUID", "[UUID" in body),
    ]
    standard = [line for line, needed in imports if needed]
    outside = ["import sqlalchemy as sa"]
    outside += ["from sqlalchemy.dialects import postgresql as pg"] if "pg." in body else []
    orm = ["DeclarativeBase", "Mapped", "mapped_column"] + ["relationship"] * ("relationship(" in body)
    outside.append(f"from sqlalchemy.orm import {', '.join(orm)}")
    outside += ["from sqlalchemy.types import UserDefinedType"] if "UserDefinedType" in body else []
    groups = ["\n".join(head), "from __future__ import annotations", "\n".join(standard), "\n".join(outside)]
    return "\n\n".join(group for group in groups if group)


def _preparations(schema: Schema) -> Iterator[str]:
    """SQL that must run before the types and tables are made."""
    for namespace in sorted(schema.namespaces):
        if namespace != "public":
            yield f"CREATE SCHEMA IF NOT EXISTS {identifier(namespace)}"
    for extension_name, extension in sorted(schema.extensions.items()):
        if extension_name != "plpgsql":
            yield f"CREATE EXTENSION IF NOT EXISTS {identifier(extension_name)} SCHEMA {identifier(extension.schema)}"
    for domain in _in_order(schema):
        if is_spelled_out(schema, domain):
            yield _domain_ddl(domain.name, domain)


def _before(sql: str) -> str:
    return _listen("Base.metadata", "before_create", sql)


def _listen(target: str, moment: str, sql: str) -> str:
    ddl = f"sa.DDL({string(sql.replace('%', '%%'))})"
    return call("sa.event.listen", [target, string(moment), ddl])


def _enum(names: Names, name: QualifiedName, enum: Enum) -> str:
    class_name = names.types[name]
    taken: set[str] = {"mro", "name", "value"}
    members = [f"    {unused(constant(label), taken)} = {string(label)}" for label in enum.labels]
    body = "\n".join(
        [f"class {class_name}(enum.StrEnum):", f"    {docstring(enum.comment or f'Labels of {name}.')}", "", *members]
    )
    options = ["values_callable=labels", *_place(name), "metadata=Base.metadata"]
    return f"{body}\n\n\n" + call("pg.ENUM", [class_name, *options], 0, f"{type_variable(names, name)} = ")


def _place(name: QualifiedName) -> list[str]:
    place = [f"name={string(name.name)}"]
    return [*place, f"schema={string(name.schema)}"] if name.schema != "public" else place


def _in_order(schema: Schema) -> list[Domain]:
    """Domains, each after the one it is made over."""
    waiting, ordered = [domain for _, domain in sorted(schema.domains.items())], list[Domain]()
    while waiting:
        names = {spelling for domain in waiting for spelling in spellings(domain.name)}
        ready = [domain for domain in waiting if domain.type.removesuffix("[]") not in names]
        ordered += ready
        waiting = [domain for domain in waiting if domain not in ready]
    return ordered


def _domain(schema: Schema, names: Names, name: QualifiedName, domain: Domain) -> str:
    parts = [string(name.name), mapped_type(schema, names, domain.type).sql]
    if is_spelled_out(schema, domain):
        parts.append("create_type=False")
    else:
        parts += _domain_options(domain)
    parts += [f"schema={string(name.schema)}"] if name.schema != "public" else []
    return call("pg.DOMAIN", [*parts, "metadata=Base.metadata"], 0, f"{type_variable(names, name)} = ")


def _domain_options(domain: Domain) -> Iterator[str]:
    for constraint in domain.constraints[:1]:
        inside = constraint.definition.removeprefix("CHECK (").removesuffix(")")
        yield f"constraint_name={string(constraint.name)}"
        yield f"check=sa.text({string(sql_body(inside))})"
    if domain.not_null is not None:
        yield "not_null=True"
    if domain.default is not None:
        yield f"default=sa.text({string(sql_body(domain.default))})"
    if domain.collation is not None:
        yield f"collation={string(domain.collation.removeprefix('pg_catalog.').strip(chr(34)))}"


def _domain_ddl(name: QualifiedName, domain: Domain) -> str:
    """The domain in full, made once."""
    parts = [f"CREATE DOMAIN {qualified(name)} AS {domain.type}"]
    parts += [f"COLLATE {domain.collation}"] if domain.collation is not None else []
    parts += [f"DEFAULT {domain.default}"] if domain.default is not None else []
    parts += ["NOT NULL"] if domain.not_null is not None else []
    parts += [
        f"CONSTRAINT {identifier(one.name)} {one.definition.removesuffix(' NOT VALID')}" for one in domain.constraints
    ]
    return f"DO $do$ BEGIN {' '.join(parts)}; EXCEPTION WHEN duplicate_object THEN NULL; END $do$"


def _sequence(sequence: Sequence) -> str:
    kinds = {"smallint": "sa.SmallInteger()", "integer": "sa.Integer()", "bigint": "sa.BigInteger()"}
    parts = [
        string(sequence.name.name),
        f"data_type={kinds[sequence.options.type]}",
        *sequence_options(sequence.options),
    ]
    parts += [f"schema={string(sequence.name.schema)}"] if sequence.name.schema != "public" else []
    return call("sa.Sequence", [*parts, "metadata=Base.metadata"])


def _model(schema: Schema, names: Names, table: Table) -> str:
    lines = [
        f"class {names.classes[table.name]}(Base):",
        f"    {docstring(table.comment or f'A row of {table.name}.')}",
        "",
    ]
    lines += [f"    __tablename__ = {string(table.name.name)}", *_table_args(table), *_mapper_args(names, table), ""]
    lines += [column_line(schema, names, table, column) for column in table.columns]
    related = list(relationship_lines(names, table))
    return "\n".join([*lines, *([""] if related else []), *related])


def _table_args(table: Table) -> list[str]:
    options = [f'"schema": {string(table.name.schema)}'] if table.name.schema != "public" else []
    options += [f'"comment": {string(table.comment)}'] if table.comment is not None else []
    options += [f'"postgresql_partition_by": {string(table.partitioning.key)}'] if table.partitioning else []
    parts = [*arguments(table), *([f"{{{', '.join(options)}}}"] if options else [])]
    if not parts:
        return []
    alone = f"    __table_args__ = ({parts[0]},)"
    if len(parts) == 1 and "\n" not in alone and len(alone) <= WIDTH:
        return [alone]
    return ["    __table_args__ = (", *(f"        {part}," for part in parts), "    )"]


def _mapper_args(names: Names, table: Table) -> list[str]:
    """What tells rows apart where there is no primary key that SQLAlchemy could say."""
    key = table.primary_key
    if key is not None and is_expressible(key):
        return []
    required = {column.name for column in table.columns if column.is_required}
    unique = next((unique for unique in keys_of(table) if set(unique) <= required), None)
    columns = unique or tuple(column.name for column in table.columns)
    attributes = [names.attributes[table.name, column] for column in columns]
    return [f'    __mapper_args__ = {{"primary_key": {strings(attributes)}}}']


def _events(schema: Schema, names: Names) -> Iterator[str]:
    """What runs right after a table is made: partitions, owned sequences, and what has no words."""
    for table in mapped_tables(schema):
        target = f"{names.classes[table.name]}.__table__"
        for sql in (*_partitions(schema, table), *_owned(schema, table), *leftovers(table)):
            yield _listen(target, "after_create", sql)
    for table in mapped_tables(schema):
        for sql in later(table):
            yield _listen("Base.metadata", "after_create", sql)


def _partitions(schema: Schema, table: Table) -> Iterator[str]:
    for name, part in sorted(schema.tables.items()):
        if part.partition_of is not None and part.partition_of.parent == table.name:
            cut = f" PARTITION BY {part.partitioning.key}" if part.partitioning else ""
            yield f"CREATE TABLE {qualified(name)} PARTITION OF {qualified(table.name)} {part.partition_of.bound}{cut}"
            yield from _partitions(schema, part)


def _owned(schema: Schema, table: Table) -> Iterator[str]:
    for name, sequence in sorted(schema.sequences.items()):
        if sequence.owned_by is not None and sequence.owned_by[0] == table.name:
            column = f"{qualified(table.name)}.{identifier(sequence.owned_by[1])}"
            yield f"ALTER SEQUENCE {qualified(name)} OWNED BY {column}"
