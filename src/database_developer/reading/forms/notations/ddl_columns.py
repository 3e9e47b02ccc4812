"""A column of a CREATE TABLE in any dialect: its type as PostgreSQL spells it, and its rules."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.ddl_rules import checked
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.sketch import NO_ACTION, SketchColumn, SketchDoubt, SketchPart, SketchReference

_ACTIONS = ("CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION")
_UNSIGNED = {
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UMEDIUMINT": "integer",
    "UINT": "bigint",
    "UBIGINT": "numeric(20)",
    "UDECIMAL": "numeric",
    "UDOUBLE": "double precision",
}
_NAMES = {
    "TIMESTAMPTZ": "timestamp",  # what MySQL calls a timestamp
    "TIMESTAMPLTZ": "timestamptz",
    "ROWVERSION": "bytea",
    "SMALLMONEY": "numeric(10,4)",
    "MONEY": "numeric(19,4)",
    "YEAR": "smallint",
    "UUID": "uuid",
    "BIT": "boolean",
    "DATETIME2": "timestamp",
}
_NOW = (exp.CurrentTimestamp, exp.CurrentDate, exp.CurrentDatetime, exp.CurrentTime)


def column_part(node: exp.ColumnDef, quote: Quote, remark: str) -> Iterator[SketchPart]:
    """The column, and what else its definition says."""
    kinds: list[exp.Expr] = [
        item.kind for item in node.args.get("constraints") or () if isinstance(item, exp.ColumnConstraint)
    ]
    kind, default = node.args.get("kind"), _default(kinds)
    type_name = _type(kind, default)
    values = tuple(it.name for it in kind.expressions) if kind is not None and _is_set(kind) else ()
    is_named = type_name is None and not values
    yield SketchColumn(
        name=node.name,
        quote=quote,
        type=type_name,
        hint=kind.sql().lower() if kind is not None and is_named else "",
        required=any(isinstance(it, exp.NotNullColumnConstraint) and not it.args.get("allow_null") for it in kinds),
        unique=any(isinstance(it, exp.UniqueColumnConstraint) for it in kinds),
        primary=any(isinstance(it, exp.PrimaryKeyColumnConstraint) for it in kinds),
        identity=_is_identity(kind, kinds),
        default=_as_boolean(default) if type_name == "boolean" else default,
        allowed=values,
        comment=next((it.name for it in kinds if isinstance(it, exp.CommentColumnConstraint)), "") or remark,
        moment="updated" if any(isinstance(it, exp.OnUpdateColumnConstraint) for it in kinds) else None,
    )
    for it in kinds:
        if isinstance(it, exp.Reference):
            yield reference_part(it, (node.name,), quote)
        elif isinstance(it, exp.CheckColumnConstraint):
            yield from checked(it.this, quote)
        elif isinstance(it, exp.ComputedColumnConstraint | exp.GeneratedAsRowColumnConstraint):
            yield SketchDoubt(quote=quote)


def reference_part(node: exp.Expr, columns: tuple[str, ...], quote: Quote) -> SketchReference:
    """The foreign key of a REFERENCES."""
    target = node.this
    parent, names = (target.this, target.expressions) if isinstance(target, exp.Schema) else (target, [])
    return SketchReference(
        parent=parent.name,
        columns=columns,
        target=tuple(name.name for name in names),
        on_delete=_on_delete(node),
        quote=quote,
    )


def _on_delete(node: exp.Expr) -> str:
    for option in node.args.get("options") or ():
        words = " ".join(str(option).upper().split())
        if words.startswith("ON DELETE"):
            action = words.removeprefix("ON DELETE").strip()
            return action.lower() if action in _ACTIONS else NO_ACTION
    return NO_ACTION


def _is_set(kind: exp.DataType | None) -> bool:
    return kind is not None and kind.this is exp.DataType.Type.ENUM


def _type(kind: exp.DataType | None, default: str | None) -> str | None:
    """The type's name in PostgreSQL; MySQL's tinyint(1) is its boolean."""
    if kind is None:
        return "text"
    name = kind.this.name if isinstance(kind.this, exp.DataType.Type) else str(kind.this)
    if _is_set(kind):
        return None
    numbers = [item.name for item in kind.expressions]
    if name == "TINYINT" and (numbers == ["1"] or (default or "").lower() in {"true", "false"}):
        return "boolean"
    if name == "ARRAY" and kind.expressions:
        inner = _type(kind.expressions[0], None)
        return f"{inner}[]" if inner else None
    if name in _UNSIGNED:
        return _UNSIGNED[name] + (f"({','.join(numbers)})" if name == "UDECIMAL" and numbers else "")
    plain = _NAMES.get(name) or name.lower()
    if plain.endswith(")"):
        return plain
    if numbers and numbers[0].upper() == "MAX":
        return "bytea" if "BINARY" in name else "text"
    return sql_type(f"{plain}({','.join(numbers)})" if numbers else plain)


def _is_identity(kind: exp.DataType | None, kinds: list[exp.Expr]) -> bool:
    numbered = (exp.AutoIncrementColumnConstraint, exp.GeneratedAsIdentityColumnConstraint)
    return any(isinstance(it, numbered) for it in kinds) or (kind is not None and is_identity_type(kind.sql()))


def _default(kinds: list[exp.Expr]) -> str | None:
    node = next((it.this for it in kinds if isinstance(it, exp.DefaultColumnConstraint)), None)
    if node is None or isinstance(node, exp.Null):
        return None
    return _value(node.unnest())


def _value(node: exp.Expr) -> str | None:
    if isinstance(node, _NOW):
        return "now"
    if isinstance(node, exp.Uuid):
        return "random uuid"
    if isinstance(node, exp.Anonymous | exp.Func):
        name = node.name.lower() if isinstance(node, exp.Anonymous) else node.sql_name().lower()
        is_moment = any(word in name for word in ("now", "date", "time", "timestamp"))
        return "now" if is_moment else "random uuid" if name in {"uuid", "newid", "newsequentialid"} else None
    if isinstance(node, exp.Neg):
        inner = _value(node.this)
        return f"-{inner}" if inner else None
    if isinstance(node, exp.Boolean):
        return "true" if node.this else "false"
    return node.name if isinstance(node, exp.Literal | exp.Var | exp.Column) else None


def _as_boolean(default: str | None) -> str | None:
    return {"1": "true", "0": "false"}.get(default or "", default)
