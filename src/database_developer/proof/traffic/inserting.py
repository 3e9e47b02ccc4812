"""A new row like one that is there: which columns are copied, which are made anew so that no key clashes."""

from __future__ import annotations

from database_developer.model.quoting import identifier
from database_developer.model.schema import Column
from database_developer.proof.traffic.application import Key, Known

MADE_BY_SERVER = ("nextval(", "gen_random_uuid()", "uuid_generate_v4()", "uuidv7()", "uuidv4()")
FRESH = 8  # characters that make a text another one


def inserted(known: Known) -> dict[str, str] | None:
    """An expression over the other row for each column that is given; None where a key cannot be made anew."""
    anew: dict[str, str | None] = {}
    for key in known.keys:
        if not _made_anew(known, key, anew):
            return None
    values = {column.name: identifier(column.name) for column in known.columns if _is_given(column)}
    for name, expression in anew.items():
        values.pop(name, None)
        if expression is not None:
            values[name] = expression
    return values or None


def _is_given(column: Column) -> bool:
    return column.identity is None and column.generated is None


def _made_anew(known: Known, key: Key, anew: dict[str, str | None]) -> bool:
    """Whether a column of the key gets a value of its own; ``anew`` learns it, None for what the server makes."""
    columns = [column for column in known.columns if column.name in key.columns]
    if any(column.name in anew for column in columns):
        return True
    for column in columns:
        if column.identity is not None or (column.default or "").startswith(MADE_BY_SERVER):
            anew[column.name] = None
            return True
    for column in columns:
        expression = _fresh(known, column)
        if expression is not None:
            anew[column.name] = expression
            return True
    return _left_empty(known, key, columns, anew)


def _fresh(known: Known, column: Column) -> str | None:
    """A value that no other row has; none for what refers to another table or must pass a check."""
    refers = any(column.name in constraint.columns for constraint in known.table.foreign_keys)
    if refers or column.name in known.checked or column.generated is not None:
        return None
    if column.type == "uuid":
        return "gen_random_uuid()"
    if column.type == "text" or (column.type.startswith("character varying") and _length(column) >= FRESH):
        digits = f"left(md5(gen_random_uuid()::text), {FRESH})"
        return f"overlay({identifier(column.name)} PLACING {digits} FROM 1 FOR {FRESH})"
    return None


def _length(column: Column) -> int:
    inside = column.type.partition("(")[2].rstrip(")")
    return int(inside) if inside.isdigit() else FRESH


def _left_empty(known: Known, key: Key, columns: list[Column], anew: dict[str, str | None]) -> bool:
    """Whether the row may go without a value that would have to differ."""
    if not key.can_be_null:
        return False
    free = [it for it in columns if not it.is_required and it.default is None and it.name not in known.changing]
    for column in free[:1]:
        anew[column.name] = None
    return bool(free)
