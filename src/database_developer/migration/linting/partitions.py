"""The conditions that spare the server from reading a partition that is attached, or the default one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.migration.linting.known import KnownTable
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.spelling import printed, script

OPEN_ENDS = frozenset({"minvalue", "maxvalue"})


def belongs(bound: Any, key: str) -> str | None:
    """What holds for every row of a partition with these bounds; None where it cannot be said."""
    if bound.is_default or bound.strategy == "h":
        return None
    if bound.strategy == "l":
        return _listed(bound.listdatums, key)
    if len(bound.lowerdatums) != 1:
        return None
    ends = [
        f"({key} {operator} {printed(datums[0])})"
        for operator, datums in ((">=", bound.lowerdatums), ("<", bound.upperdatums))
        if not _is_open(datums[0])
    ]
    return " AND ".join((f"({key} IS NOT NULL)", *ends))


def _listed(values: tuple[Any, ...], key: str) -> str:
    plain = [printed(value) for value in values if not getattr(value, "isnull", False)]
    listed = f"{key} = {plain[0]}" if len(plain) == 1 else f"{key} IN ({', '.join(plain)})"
    if not plain:
        return f"{key} IS NULL"
    if len(plain) < len(values):
        return f"({key} IS NULL) OR ({listed})"
    return f"({key} IS NOT NULL) AND ({listed})"


def _is_open(datum: Any) -> bool:
    return is_a(datum, ast.ColumnRef) and str(getattr(datum.fields[-1], "sval", "")).lower() in OPEN_ENDS


def proven(table: str, name: str, condition: str) -> tuple[str, str]:
    """A CHECK that is validated while others write."""
    constraint = identifier(name)
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({condition}) NOT VALID",
        f"ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}",
    )


def default_spared(parent: KnownTable, part: str, condition: str | None) -> Iterator[str]:
    """What spares the default partition, where the table is known to have one."""
    if parent.default_part is not None and condition is not None:
        table, name = qualified(parent.default_part), f"{parent.default_part.name}_not_{part}"
        yield from proven(table, name, f"NOT ({condition})")


def default_freed(parent: KnownTable, part: str) -> Iterator[str]:
    """Takes away again what ``default_spared`` put there."""
    if parent.default_part is not None:
        name = identifier(f"{parent.default_part.name}_not_{part}")
        yield f"ALTER TABLE {qualified(parent.default_part)} DROP CONSTRAINT {name}"


def attached(parent: KnownTable, whole: str, part: str, part_name: str, bound: Any) -> str:
    """ATTACH PARTITION after a CHECK that says what the bounds say."""
    name = f"{part_name}_bounds"
    attach = f"ALTER TABLE {whole} ATTACH PARTITION {part} {printed(bound)}"
    free = f"ALTER TABLE {part} DROP CONSTRAINT {identifier(name)}"
    if parent.partition_key is None:
        return script(_looked_up(whole, part, name, bound), *_validated(part, name, bound), attach, free)
    condition = belongs(bound, parent.partition_key)
    if condition is None:
        return ""
    return script(
        *proven(part, name, condition),
        *default_spared(parent, part_name, condition),
        attach,
        free,
        *default_freed(parent, part_name),
    )


def _validated(part: str, name: str, bound: Any) -> tuple[str, ...]:
    return (f"ALTER TABLE {part} VALIDATE CONSTRAINT {identifier(name)}",) if belongs(bound, "x") else ()


def _looked_up(whole: str, part: str, name: str, bound: Any) -> str:
    """The same CHECK where only the catalog knows the key, which must be one column or expression."""
    condition = belongs(bound, "%1$s")
    if condition is None:
        return "-- No CHECK can stand for these bounds: the partition is read while nobody writes to it"
    text = condition.replace("'", "''")
    command = f"ALTER TABLE {part} ADD CONSTRAINT {identifier(name)} CHECK ({text}) NOT VALID"
    key = f"substring(pg_get_partkeydef('{whole}'::regclass) FROM '\\((.*)\\)')"
    return f"DO $dbd$\nBEGIN\n    EXECUTE format('{command}', {key});\nEND\n$dbd$"
