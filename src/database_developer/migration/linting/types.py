"""Types as a file writes them, under the names that the server prints."""

from __future__ import annotations

from typing import Any

from pglast import ast

from database_developer.migration.linting.nodes import is_a

PRINTED = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float8": "double precision",
    "bool": "boolean",
    "varchar": "character varying",
    "bpchar": "character",
    "varbit": "bit varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "time": "time without time zone",
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
}
SERIALS = frozenset(name for name in PRINTED if "serial" in name)


def type_text(type_name: Any) -> str:
    """The type as ``format_type`` prints it."""
    name = str(type_name.names[-1].sval)
    plain = PRINTED.get(name, name)
    if len(type_name.names) > 1 and type_name.names[0].sval not in ("pg_catalog", "public"):
        plain = f"{type_name.names[0].sval}.{plain}"
    sizes = ",".join(str(size.val.ival) for size in type_name.typmods or () if _is_number(size))
    if sizes and plain.startswith(("timestamp ", "time ")):
        word, _, rest = plain.partition(" ")
        plain = f"{word}({sizes}) {rest}"
    elif sizes and plain != "interval":
        plain = f"{plain}({sizes})"
    return plain + "[]" * len(type_name.arrayBounds or ())


def is_serial(type_name: Any) -> bool:
    """Whether the type is one of those that make a sequence."""
    return len(type_name.names) == 1 and str(type_name.names[0].sval) in SERIALS


def _is_number(size: Any) -> bool:
    return is_a(size, ast.A_Const) and is_a(size.val, ast.Integer)
