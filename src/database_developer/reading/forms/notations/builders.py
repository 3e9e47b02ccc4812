"""Tables made by calls on a builder, one a column: Knex for JavaScript and Laravel's Blueprint for PHP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from database_developer.model.request import Direction, OrderBy, Quote
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Expression,
    Function,
    Listed,
    Literal,
    Step,
    TooDeep,
    chains_in,
    statements_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchRemoval,
    SketchRenaming,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"javascript", "js", "typescript", "ts", "php", "knex", "laravel"})
_CREATES = frozenset({"createTable", "createTableIfNotExists", "create"})
_CHANGES = frozenset({"alterTable", "table"})
_NUMBERED = {
    "increments": "integer",
    "bigIncrements": "bigint",
    "bigincrements": "bigint",
    "smallIncrements": "smallint",
    "mediumIncrements": "integer",
    "id": "bigint",
}
_REFERRING = {"foreignId": "bigint", "foreignUuid": "uuid", "foreignUlid": "varchar(26)"}
_TYPES = {
    "tinyInteger": "smallint",
    "unsignedTinyInteger": "smallint",
    "unsignedInteger": "bigint",
    "unsignedBigInteger": "bigint",
    "unsignedSmallInteger": "integer",
    "mediumInteger": "integer",
    "dateTimeTz": "timestamptz",
    "timestampTz": "timestamptz",
    "timeTz": "timetz",
    "year": "smallint",
    "ipAddress": "inet",
    "macAddress": "macaddr",
    "ulid": "varchar(26)",
    "enu": "text",
    "enum": "text",
}
_REMOVALS = frozenset({"dropColumn", "dropColumns"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables that are made or changed; None where no such call is found."""
    is_php = "$table" in source.text or "Blueprint" in source.text
    try:
        statements = statements_of(source.text)
    except TooDeep:
        return None
    reader = _Builder(source.quote_at, required=is_php)
    tables = [
        table
        for chain in chains_in(statement.value for statement in statements)
        for step in chain.steps
        if (table := reader.table(chain, step)) is not None
    ]
    return Sketch(tables=tuple(tables)) if tables else None


class _Builder:
    """Knows whether a column is required unless said otherwise: so for Laravel, not for Knex."""

    def __init__(self, quote_at: Callable[[int], Quote], *, required: bool) -> None:
        self.quote_at = quote_at
        self.required = required

    def table(self, chain: Chain, step: Step) -> SketchTable | None:
        """The table of one call, if it is one that makes or changes a table."""
        name, function = step.text(), (step.arguments or ())[-1:]
        if name is None or not function or not isinstance(function[0], Function):
            return None
        if step.name not in _CREATES | _CHANGES:
            return None
        calls = [it.value for it in function[0].body if isinstance(it.value, Chain) and len(it.value.steps) > 1]
        parts = tuple(part for call in calls for part in self._parts(call))
        is_change = step.name in _CHANGES
        return SketchTable(name=name, quote=self._line_of(name, chain), parts=parts, is_change=is_change)

    def _line_of(self, name: str, chain: Chain) -> Quote:
        return self.quote_at(chain.start)

    def _parts(self, call: Chain) -> Iterator[SketchPart]:
        step, behind, quote = call.steps[1], call.steps[2:], self.quote_at(call.start)
        if step.name == "timestamps":
            yield from _timestamps(quote)
        elif step.name in {"softDeletes", "rememberToken"}:
            is_token = step.name == "rememberToken"
            name, type_name = ("remember_token", "varchar(100)") if is_token else ("deleted_at", "timestamp")
            yield SketchColumn(name=name, type=type_name, required=False, quote=quote)
        elif step.name in _REMOVALS:
            for name in _names(step.arguments or ()):
                yield SketchRemoval(column=name, quote=quote)
        elif step.name == "renameColumn" and step.text(0) and step.text(1):
            yield SketchRenaming(column=step.text(0), new_name=step.text(1) or "", quote=quote)
        elif step.name in {"primary", "unique", "index"} and step.arguments:
            yield _keyed(step.name, _names(step.arguments[:1]), quote)
        elif step.name == "foreign":
            yield _reference(_names(step.arguments or ()), behind, quote) or SketchDoubt(quote=quote)
        elif any(it.name in {"alter", "change"} for it in behind):
            yield SketchDoubt(quote=quote)
        else:
            yield from self._column(step, behind, quote)

    def _column(self, step: Step, behind: tuple[Step, ...], quote: Quote) -> Iterator[SketchPart]:
        name = step.text() or ("id" if step.name in _NUMBERED else None)
        type_name = _type(step)
        if name is None or type_name is None:
            yield SketchDoubt(quote=quote)
            return
        is_numbered = step.name in _NUMBERED
        column = SketchColumn(
            name=name,
            type=type_name,
            primary=is_numbered,
            identity=is_numbered,
            required=self.required,
            allowed=_values(step),
            quote=quote,
        )
        for it in behind:
            column = _modified(column, it)
        yield column
        yield from _hung(column, step, behind, quote)


def _type(step: Step) -> str | None:
    """The column's type by the name of the call."""
    if step.name == "specificType":
        return sql_type(step.text(1) or "")
    known = _NUMBERED.get(step.name) or _REFERRING.get(step.name) or _TYPES.get(step.name)
    if known:
        return known
    if step.name in {"string", "char"}:
        return f"{'varchar' if step.name == 'string' else 'char'}({_length(step)})"
    if step.name == "decimal":
        return f"numeric({step.text(1) or 8},{step.text(2) or 2})"
    return sql_type(step.name)


def _length(step: Step) -> str:
    written = step.text(1) or ""
    return written if written.isdigit() else "255"


def _values(step: Step) -> tuple[str, ...]:
    arguments = step.arguments or ()
    is_set = step.name in {"enu", "enum"} and len(arguments) > 1
    return _names(arguments[1:2]) if is_set else ()


def _names(arguments: tuple[Expression, ...]) -> tuple[str, ...]:
    """Texts, given one by one or as lists."""
    found: list[str] = []
    for argument in arguments:
        if isinstance(argument, Literal):
            found.append(argument.text)
        elif isinstance(argument, Listed):
            found.extend(item.text for item in argument.items if isinstance(item, Literal))
    return tuple(found)


def _modified(column: SketchColumn, step: Step) -> SketchColumn:
    """The column with what one more call says of it."""
    match step.name:
        case "notNullable" | "notNull":
            return replace(column, required=True)
        case "nullable":
            return replace(column, required=bool(_word(step) == "false"))
        case "unique":
            return replace(column, unique=True)
        case "primary":
            return replace(column, primary=True)
        case "comment":
            return replace(column, comment=step.text() or "")
        case "defaultTo" | "default":
            return replace(column, default=default_value((step.arguments or (None,))[0]))
        case "useCurrent":
            return replace(column, default="now")
        case "useCurrentOnUpdate":
            return replace(column, moment="updated")
        case "autoIncrement":
            return replace(column, identity=True)
    return column


def _word(step: Step) -> str:
    first = (step.arguments or (None,))[0]
    return first.name if isinstance(first, Chain) else ""


def default_value(value: Expression | None) -> str | None:
    """A literal, true or false, or one of the usual functions of the server."""
    if isinstance(value, Literal):
        return value.text
    if not isinstance(value, Chain):
        return None
    name, raw = value.name, next((it.text() for it in value.steps if it.text()), "") or ""
    said = f"{name} {raw}".lower()
    if name in {"true", "false"}:
        return name
    if "uuid" in said and name != "uuidv4":
        return "random uuid"
    return "now" if any(word in said for word in ("now", "current_timestamp")) else None


def _timestamps(quote: Quote) -> Iterator[SketchPart]:
    """The two moments that the frameworks keep."""
    yield SketchColumn(name="created_at", type="timestamp", required=True, default="now", quote=quote)
    yield SketchColumn(name="updated_at", type="timestamp", required=True, default="now", moment="updated", quote=quote)


def _keyed(kind: str, names: tuple[str, ...], quote: Quote) -> SketchPart:
    if not names:
        return SketchDoubt(quote=quote)
    if kind == "primary":
        return SketchPrimary(columns=names, quote=quote)
    if kind == "unique":
        return SketchUnique(columns=names, quote=quote)
    keys = tuple(OrderBy(attribute=name, direction=Direction.ASCENDING) for name in names)
    return SketchIndex(keys=keys, quote=quote)


def _hung(column: SketchColumn, step: Step, behind: tuple[Step, ...], quote: Quote) -> Iterator[SketchPart]:
    """The reference and the index that the column's calls ask for."""
    reference = _reference((column.name,), behind, quote)
    if reference is not None:
        yield replace(reference, required=column.required)
    if any(it.name == "index" for it in behind):
        yield SketchIndex(keys=(OrderBy(attribute=column.name),), quote=quote)


def _reference(columns: tuple[str, ...], behind: tuple[Step, ...], quote: Quote) -> SketchReference | None:
    """ "references('id').inTable('users').onDelete('CASCADE')", "constrained('users')"."""
    by_name = {it.name: it for it in behind}
    if not columns or not {"references", "constrained"} & set(by_name):
        return None
    target = _names(by_name["references"].arguments or ()) if "references" in by_name else ()
    place = by_name.get("inTable") or by_name.get("on") or by_name.get("constrained")
    parent = place.text() if place is not None else None
    if parent is None and target and "." in target[0]:
        parent = target[0].rpartition(".")[0]
    parent = parent or columns[0].removesuffix("_id")
    names = tuple(name.rpartition(".")[2] for name in target)
    return SketchReference(
        parent=parent, columns=columns, target=names, on_delete=_action(by_name), required=None, quote=quote
    )


def _action(by_name: dict[str, Step]) -> str:
    spoken = {"cascadeOnDelete": "cascade", "nullOnDelete": "set null", "restrictOnDelete": "restrict"}
    short = next((action for name, action in spoken.items() if name in by_name), None)
    told = by_name["onDelete"].text() if "onDelete" in by_name else None
    return short or (told or NO_ACTION).lower()
