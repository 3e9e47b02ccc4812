"""Values that a rule is likely to refuse, by the type of the column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column

TEXTS = ("''", "'!'", "'Not Allowed !'", "'UPPER'", "'é'", "'0'", "repeat('x', 40)", "repeat('x', 5000)")
NUMBERS = ("-1", "0", "-1000000", "1", "101", "32767", "2000000000")
BY_TYPE: dict[str, tuple[str, ...]] = {
    "smallint": ("-1", "0", "-32768", "32767", "101"),
    "integer": NUMBERS,
    "bigint": (*NUMBERS, "9000000000000000000"),
    "boolean": ("true", "false"),
    "jsonb": ("'[]'", "'null'", "'1'", "'{}'", "'\"text\"'"),
    "json": ("'[]'", "'null'", "'1'", "'{}'", "'\"text\"'"),
    "date": ("'-infinity'", "'infinity'", "'0001-01-01'", "'9999-12-31'"),
    "interval": ("'-1 year'", "'0'", "'1000 years'"),
    "uuid": ("'00000000-0000-0000-0000-000000000000'",),
}
TIMESTAMPS = ("'-infinity'", "'infinity'", "'0001-01-01'", "'9999-12-31'")


def breaking_values(columns: Sequence[Column]) -> Iterator[dict[str, str]]:
    """Assignments to try: one column at a time, then NULLs, then pairs together."""
    candidates = {column.name: _candidates(column) for column in columns if column.generated is None}
    for name, values in candidates.items():
        yield from ({name: value} for value in values)
    for name in candidates:
        yield {name: "NULL"}
    yield dict.fromkeys(candidates, "NULL")
    if len(candidates) > 1:
        for combination in product(*(values[:4] for values in candidates.values())):
            yield dict(zip(candidates, combination, strict=True))


def _candidates(column: Column) -> tuple[str, ...]:
    kind = column.type
    if kind.endswith("[]"):
        return ("'{}'", "ARRAY[NULL]")
    if kind.startswith("timestamp"):
        return TIMESTAMPS
    if kind.startswith(("numeric", "real", "double precision")):
        return (*NUMBERS[:4], "0.5", "101", "99999")
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    return _texts(kind)


def _texts(kind: str) -> tuple[str, ...]:
    """Texts within the column's own limit, which would else refuse them first."""
    head, _, rest = kind.partition("(")
    limit = int(rest.rstrip(")")) if head == "character varying" and rest.rstrip(")").isdigit() else None
    return TEXTS if limit is None else tuple(f"left({text}, {limit})" for text in TEXTS)


def missing_value(parent: QualifiedName, key: str, kind: str) -> str:
    """A value of that type that no row of ``parent`` has in ``key``."""
    if kind in ("smallint", "integer", "bigint") or kind.startswith("numeric"):
        return f"(SELECT coalesce(max({identifier(key)}), 0) + 1 FROM {qualified(parent)})"
    if kind == "uuid":
        return "gen_random_uuid()"
    if kind == "date" or kind.startswith("timestamp"):
        return "'0001-01-01'"
    head, _, rest = kind.partition("(")
    if head in ("character", "character varying") and rest:
        return f"left('~missing~', {rest.rstrip(')')})"
    return "'~missing~'"
