"""The names that diagrams and frameworks give to types, as PostgreSQL spells them."""

from __future__ import annotations

import re

_SPELLED = {
    "smallint": "smallint int2 tinyint short smallinteger unsignedsmallinteger tinyinteger unsignedtinyinteger "
    "smallserial",
    "integer": "int integer int4 mediumint number int32 i32 unsignedinteger mediuminteger positiveintegerfield serial",
    "bigint": "bigint int8 long int64 i64 biginteger unsignedbiginteger unsignedbigint bigserial",
    "text": "text string str longtext mediumtext tinytext ntext clob",
    "boolean": "boolean bool bit tinybool",
    "timestamp": "timestamp datetime datetime2 smalldatetime utc_datetime naive_datetime utc_datetime_usec "
    "naive_datetime_usec instant localdatetime",
    "timestamptz": "timestamptz datetimeoffset zoneddatetime timestamp_tz timestamp_with_timezone",
    "date": "date localdate dateonly",
    "time": "time localtime timeonly",
    "interval": "interval duration",
    "jsonb": "json jsonb object map dict record document hash",
    "uuid": "uuid guid uniqueidentifier binary_id",
    "bytea": "bytea blob binary varbinary bytes longblob mediumblob image",
    "real": "real float4",
    "double precision": "float double float8 doubleprecision float64 f64",
    "numeric": "decimal numeric money bigdecimal dec",
    "inet": "inet ipaddress ip",
    "citext": "citext",
    "varchar": "varchar nvarchar varchar2 charactervarying",
    "char": "char nchar character",
}
TYPES = {word: name for name, words in _SPELLED.items() for word in words.lower().split()}
_WITH_NUMBERS = frozenset({"varchar", "char", "numeric", "timestamp", "timestamptz"})
_SHAPE = re.compile(r"([A-Za-z_][\w ]*?)\s*(?:\(([^()]*)\))?\s*((?:\[\])*)")
_LONG_NAMES = {
    "double precision": "double precision",
    "character varying": "varchar",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "long text": "text",
    "big integer": "bigint",
    "big int": "bigint",
    "small int": "smallint",
}


def sql_type(written: str) -> str | None:
    """ "nvarchar(30)" as varchar(30), "string[]" as text[]; None for a name that is no usual type."""
    shape = _SHAPE.fullmatch(written.strip())
    if shape is None:
        return None
    name, numbers, brackets = shape[1].strip().lower(), shape[2], shape[3]
    known = _LONG_NAMES.get(" ".join(name.split())) or TYPES.get(name)
    if known is None:
        return None
    if known == "text" and numbers and numbers.strip().isdigit():
        known = "varchar"
    return known + _numbers(known, numbers) + ("[]" if brackets else "")


def _numbers(name: str, numbers: str | None) -> str:
    parts = [part.strip() for part in (numbers or "").split(",")]
    if name not in _WITH_NUMBERS or not all(part.isdigit() for part in parts):
        return ""
    return f"({','.join(parts)})"


def is_identity_type(written: str) -> bool:
    """Whether a type's name says that the server numbers the rows."""
    return written.strip().lower() in {"serial", "bigserial", "smallserial", "autoincrement", "identity"}
