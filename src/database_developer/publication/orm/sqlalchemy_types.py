"""Column types in SQLAlchemy's words, with the Python type of their values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.model.schema import Column, Schema
from database_developer.publication.orm.naming import Names
from database_developer.publication.orm.python import string

SPELLING = re.compile(r"(?P<name>[^(\[]+?)\s*(?:\((?P<given>[^)]*)\))?(?P<zone> with(?:out)? time zone)?")
SIMPLE = {
    "smallint": ("sa.SmallInteger()", "int"),
    "integer": ("sa.Integer()", "int"),
    "bigint": ("sa.BigInteger()", "int"),
    "oid": ("pg.OID()", "int"),
    "real": ("sa.REAL()", "float"),
    "double precision": ("sa.Double()", "float"),
    "boolean": ("sa.Boolean()", "bool"),
    "date": ("sa.Date()", "dt.date"),
    "bytea": ("sa.LargeBinary()", "bytes"),
    "uuid": ("sa.Uuid()", "UUID"),
    "json": ("pg.JSON()", "Any"),
    "jsonb": ("pg.JSONB()", "Any"),
    "inet": ("pg.INET()", "Any"),
    "cidr": ("pg.CIDR()", "Any"),
    "macaddr": ("pg.MACADDR()", "str"),
    "macaddr8": ("pg.MACADDR8()", "str"),
    "money": ("pg.MONEY()", "str"),
    "tsvector": ("pg.TSVECTOR()", "str"),
    "tsquery": ("pg.TSQUERY()", "str"),
    "int4range": ("pg.INT4RANGE()", "pg.Range[int]"),
    "int8range": ("pg.INT8RANGE()", "pg.Range[int]"),
    "numrange": ("pg.NUMRANGE()", "pg.Range[Decimal]"),
    "daterange": ("pg.DATERANGE()", "pg.Range[dt.date]"),
    "tsrange": ("pg.TSRANGE()", "pg.Range[dt.datetime]"),
    "tstzrange": ("pg.TSTZRANGE()", "pg.Range[dt.datetime]"),
    "int4multirange": ("pg.INT4MULTIRANGE()", "Any"),
    "int8multirange": ("pg.INT8MULTIRANGE()", "Any"),
    "nummultirange": ("pg.NUMMULTIRANGE()", "Any"),
    "datemultirange": ("pg.DATEMULTIRANGE()", "Any"),
    "tsmultirange": ("pg.TSMULTIRANGE()", "Any"),
    "tstzmultirange": ("pg.TSTZMULTIRANGE()", "Any"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MappedType:
    """A type as source text: SQLAlchemy's, and Python's for annotations."""

    sql: str
    python: str


def mapped_type(schema: Schema, names: Names, spelled: str, collation: str | None = None) -> MappedType:
    """The type; one that SQLAlchemy has no word for is spelled out by ``OtherType``."""
    if spelled.endswith("]"):
        inner = mapped_type(schema, names, re.sub(r"(\[\d*\])+$", "", spelled))
        return MappedType(sql=f"pg.ARRAY({inner.sql})", python=f"list[{inner.python}]")
    named = _named(schema, names, spelled)
    if named is not None:
        return named
    found = SPELLING.fullmatch(spelled)
    if found is None:
        return other(spelled)
    return _built_in(spelled, found["name"], found["given"], found["zone"] or "", collation)


def other(spelled: str) -> MappedType:
    """A type by its SQL name alone."""
    return MappedType(sql=f"OtherType({string(spelled)})", python="Any")


def column_type(schema: Schema, names: Names, column: Column) -> MappedType:
    """A column's type, with the collation that it has beyond its type's own."""
    return mapped_type(schema, names, column.type, column.collation)


def _named(schema: Schema, names: Names, spelled: str) -> MappedType | None:
    for name in schema.enums:
        if spelled in spellings(name):
            return MappedType(sql=type_variable(names, name), python=names.types[name])
    for name, domain in schema.domains.items():
        if spelled in spellings(name):
            return MappedType(sql=type_variable(names, name), python=mapped_type(schema, names, domain.type).python)
    return None


def type_variable(names: Names, name: QualifiedName) -> str:
    """The variable that holds an enum's or domain's SQLAlchemy type."""
    return f"{names.types[name]}Type"


def spellings(name: QualifiedName) -> tuple[str, ...]:
    """How the catalog may write the type's name."""
    full = f"{identifier(name.schema)}.{identifier(name.name)}"
    return (full, identifier(name.name)) if name.schema == "public" else (full,)


def _built_in(spelled: str, name: str, given: str | None, zone: str, collation: str | None) -> MappedType:
    if name in SIMPLE and not given:
        sql, python = SIMPLE[name]
        return MappedType(sql=sql, python=python)
    if name in {"character varying", "character", "text", "public.citext", "citext"}:
        return _text(name, given, collation)
    if name == "numeric":
        return MappedType(sql=f"sa.Numeric({given.replace(',', ', ') if given else ''})", python="Decimal")
    if name in {"timestamp", "time"} or spelled.startswith(("timestamp", "time ")):
        return _moment(spelled, given)
    if name in {"bit", "bit varying"}:
        parts = [given or "", "varying=True" if name == "bit varying" else ""]
        return MappedType(sql=f"pg.BIT({', '.join(part for part in parts if part)})", python="str")
    if name.startswith("interval"):
        return _interval(name, given)
    return other(spelled)


def _text(name: str, given: str | None, collation: str | None) -> MappedType:
    word = {"text": "sa.Text", "character varying": "sa.String", "character": "sa.CHAR"}.get(name, "pg.CITEXT")
    parts = [given or ("1" if name == "character" else "")]
    parts += [f"collation={string(_plain(collation))}"] if collation and is_sayable(collation) else []
    return MappedType(sql=f"{word}({', '.join(part for part in parts if part)})", python="str")


def is_sayable(collation: str) -> bool:
    """Whether SQLAlchemy can name the collation: it knows no namespaces."""
    return "." not in collation.removeprefix("pg_catalog.")


def _plain(collation: str) -> str:
    """The collation's own name: SQLAlchemy quotes it itself."""
    return collation.removeprefix("pg_catalog.").strip('"')


def _moment(spelled: str, given: str | None) -> MappedType:
    is_time, zoned = spelled.startswith("time") and not spelled.startswith("timestamp"), " with time" in spelled
    python = "dt.time" if is_time else "dt.datetime"
    zone = f"timezone={zoned}" if zoned or given else ""
    if given:
        return MappedType(sql=f"pg.{'TIME' if is_time else 'TIMESTAMP'}({zone}, precision={given})", python=python)
    return MappedType(sql=f"sa.{'Time' if is_time else 'DateTime'}({zone})", python=python)


def _interval(name: str, given: str | None) -> MappedType:
    fields = name.removeprefix("interval").strip()
    parts = [f"fields={string(fields)}" if fields else "", f"precision={given}" if given else ""]
    return MappedType(sql=f"pg.INTERVAL({', '.join(part for part in parts if part)})", python="dt.timedelta")
